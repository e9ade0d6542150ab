package dev.clv.explain.internal;

/**
 * The Cholesky factor of a small, dense, symmetric positive definite matrix, for least squares with at most some
 * hundred unknowns. Immutable and thread-safe.
 */
public final class SymmetricSystem {

    private final double[][] lower;

    /**
     * Factors a matrix.
     *
     * @param matrix (n, n); only the lower triangle is read; not modified
     * @throws IllegalArgumentException if the matrix is not positive definite
     */
    public SymmetricSystem(double[][] matrix) {
        int n = matrix.length;
        lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i != j) {
                    lower[i][j] = sum / lower[j][j];
                } else if (sum > 0) {
                    lower[i][i] = Math.sqrt(sum);
                } else {
                    throw new IllegalArgumentException(
                            "the matrix must be positive definite, but pivot " + i + " was " + sum);
                }
            }
        }
    }

    /**
     * Solves for one right-hand side.
     *
     * @param right n values; not modified
     * @return n values
     */
    public double[] solve(double[] right) {
        int n = lower.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
