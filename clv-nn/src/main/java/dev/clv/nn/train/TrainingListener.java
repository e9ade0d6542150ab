package dev.clv.nn.train;

/** Told about every epoch, on the thread that called {@code train}. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * Called after each epoch.
     *
     * @return true to go on, false to stop here
     */
    boolean onEpoch(Epoch epoch);
}
