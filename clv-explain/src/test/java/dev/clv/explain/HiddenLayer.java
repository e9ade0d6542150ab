package dev.clv.explain;

import java.util.Arrays;
import java.util.Random;

/**
 * A random model with one hidden ReLU layer with all that an explainer may ask of a predictor: sums up to that layer,
 * gradients, kinks and secants.
 */
public final class HiddenLayer implements AdditivePredictor, DifferentiablePredictor, SecantPredictor {

    private final double[][] w; // (hidden, columns)
    private final double[] v;

    /** A model that ignores some columns. */
    public HiddenLayer(int columns, Random random, int... ignored) {
        w = gaussians(12, columns, random);
        v = gaussians(1, 12, random)[0];
        for (double[] unit : w) {
            for (int column : ignored) {
                unit[column] = 0;
            }
        }
    }

    public static double[][] gaussians(int rows, int columns, Random random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    @Override
    public double[] predict(double[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> {
                    double[] state = new double[w.length];
                    state(row, state);
                    double sum = 0;
                    for (int h = 0; h < w.length; h++) {
                        sum += v[h] * Math.max(0, state[h]);
                    }
                    return sum;
                })
                .toArray();
    }

    @Override
    public int stateSize() {
        return w.length;
    }

    @Override
    public double[] encode(double[] row) {
        return row.clone();
    }

    @Override
    public void state(double[] encoded, double[] state) {
        for (int h = 0; h < w.length; h++) {
            state[h] = 0.1 * h;
            for (int j = 0; j < encoded.length; j++) {
                state[h] += w[h][j] * encoded[j];
            }
        }
    }

    @Override
    public boolean differs(int column, double[] from, double[] to) {
        return from[column] != to[column] && Arrays.stream(w).anyMatch(unit -> unit[column] != 0);
    }

    @Override
    public void replace(int column, double[] from, double[] to, double[] state) {
        for (int h = 0; h < w.length; h++) {
            state[h] += w[h][column] * (to[column] - from[column]);
        }
    }

    @Override
    public StateFunction newStateFunction(int capacity) {
        return (count, states, predictions) -> {
            for (int i = 0; i < count; i++) {
                predictions[i] = 0;
                for (int h = 0; h < w.length; h++) {
                    predictions[i] += v[h] * Math.max(0, states[i][h]);
                }
            }
        };
    }

    @Override
    public double[][] gradients(double[][] rows) {
        double[][] gradients = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            gradients[i] = secants(rows[i], new double[][] {rows[i]})[0];
        }
        return gradients;
    }

    @Override
    public double[] kinks(double[] from, double[] to) {
        double[] a = new double[w.length];
        double[] b = new double[w.length];
        state(from, a);
        state(to, b);
        double[] kinks = new double[w.length];
        int count = 0;
        for (int h = 0; h < w.length; h++) {
            if (a[h] < 0 != b[h] < 0) {
                kinks[count++] = a[h] / (a[h] - b[h]);
            }
        }
        return Arrays.stream(kinks, 0, count).sorted().toArray();
    }

    @Override
    public double[][] secants(double[] row, double[][] references) {
        double[][] secants = new double[references.length][row.length];
        double[] to = new double[w.length];
        double[] from = new double[w.length];
        state(row, to);
        for (int b = 0; b < references.length; b++) {
            state(references[b], from);
            for (int h = 0; h < w.length; h++) {
                double rise = Math.max(0, to[h]) - Math.max(0, from[h]);
                double quotient = to[h] == from[h] ? (to[h] > 0 ? 1 : 0) : rise / (to[h] - from[h]);
                for (int j = 0; j < row.length; j++) {
                    secants[b][j] += v[h] * quotient * w[h][j];
                }
            }
        }
        return secants;
    }
}
