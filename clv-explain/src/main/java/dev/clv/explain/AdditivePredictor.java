package dev.clv.explain;

/**
 * A predictor that begins by adding up what each column contributes to a state and needs nothing but that state from
 * there on, as a network with its first layer does: f(x) = g(s), s = s0 + c1(x1) + c2(x2) + ... An explainer that
 * predicts many rows which differ in a few columns then keeps the state and changes it by those columns' contributions.
 *
 * <p>A column may become several inputs of the model, but it must not depend on another column how. Implementations are
 * thread-safe and modify only what they are told to.
 */
public interface AdditivePredictor extends PredictFunction {

    /** How many numbers a state has, at least 1. */
    int stateSize();

    /**
     * A row in whatever form {@link #replace} takes its columns from, for example as the inputs of a network; at least
     * one number.
     *
     * @param row as for {@link #predict}
     */
    double[] encode(double[] row);

    /**
     * The state of an encoded row.
     *
     * @param state overwritten
     */
    void state(double[] encoded, double[] state);

    /**
     * Whether the contributions of a column in two encoded rows can differ; if not, {@link #replace} leaves every state
     * as it is, bit for bit.
     */
    boolean differs(int column, double[] from, double[] to);

    /**
     * Adds c(to) - c(from) of one column to a state, or to the sum of such differences.
     *
     * @param from an encoded row
     * @param to another one
     * @param state added to
     */
    void replace(int column, double[] from, double[] to, double[] state);

    /**
     * What follows from states: for the state of a row, {@link #predict} of that row up to rounding.
     *
     * @param capacity the most states at a time
     */
    StateFunction newStateFunction(int capacity);

    /** From states to predictions. Holds scratch space, so it is for one thread at a time. */
    @FunctionalInterface
    interface StateFunction {

        /**
         * Predicts states. A state gives the same bits alone and among others.
         *
         * @param count how many, at most the capacity
         * @param states at least {@code count} of S numbers. Not modified.
         * @param predictions overwritten, {@code count} numbers
         */
        void predict(int count, double[][] states, double[] predictions);
    }
}
