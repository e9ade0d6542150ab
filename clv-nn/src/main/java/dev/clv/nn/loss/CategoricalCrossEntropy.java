package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;

/**
 * Cross-entropy over C classes, ln(sum of e<sup>z</sup>) - z[y], in nats. C raw outputs, the classes' scores; the label
 * is a class, 0 to C - 1. As an outcome, a class is its number: {@link #mean} and {@link #quantile} make sense when the
 * classes are ordered.
 */
public final class CategoricalCrossEntropy implements Loss {

    private final int classes;

    private CategoricalCrossEntropy(int classes) {
        this.classes = classes;
    }

    /**
     * The cross-entropy over this many classes.
     *
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public static CategoricalCrossEntropy of(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("categorical_cross_entropy needs at least 2 classes, was " + classes);
        }
        return new CategoricalCrossEntropy(classes);
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public boolean allows(double[] y, int yAt) {
        return y[yAt] >= 0 && y[yAt] < classes && y[yAt] == (int) y[yAt];
    }

    @Override
    public String labelRule() {
        return "a class, a whole number from 0 to " + (classes - 1);
    }

    private double max(double[] z, int zAt) {
        double max = z[zAt];
        for (int c = 1; c < classes; c++) {
            max = Math.max(max, z[zAt + c]);
        }
        return max;
    }

    /** The sum of e<sup>z - max</sup>, at least 1. */
    private double total(double[] z, int zAt, double max) {
        double total = 0;
        for (int c = 0; c < classes; c++) {
            total += Elementary.exp(z[zAt + c] - max);
        }
        return total;
    }

    /** The probability of a class. */
    public double probability(double[] z, int zAt, int c) {
        double max = max(z, zAt);
        return Elementary.exp(z[zAt + c] - max) / total(z, zAt, max);
    }

    @Override
    public double value(double[] z, int zAt, double[] y, int yAt) {
        double max = max(z, zAt);
        return StrictMath.log(total(z, zAt, max)) + (max - z[zAt + (int) y[yAt]]);
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        double max = max(z, zAt);
        double total = total(z, zAt, max);
        for (int c = 0; c < classes; c++) {
            dz[zAt + c] = Elementary.exp(z[zAt + c] - max) / total;
        }
        dz[zAt + (int) y[yAt]] -= 1;
        return value(z, zAt, y, yAt);
    }

    @Override
    public double mean(double[] z, int zAt) {
        double max = max(z, zAt);
        double sum = 0;
        for (int c = 1; c < classes; c++) {
            sum += c * Elementary.exp(z[zAt + c] - max);
        }
        return sum / total(z, zAt, max);
    }

    @Override
    public void meanGradient(double[] z, int zAt, double[] dz) {
        double mean = mean(z, zAt);
        double max = max(z, zAt);
        double total = total(z, zAt, max);
        for (int c = 0; c < classes; c++) {
            dz[zAt + c] = (c - mean) * Elementary.exp(z[zAt + c] - max) / total;
        }
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(double[] z, int zAt, double q) {
        Probabilities.checkQuantile(q);
        double above = 0;
        for (int c = classes - 1; c > 0; c--) {
            above += probability(z, zAt, c);
            if (q > 1 - above) {
                return c;
            }
        }
        return 0;
    }

    @Override
    public double probabilityPositive(double[] z, int zAt) {
        double positive = 0;
        for (int c = classes - 1; c > 0; c--) {
            positive += probability(z, zAt, c);
        }
        return Math.min(1, positive);
    }

    /** The logs of the classes' shares, with half a row of each class added so that they are finite. */
    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        double rows = 0;
        for (double weight : weights) {
            rows += weight / weights.length;
        }
        double[] start = new double[classes];
        java.util.Arrays.fill(start, 0.5);
        for (int i = 0; i < y.length; i++) {
            start[(int) y[i]] += weights[i] / rows;
        }
        for (int c = 0; c < classes; c++) {
            start[c] = StrictMath.log(start[c] / (y.length + 0.5 * classes));
        }
        return start;
    }

    @Override
    public Description describe() {
        return Description.of("categorical_cross_entropy").with("classes", classes);
    }
}
