package dev.clv.explain.internal;

/** The error of estimates as a whole. */
public final class RelativeError {

    private RelativeError() {}

    /**
     * The Euclidean norm of the standard errors over that of the values; 0 if all errors are 0, infinite if all values
     * are 0 but not all errors, NaN if an error is NaN.
     *
     * @param errors one per value
     */
    public static double of(double[] values, double[] errors) {
        double error = sumOfSquares(errors);
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(sumOfSquares(values));
    }

    private static double sumOfSquares(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return sum;
    }
}
