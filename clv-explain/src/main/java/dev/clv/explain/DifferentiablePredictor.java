package dev.clv.explain;

/** A predictor that computes its gradients. Columns must be numbers: there is no gradient at a missing value. */
public interface DifferentiablePredictor extends PredictFunction {

    /**
     * The gradient of each row's prediction by its columns.
     *
     * @param rows as for {@link #predict}
     * @return (rows, columns), new, finite
     */
    double[][] gradients(double[][] rows);

    /**
     * Where the gradient jumps on the straight line from one row to another, as shares of the way, ascending, from 0 to
     * 1; none unless overridden. Integrals along the line are computed piece by piece.
     */
    default double[] kinks(double[] from, double[] to) {
        return new double[0];
    }
}
