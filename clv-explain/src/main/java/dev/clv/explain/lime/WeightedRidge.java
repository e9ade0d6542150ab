package dev.clv.explain.lime;

import dev.clv.explain.internal.SymmetricSystem;
import java.util.Arrays;

/**
 * Weighted ridge regressions with a free intercept, on any of the columns of one sample: x is (n, d), y and weights are
 * (n). Cross-products of the centred sample are computed once.
 */
final class WeightedRidge {

    final double[] mean;
    final double meanLabel;
    final double[][] gram;
    final double[] cross;
    final double squaredLabels;

    WeightedRidge(double[][] x, double[] y, double[] weights) {
        int d = x[0].length;
        mean = new double[d];
        double sumY = 0;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i];
            sumY += weights[i] * y[i];
            for (int j = 0; j < d; j++) {
                mean[j] += weights[i] * x[i][j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= sum;
        }
        // The mean of equal labels may differ from them by rounding, which is no variance.
        meanLabel = Arrays.stream(y).allMatch(label -> label == y[0]) ? y[0] : sumY / sum;
        gram = new double[d][d];
        cross = new double[d];
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double label = y[i] - meanLabel;
            squares += weights[i] * label * label;
            for (int j = 0; j < d; j++) {
                double weighted = weights[i] * (x[i][j] - mean[j]);
                cross[j] += weighted * label;
                for (int k = 0; k <= j; k++) {
                    gram[j][k] += weighted * (x[i][k] - mean[k]);
                }
            }
        }
        for (int j = 0; j < d; j++) {
            for (int k = 0; k < j; k++) {
                gram[k][j] = gram[j][k];
            }
        }
        squaredLabels = squares;
    }

    /** The normal equations of some columns. */
    SymmetricSystem system(int[] columns, double penalty) {
        double[][] matrix = new double[columns.length][columns.length];
        for (int a = 0; a < columns.length; a++) {
            for (int b = 0; b < columns.length; b++) {
                matrix[a][b] = gram[columns[a]][columns[b]] + (a == b ? penalty : 0);
            }
        }
        return new SymmetricSystem(matrix);
    }

    double[] coefficients(int[] columns, double penalty) {
        return system(columns, penalty)
                .solve(Arrays.stream(columns).mapToDouble(c -> cross[c]).toArray());
    }

    double intercept(int[] columns, double[] coefficients) {
        double intercept = meanLabel;
        for (int a = 0; a < columns.length; a++) {
            intercept -= coefficients[a] * mean[columns[a]];
        }
        return intercept;
    }

    /** The weighted share of the labels' variance that is explained; NaN if there is none. */
    double r2(int[] columns, double[] coefficients) {
        if (squaredLabels == 0) {
            return Double.NaN;
        }
        double unexplained = squaredLabels;
        for (int a = 0; a < columns.length; a++) {
            unexplained -= 2 * coefficients[a] * cross[columns[a]];
            for (int b = 0; b < columns.length; b++) {
                unexplained += coefficients[a] * coefficients[b] * gram[columns[a]][columns[b]];
            }
        }
        return 1 - unexplained / squaredLabels;
    }
}
