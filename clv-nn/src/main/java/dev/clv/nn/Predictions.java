package dev.clv.nn;

import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a network predicts for some rows: their raw outputs and what its {@link Loss} makes of them. Immutable and
 * thread-safe.
 */
public final class Predictions {

    private final Loss loss;
    private final int size;
    private final double[] z; // (n, stride); the loss's own raw outputs start at column first
    private final int stride;
    private final int first;

    Predictions(Loss loss, int size, double[] z) {
        this(loss, size, z, loss.outputs(), 0);
    }

    private Predictions(Loss loss, int size, double[] z, int stride, int first) {
        this.loss = loss;
        this.size = size;
        this.z = z;
        this.stride = stride;
        this.first = first;
    }

    /**
     * What one head of a loss of several heads predicts.
     *
     * @throws IllegalStateException if the loss is not {@link Heads}
     * @throws IndexOutOfBoundsException if there is no such head
     */
    public Predictions head(int index) {
        if (!(loss instanceof Heads heads)) {
            throw new IllegalStateException("loss '" + loss.describe().word() + "' has no heads");
        }
        int at = first + heads.outputAt(index);
        return new Predictions(heads.heads().get(index).loss(), size, z, stride, at);
    }

    /**
     * The predictions of one row alone, which keep no other row in memory.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Predictions row(int row) {
        int at = Objects.checkIndex(row, size) * stride;
        return new Predictions(loss, 1, Arrays.copyOfRange(z, at, at + stride), stride, first);
    }

    /** Whether quantiles and probabilities are known; see {@link Loss#isDistribution}. */
    public boolean isDistribution() {
        return loss.isDistribution();
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
        return Arrays.copyOfRange(z, at, at + loss.outputs());
    }

    private int at(int row) {
        return Objects.checkIndex(row, size) * stride + first;
    }
}
