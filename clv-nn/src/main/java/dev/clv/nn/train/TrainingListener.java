package dev.clv.nn.train;

import dev.clv.nn.Network;
import java.util.function.Supplier;

/** Receives every epoch, on the thread that called {@code train}. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * Called after each epoch.
     *
     * @return true to continue, false to stop here
     */
    boolean onEpoch(Epoch epoch);

    /**
     * Called after each epoch; override it to look at the weights too.
     *
     * @param network gives a copy of the weights after this epoch; to be called during this call
     * @return true to continue, false to stop here
     */
    default boolean onEpoch(Epoch epoch, Supplier<Network> network) {
        return onEpoch(epoch);
    }

    /** This listener and then another. Both receive every epoch; training stops if either returns false. */
    default TrainingListener and(TrainingListener next) {
        TrainingListener first = this;
        return new TrainingListener() {
            @Override
            public boolean onEpoch(Epoch epoch) {
                return first.onEpoch(epoch) & next.onEpoch(epoch);
            }

            @Override
            public boolean onEpoch(Epoch epoch, Supplier<Network> network) {
                return first.onEpoch(epoch, network) & next.onEpoch(epoch, network);
            }
        };
    }
}
