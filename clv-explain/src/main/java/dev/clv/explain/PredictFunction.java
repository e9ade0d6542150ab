package dev.clv.explain;

/**
 * A model as explainers see it: rows of numbers in, one number per row out.
 *
 * <p>Implementations must be thread-safe and must not keep or modify the rows.
 */
@FunctionalInterface
public interface PredictFunction {

    /**
     * Predicts each row.
     *
     * @param rows (rows, columns); NaN means missing if the model allows it; not modified
     * @return one finite number per row
     */
    double[] predict(double[][] rows);
}
