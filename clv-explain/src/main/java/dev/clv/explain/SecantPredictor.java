package dev.clv.explain;

/**
 * A predictor that computes secants: finite differences between two rows, taken apart by column. A network does so by
 * the rescale rule of DeepLIFT, which calls them multipliers. Columns must be numbers.
 */
public interface SecantPredictor extends PredictFunction {

    /**
     * The secants from each reference to the row: multiplied by (row - reference), they add up to the difference of the
     * two predictions.
     *
     * @param row as for {@link #predict}
     * @param references as for {@link #predict}
     * @return (references, columns), new, finite
     */
    double[][] secants(double[] row, double[][] references);
}
