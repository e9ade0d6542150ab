package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.math.Elementary;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A loss of one's own, of two raw outputs: the outcome is normal with mean z0 and standard deviation exp(z1), and the
 * loss of a row is its negative log-likelihood without its constant, z1 + (y - z0)² exp(-2 z1) / 2 (Nix and Weigend
 * 1994, equation 2). z1 counts as -10 below and as 10 above, so that nothing overflows. Labels are finite.
 */
public record Gaussian() implements Loss {

    private static final double MOST = 10;

    @Override
    public int outputs() {
        return 2;
    }

    @Override
    public boolean allows(double[] labels) {
        return Double.isFinite(labels[0]);
    }

    @Override
    public String labelRule() {
        return "finite";
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        CommonOps_DDRM.extractColumn(z, 0, losses);
        CommonOps_DDRM.subtractEquals(losses, y);
        for (int row = 0; row < z.numRows; row++) {
            double logSd = logSd(z, row);
            double deviations = losses.get(row) * Elementary.exp(-logSd);
            losses.set(row, logSd + deviations * deviations / 2);
        }
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        value(z, y, losses, memory);
        for (int row = 0; row < z.numRows; row++) {
            double precision = Elementary.exp(-logSd(z, row));
            double deviations = (z.get(row, 0) - y.get(row, 0)) * precision;
            dz.set(row, 0, deviations * precision);
            dz.set(row, 1, Math.abs(z.get(row, 1)) < MOST ? 1 - deviations * deviations : 0);
        }
    }

    private static double logSd(DMatrixRMaj z, int row) {
        return Math.max(-MOST, Math.min(z.get(row, 1), MOST));
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        return z.get(row, 0);
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        dz.set(row, 0, 1);
        dz.set(row, 1, 0);
    }

    /** The mean of the labels and the log of their standard deviation. */
    @Override
    public double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        double total = 0;
        double sum = 0;
        for (int row = 0; row < y.numRows; row++) {
            total += weights[row];
            sum += weights[row] * y.get(row, 0);
        }
        double mean = sum / total;
        double squares = 0;
        for (int row = 0; row < y.numRows; row++) {
            double deviation = y.get(row, 0) - mean;
            squares += weights[row] * deviation * deviation;
        }
        return new double[] {mean, Math.max(-MOST, StrictMath.log(squares / total) / 2)};
    }

    @Override
    public Description describe() {
        return Description.of("gaussian");
    }
}
