package dev.clv.nn;

import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What a network predicts for some rows: their raw outputs and the outcomes that its {@link Loss} reads from them.
 * Immutable and thread-safe.
 */
public final class Predictions {

    private final Loss loss;
    private final DMatrixRMaj z; // (n, K)

    Predictions(Loss loss, DMatrixRMaj z) {
        this.loss = loss;
        this.z = z;
    }

    /**
     * Predictions of these raw outputs by this loss, for example from a file.
     *
     * @param z (n, K). Copied.
     * @throws IllegalArgumentException if it has other columns than the loss has raw outputs
     */
    public static Predictions of(Loss loss, DMatrixRMaj z) {
        if (z.numCols != loss.outputs()) {
            throw new IllegalArgumentException("loss '" + loss.describe().word() + "' reads " + loss.outputs()
                    + " raw outputs per row, got " + z.numCols);
        }
        return new Predictions(loss, z.copy());
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
        int at = heads.outputAt(index);
        Loss own = heads.heads().get(index).loss();
        return new Predictions(own, CommonOps_DDRM.extract(z, 0, z.numRows, at, at + own.outputs()));
    }

    /**
     * The prediction of one row alone, which keeps no other row in memory.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Predictions row(int row) {
        Objects.checkIndex(row, size());
        return new Predictions(loss, CommonOps_DDRM.extract(z, row, row + 1, 0, z.numCols));
    }

    /** The number of rows n. */
    public int size() {
        return z.numRows;
    }

    /** The number of raw outputs K per row. */
    public int outputs() {
        return z.numCols;
    }

    /** Whether quantiles and probabilities are known; see {@link Loss#isDistribution}. */
    public boolean isDistribution() {
        return loss.isDistribution();
    }

    /** The expected outcome of each row (n), new. */
    public double[] means() {
        double[] means = new double[size()];
        Arrays.setAll(means, this::mean);
        return means;
    }

    /** The expected outcome of a row; see {@link Loss#mean}. */
    public double mean(int row) {
        return loss.mean(z, Objects.checkIndex(row, size()));
    }

    /** The q-quantile of a row's outcome; see {@link Loss#quantile}. */
    public double quantile(int row, double q) {
        return loss.quantile(z, Objects.checkIndex(row, size()), q);
    }

    /** The probability that a row's outcome is above zero; see {@link Loss#probabilityPositive}. */
    public double probabilityPositive(int row) {
        return loss.probabilityPositive(z, Objects.checkIndex(row, size()));
    }

    /** A copy of the raw outputs (n, K). */
    public DMatrixRMaj raw() {
        return z.copy();
    }

    /** A copy of a row's raw outputs (K). */
    public double[] raw(int row) {
        Objects.checkIndex(row, size());
        return Arrays.copyOfRange(z.data, row * z.numCols, (row + 1) * z.numCols);
    }
}
