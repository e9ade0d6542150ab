package dev.clv.explain;

/**
 * A predictor that first adds up a contribution of each column to a state and computes the prediction from that state
 * alone, as a network does after its first layer: f(x) = g(s), s = s0 + c1(x1) + c2(x2) + ... An explainer that
 * predicts many rows which differ in a few columns keeps the state and changes it by the contributions of those
 * columns.
 *
 * <p>A column may become several inputs of the model, but the encoding of a column must not depend on other columns.
 * Implementations are thread-safe and modify only the arguments that are documented as written.
 */
public interface AdditivePredictor extends PredictFunction {

    /** The number of numbers in a state, at least 1. */
    int stateSize();

    /**
     * A row in the form from which {@link #replace} takes its columns, for example the inputs of a network; at least
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
     * Whether the contributions of a column in two encoded rows can differ. If not, {@link #replace} does not change a
     * single bit of a state.
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
     * The function g from states to predictions; for the state of a row it equals {@link #predict} of that row up to
     * rounding.
     *
     * @param capacity how many states it is given at once, at most
     */
    StateFunction newStateFunction(int capacity);

    /** From states to predictions. It holds scratch space, so only one thread may use it at a time. */
    @FunctionalInterface
    interface StateFunction {

        /**
         * Predicts states. The prediction of a state does not depend on the other states, bit for bit.
         *
         * @param count how many, at most the capacity
         * @param states at least {@code count} of S numbers. Not modified.
         * @param predictions overwritten, {@code count} numbers
         */
        void predict(int count, double[][] states, double[] predictions);
    }
}
