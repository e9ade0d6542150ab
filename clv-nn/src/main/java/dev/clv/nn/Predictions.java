package dev.clv.nn;

import dev.clv.nn.loss.Loss;

/** What a network predicts for some rows: their raw outputs and what its {@link Loss} makes of them. Immutable and thread-safe. */
public final class Predictions {

    private final Loss loss;
    private final int size;
    private final double[] z;

    Predictions(Loss loss, int size, double[] z) {
        this.loss = loss;
        this.size = size;
        this.z = z;
    }

    /** The number of rows. */
    public int size() {
        return size;
    }

    /** The expected outcome of each row. */
    public double[] means() {
        double[] means = new double[size];
        for (int i = 0; i < size; i++) {
            means[i] = mean(i);
        }
        return means;
    }

    /** The expected outcome of a row; see {@link Loss#mean}. */
    public double mean(int row) {
        return loss.mean(z, at(row));
    }

    /** The q-quantile of a row's outcome; see {@link Loss#quantile}. */
    public double quantile(int row, double q) {
        return loss.quantile(z, at(row), q);
    }

    /** The probability that a row's outcome is above zero; see {@link Loss#probabilityPositive}. */
    public double probabilityPositive(int row) {
        return loss.probabilityPositive(z, at(row));
    }

    /** A copy of a row's raw outputs. */
    public double[] raw(int row) {
        int at = at(row);
        return java.util.Arrays.copyOfRange(z, at, at + loss.outputs());
    }

    private int at(int row) {
        return java.util.Objects.checkIndex(row, size) * loss.outputs();
    }
}
