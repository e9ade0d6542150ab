package dev.clv.nn.train;

/**
 * The thread that called {@code train} was interrupted, so training stopped and its result was discarded. The thread's
 * interrupt status stays set. To keep the best weights so far, stop with {@link Trainer.Builder#stopWhen} instead.
 */
public final class TrainingInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingInterruptedException(int finishedEpochs) {
        super("training was interrupted after " + finishedEpochs
                + " finished epoch(s) and its result discarded; use stopWhen to keep the best weights so far");
    }
}
