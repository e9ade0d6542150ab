package dev.clv;

/** Hears how far a long call has come. Calls never overlap, but may come from any thread that does the work. */
@FunctionalInterface
public interface ProgressListener {

    /** What a long call is busy with. */
    enum Stage {
        /** Labels are measured and features extracted. */
        FEATURES,
        /** Networks are trained. */
        TRAINING
    }

    /**
     * Something got done.
     *
     * @param stage what is under way
     * @param fraction of the stage that is done, in [0, 1], never falling; 1 ends the stage
     */
    void progress(Stage stage, double fraction);
}
