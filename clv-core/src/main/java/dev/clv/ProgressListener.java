package dev.clv;

/** A listener to the progress of a long call. Calls never overlap, but may come from any thread that does the work. */
@FunctionalInterface
public interface ProgressListener {

    /** The stages of a long call. */
    enum Stage {
        /** Labels are measured and features extracted. */
        FEATURES,
        /** Networks are trained. */
        TRAINING
    }

    /**
     * Called as work is done.
     *
     * @param stage what is under way
     * @param fraction of the stage that is done, in [0, 1], never falling; 1 ends the stage
     */
    void progress(Stage stage, double fraction);
}
