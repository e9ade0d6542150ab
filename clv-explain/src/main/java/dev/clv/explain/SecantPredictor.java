package dev.clv.explain;

/**
 * A predictor that knows slopes between two rows, however far apart: a network does, by the rescale rule of DeepLIFT.
 * Columns must be numbers.
 */
public interface SecantPredictor extends PredictFunction {

    /**
     * Slopes that take each reference to the row: times (row - reference), they add up to the difference of the
     * predictions.
     *
     * @param row as for {@link #predict}
     * @param references as for {@link #predict}
     * @return (references, columns), new, finite
     */
    double[][] secants(double[] row, double[][] references);
}
