package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/**
 * A running summary of one customer's events, in order of time, from which features are computed.
 *
 * <p>The summary is data: {@link #snapshot} stores it, {@link #restore} continues from it, on this machine or another,
 * to the same bits. Where a fold can, {@link #merge} joins two parts of a customer's time. A fold that does not
 * override these three cannot be stored; an attempt is refused with the name of its extractor.
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
