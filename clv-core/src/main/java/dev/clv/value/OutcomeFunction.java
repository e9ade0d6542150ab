package dev.clv.value;

import dev.clv.explain.AdditivePredictor;

/** From states to values and probabilities of a positive one; for one thread at a time. */
@FunctionalInterface
interface OutcomeFunction {

    /**
     * Predicts states, each by itself.
     *
     * @param count how many, at most the capacity
     * @param states not modified
     * @param values overwritten, {@code count} numbers
     * @param positives overwritten, {@code count} numbers
     */
    void predict(int count, double[][] states, double[] values, double[] positives);

    /** A predictor whose states tell both. */
    interface Predictor extends AdditivePredictor {

        /** @param capacity how many states it is given at once, at most */
        OutcomeFunction newOutcomeFunction(int capacity);
    }
}
