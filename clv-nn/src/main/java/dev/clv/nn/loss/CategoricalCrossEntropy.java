package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

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
    public boolean allows(double[] labels) {
        return labels[0] >= 0 && labels[0] < classes && labels[0] == (int) labels[0];
    }

    @Override
    public String labelRule() {
        return "a class, a whole number from 0 to " + (classes - 1);
    }

    private double max(DMatrixRMaj z, int row) {
        double max = z.get(row, 0);
        for (int c = 1; c < classes; c++) {
            max = Math.max(max, z.get(row, c));
        }
        return max;
    }

    /** The sum of e<sup>z - max</sup>, at least 1. */
    private double total(DMatrixRMaj z, int row, double max) {
        double total = 0;
        for (int c = 0; c < classes; c++) {
            total += Elementary.exp(z.get(row, c) - max);
        }
        return total;
    }

    /**
     * The probability of a class.
     *
     * @param z (n, C or more). Not modified.
     */
    public double probability(DMatrixRMaj z, int row, int c) {
        double max = max(z, row);
        return Elementary.exp(z.get(row, c) - max) / total(z, row, max);
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            double max = max(z, b);
            losses.data[b] = value(z, b, (int) y.data[b], max, total(z, b, max));
        }
    }

    private static double value(DMatrixRMaj z, int row, int label, double max, double total) {
        return StrictMath.log(total) + (max - z.get(row, label));
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            int label = (int) y.data[b];
            double max = max(z, b);
            double total = total(z, b, max);
            losses.data[b] = value(z, b, label, max, total);
            for (int c = 0; c < classes; c++) {
                dz.set(b, c, Elementary.exp(z.get(b, c) - max) / total);
            }
            dz.add(b, label, -1);
        }
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        double max = max(z, row);
        double sum = 0;
        for (int c = 1; c < classes; c++) {
            sum += c * Elementary.exp(z.get(row, c) - max);
        }
        return sum / total(z, row, max);
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        double mean = mean(z, row);
        double max = max(z, row);
        double total = total(z, row, max);
        for (int c = 0; c < classes; c++) {
            dz.set(row, c, (c - mean) * Elementary.exp(z.get(row, c) - max) / total);
        }
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(DMatrixRMaj z, int row, double q) {
        Probabilities.checkQuantile(q);
        double above = 0;
        for (int c = classes - 1; c > 0; c--) {
            above += probability(z, row, c);
            if (q > 1 - above) {
                return c;
            }
        }
        return 0;
    }

    @Override
    public double probabilityPositive(DMatrixRMaj z, int row) {
        double positive = 0;
        for (int c = classes - 1; c > 0; c--) {
            positive += probability(z, row, c);
        }
        return Math.min(1, positive);
    }

    /** The logs of the classes' shares, with half a row of each class added so that they are finite. */
    @Override
    public double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        double rows = 0;
        for (double weight : weights) {
            rows += weight / weights.length;
        }
        double[] start = new double[classes];
        Arrays.fill(start, 0.5);
        for (int i = 0; i < y.numRows; i++) {
            start[(int) y.data[i]] += weights[i] / rows;
        }
        for (int c = 0; c < classes; c++) {
            start[c] = StrictMath.log(start[c] / (y.numRows + 0.5 * classes));
        }
        return start;
    }

    @Override
    public Description describe() {
        return Description.of("categorical_cross_entropy").with("classes", classes);
    }
}
