package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;

/** Collects states, number by number, and predicts them whenever the batch is full. Not thread-safe. */
final class StateBatch {

    private final AdditivePredictor.StateFunction function;
    private final int capacity;
    private final double[][] states; // (S, capacity)
    private final double[] predicted;
    private double[] predictions = new double[0];
    private int filled;
    private int done;
    private long evaluations;

    StateBatch(AdditivePredictor predictor, int capacity) {
        function = predictor.newStateFunction(capacity);
        this.capacity = capacity;
        states = new double[predictor.stateSize()][capacity];
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

    void add(double[] state) {
        for (int h = 0; h < state.length; h++) {
            states[h][filled] = state[h];
        }
        filled(1);
    }

    /**
     * Adds a range of states that are one offset away from others.
     *
     * @param others unit by unit, (S, n)
     * @param offset (S)
     */
    void add(double[][] others, int from, int to, double[] offset) {
        for (int start = from; start < to; ) {
            int count = Math.min(to - start, capacity - filled);
            for (int h = 0; h < offset.length; h++) {
                double[] unit = states[h];
                double by = offset[h];
                System.arraycopy(others[h], start, unit, filled, count);
                for (int i = filled; i < filled + count; i++) {
                    unit[i] += by;
                }
            }
            start += count;
            filled(count);
        }
    }

    /** Predicts what is left; returns the predictions of the run, in order. */
    double[] finish() {
        predict();
        return predictions;
    }

    private void filled(int more) {
        filled += more;
        if (filled == capacity) {
            predict();
        }
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
