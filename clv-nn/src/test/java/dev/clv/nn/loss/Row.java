package dev.clv.nn.loss;

import org.ejml.data.DMatrixRMaj;

/** One row through a loss. */
final class Row {

    final DMatrixRMaj z;
    final DMatrixRMaj dz;
    private final Loss loss;
    private final DMatrixRMaj losses = new DMatrixRMaj(1, 1);

    /** A row of these raw outputs. */
    Row(Loss loss, double... z) {
        this.loss = loss;
        this.z = new DMatrixRMaj(1, z.length, true, z);
        dz = this.z.createLike();
    }

    Row gradient(double... labels) {
        loss.gradient(z, new DMatrixRMaj(1, labels.length, true, labels), losses, dz, loss.memory(1));
        return this;
    }

    Row meanGradient() {
        loss.meanGradient(z, 0, dz);
        return this;
    }

    /** The loss of the last {@link #gradient}. */
    double loss() {
        return losses.data[0];
    }

    double value(double... labels) {
        DMatrixRMaj values = new DMatrixRMaj(1, 1);
        loss.value(z, new DMatrixRMaj(1, labels.length, true, labels), values, loss.memory(1));
        return values.data[0];
    }

    double mean() {
        return loss.mean(z, 0);
    }

    double quantile(double q) {
        return loss.quantile(z, 0, q);
    }

    double probabilityPositive() {
        return loss.probabilityPositive(z, 0);
    }
}
