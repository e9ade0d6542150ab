package dev.clv.decide.uplift;

import java.util.Arrays;

/**
 * Weighted linear regression with a penalty on the squared slopes of standardised columns; the intercept is free. The
 * penalty is chosen by cross-validation, so that where nothing can be learned, hardly any slope is left.
 *
 * <p>Sums are kept of the weights, the columns and their products, from which any regression follows. Not thread-safe.
 */
final class Ridge {

    /** In rows: with a penalty of 100 and 100 rows, the slopes are about half of what they were without. */
    private static final double[] PENALTIES = {3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000};

    private final int columns;
    private double weight;
    private double rows;

    /** Of the columns, with a first one of 1 and a last one that is the label; the upper half. */
    private final double[][] products;

    Ridge(int columns) {
        this.columns = columns;
        this.products = new double[columns + 2][columns + 2];
    }

    void add(double[] x, double y, double w) {
        weight += w;
        rows++;
        double[] row = new double[columns + 2];
        row[0] = 1;
        System.arraycopy(x, 0, row, 1, columns);
        row[columns + 1] = y;
        for (int i = 0; i < row.length; i++) {
            double weighted = w * row[i];
            if (weighted != 0) {
                double[] sums = products[i];
                for (int j = i; j < row.length; j++) {
                    sums[j] += weighted * row[j];
                }
            }
        }
    }

    private Ridge plus(Ridge other) {
        Ridge sum = new Ridge(columns);
        sum.weight = weight + other.weight;
        sum.rows = rows + other.rows;
        for (int i = 0; i < products.length; i++) {
            for (int j = i; j < products.length; j++) {
                sum.products[i][j] = products[i][j] + other.products[i][j];
            }
        }
        return sum;
    }

    /**
     * The penalty with which the others of some parts of the rows predict each part best.
     *
     * @param parts at least two, each with rows
     */
    static double choosePenalty(Ridge... parts) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double penalty : PENALTIES) {
            double error = 0;
            for (int held = 0; held < parts.length; held++) {
                Ridge others = new Ridge(parts[held].columns);
                for (int part = 0; part < parts.length; part++) {
                    others = part == held ? others : others.plus(parts[part]);
                }
                error += parts[held].error(others.fit(penalty));
            }
            if (error < least) {
                least = error;
                best = penalty;
            }
        }
        return best;
    }

    /** The weighted sum of squared errors of a regression on these rows. */
    private double error(double[] coefficients) {
        double[] signed = Arrays.copyOf(coefficients, columns + 2);
        signed[columns + 1] = -1;
        double error = 0;
        for (int i = 0; i < signed.length; i++) {
            error += products[i][i] * signed[i] * signed[i];
            for (int j = i + 1; j < signed.length; j++) {
                error += 2 * products[i][j] * signed[i] * signed[j];
            }
        }
        return error;
    }

    /**
     * The intercept and a slope for each column; 0 for columns that do not vary.
     *
     * @param penalty in rows, positive
     */
    double[] fit(double penalty) {
        double[][] matrix = new double[columns][columns];
        double[] right = new double[columns];
        boolean[] varies = new boolean[columns];
        double[] means = new double[columns + 1];
        for (int i = 0; i <= columns; i++) {
            means[i] = products[0][i + 1] / weight;
        }
        for (int i = 0; i < columns; i++) {
            for (int j = i; j < columns; j++) {
                matrix[i][j] = products[i + 1][j + 1] / weight - means[i] * means[j];
                matrix[j][i] = matrix[i][j];
            }
            right[i] = products[i + 1][columns + 1] / weight - means[i] * means[columns];
            varies[i] = matrix[i][i] > 1e-12 * (1 + means[i] * means[i]);
            matrix[i][i] *= 1 + penalty / rows;
        }
        double[] slopes = solve(matrix, right, varies);
        double[] coefficients = new double[columns + 1];
        coefficients[0] = means[columns];
        for (int i = 0; i < columns; i++) {
            coefficients[i + 1] = slopes[i];
            coefficients[0] -= slopes[i] * means[i];
        }
        return coefficients;
    }

    /** By Cholesky, without the columns that do not vary. */
    private static double[] solve(double[][] matrix, double[] right, boolean[] varies) {
        int n = right.length;
        double[][] lower = new double[n][n];
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            if (!varies[i]) {
                continue;
            }
            double sum = right[i];
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (j == i) {
                    lower[i][i] = Math.sqrt(Math.max(rest, 1e-12 * matrix[i][i]));
                } else if (varies[j]) {
                    lower[i][j] = rest / lower[j][j];
                    sum -= lower[i][j] * solution[j];
                }
            }
            solution[i] = sum / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            if (varies[i]) {
                double sum = solution[i];
                for (int k = i + 1; k < n; k++) {
                    sum -= lower[k][i] * solution[k];
                }
                solution[i] = sum / lower[i][i];
            }
        }
        return solution;
    }

    /** What a regression says of a row. */
    static double value(double[] coefficients, double[] x) {
        double value = coefficients[0];
        for (int i = 0; i < x.length; i++) {
            value += coefficients[i + 1] * x[i];
        }
        return value;
    }
}
