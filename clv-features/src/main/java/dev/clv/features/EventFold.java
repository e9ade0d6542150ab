package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/**
 * Takes in a customer's events, in order of time, and keeps of them what features need.
 *
 * <p>What it keeps is data: {@link #snapshot} writes it down, {@link #restore} takes it up again, on this machine or
 * another, and goes on to the same bits. Where a fold can, {@link #merge} joins two parts of a customer's time. A fold
 * that does not override these three cannot be stored, and whoever tries is told so by the name of its extractor.
 *
 * <p>It belongs to one customer and one thread.
 */
public interface EventFold {

    /**
     * Takes in the next event.
     *
     * @param event not earlier than the one before it
     */
    void add(CustomerEvent event);

    /**
     * Appends everything it keeps. Leaves the fold as it is.
     *
     * @throws UnsupportedOperationException unless overridden
     */
    default void snapshot(StateWriter out) {
        throw new UnsupportedOperationException("its state cannot be stored; override snapshot and restore");
    }

    /**
     * Takes up what another fold of the same kind kept: events that follow then give the same bits as they would have
     * given there.
     *
     * <p>Called on a fold that has seen nothing yet.
     *
     * @param in what its {@link #snapshot} appended
     * @throws UnsupportedOperationException unless overridden
     */
    default void restore(StateReader in) {
        throw new UnsupportedOperationException("its state cannot be stored; override snapshot and restore");
    }

    /**
     * Takes in everything that another fold of the same customer took in, none of which is earlier than anything this
     * one took in. The result gives the features of one fold over all these events in order of time: to the bit, but
     * for sums of doubles, whose last bits may differ if they are not exact.
     *
     * @param later what the {@link #snapshot} of the other one appended
     * @throws UnsupportedOperationException unless overridden
     */
    default void merge(StateReader later) {
        throw new UnsupportedOperationException("its states cannot be merged; override merge");
    }
}
