package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;

/** Collects states and predicts them whenever the batch is full. Not thread-safe. */
final class StateBatch {

    private final AdditivePredictor.StateFunction function;
    private final double[][] states; // (capacity, S)
    private final double[] predicted;
    private double[] predictions = new double[0];
    private int filled;
    private int done;
    private long evaluations;

    StateBatch(AdditivePredictor predictor, int capacity) {
        function = predictor.newStateFunction(capacity);
        states = new double[capacity][predictor.stateSize()];
        predicted = new double[capacity];
    }

    /** How many states were predicted so far. */
    long evaluations() {
        return evaluations;
    }

    /** Starts a run of as many states as will be added. */
    void begin(int count) {
        predictions = new double[count];
        done = 0;
    }

    /** The next state, to be written before any other call. */
    double[] next() {
        if (filled == states.length) {
            predict();
        }
        return states[filled++];
    }

    /** Predicts what is left; returns the predictions of the run, in order. */
    double[] finish() {
        predict();
        return predictions;
    }

    private void predict() {
        function.predict(filled, states, predicted);
        for (int i = 0; i < filled; i++) {
            if (!Double.isFinite(predicted[i])) {
                throw new IllegalStateException("the predictor returned " + predicted[i]
                        + " for a state; explanations need finite predictions");
            }
        }
        System.arraycopy(predicted, 0, predictions, done, filled);
        done += filled;
        evaluations += filled;
        filled = 0;
    }
}
