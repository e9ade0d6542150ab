package dev.clv.explain.shapley;

import static dev.clv.explain.shapley.RandomModels.bruteForce;
import static dev.clv.explain.shapley.RandomModels.gaussians;
import static dev.clv.explain.shapley.RandomModels.model;

import dev.clv.explain.Background;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.Random;

/** Random models, and values by their definition. */
final class RandomModels {

    private RandomModels() {}

    /** A random model with one hidden ReLU layer; columns listed as ignored have no weight. */
    static PredictFunction model(int columns, Random random, int... ignored) {
        double[][] w = gaussians(12, columns, random);
        double[][] v = gaussians(1, 12, random);
        for (double[] unit : w) {
            for (int column : ignored) {
                unit[column] = 0;
            }
        }
        return rows -> {
            double[] out = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                for (int h = 0; h < w.length; h++) {
                    double a = 0.1 * h;
                    for (int j = 0; j < columns; j++) {
                        a += w[h][j] * rows[i][j];
                    }
                    out[i] += v[0][h] * Math.max(0, a);
                }
            }
            return out;
        };
    }

    static double[][] gaussians(int rows, int columns, Random random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    static ShapleyExplainer.Builder exact(PredictFunction model, Background background) {
        return ShapleyExplainer.builder(model, background).method(ShapleyMethod.EXACT);
    }

    static ShapleyExplainer.Builder walks(PredictFunction model, Background background) {
        return ShapleyExplainer.builder(model, background).method(ShapleyMethod.WALKS);
    }

    /** By the definition, over all orders' equivalent: all coalitions, one player at a time, no shortcut. */
    static double[] bruteForce(PredictFunction model, double[] row, double[][] background) {
        return bruteForce(model, row, background, FeatureGroups.columns(row.length));
    }

    /** The same for groups of columns. */
    static double[] bruteForce(PredictFunction model, double[] row, double[][] background, FeatureGroups players) {
        int d = players.size();
        double[] v = new double[1 << d];
        for (int s = 0; s < v.length; s++) {
            double[][] mixed = new double[background.length][];
            for (int b = 0; b < mixed.length; b++) {
                mixed[b] = background[b].clone();
                for (int j = 0; j < row.length; j++) {
                    mixed[b][j] = (s >> players.groupOf(j) & 1) == 1 ? row[j] : mixed[b][j];
                }
            }
            v[s] = Arrays.stream(model.predict(mixed)).average().orElseThrow();
        }
        double[] factorial = new double[d + 1];
        factorial[0] = 1;
        for (int i = 1; i <= d; i++) {
            factorial[i] = factorial[i - 1] * i;
        }
        double[] values = new double[d];
        for (int s = 0; s < v.length; s++) {
            for (int j = 0; j < d; j++) {
                if ((s >> j & 1) == 0) {
                    int size = Integer.bitCount(s);
                    values[j] += factorial[size] * factorial[d - size - 1] / factorial[d] * (v[s | 1 << j] - v[s]);
                }
            }
        }
        return values;
    }
}
