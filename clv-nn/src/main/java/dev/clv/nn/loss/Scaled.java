package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss over labels measured in a unit of their own, for example the typical purchase: training divides each label by
 * the unit before the inner loss is computed, and means and quantiles come back in the caller's units. Learning rate
 * and weights then no longer depend on whether money is counted in cents or in thousands. Losses of epochs are the
 * inner loss's, in the unit.
 */
public final class Scaled implements Loss {

    private final Loss inner;
    private final double unit;

    private Scaled(Loss inner, double unit) {
        this.inner = inner;
        this.unit = unit;
    }

    /**
     * This loss over labels divided by the unit.
     *
     * @param unit in units of the labels, for example {@link dev.clv.nn.train.TrainingData#typicalLabel()}
     * @throws IllegalArgumentException unless unit is positive and finite
     */
    public static Scaled of(Loss inner, double unit) {
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("unit of scaled labels must be positive and finite, was " + unit);
        }
        return new Scaled(inner, unit);
    }

    /** The loss of labels in the unit. */
    public Loss loss() {
        return inner;
    }

    @Override
    public int outputs() {
        return inner.outputs();
    }

    @Override
    public int labels() {
        return inner.labels();
    }

    @Override
    public double labelUnit(int label) {
        return unit * inner.labelUnit(label);
    }

    @Override
    public boolean allows(double[] labels) {
        return inner.allows(labels);
    }

    @Override
    public String labelRule() {
        return inner.labelRule();
    }

    @Override
    public LossMemory memory(int rows) {
        return inner.memory(rows);
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        inner.value(z, y, losses, memory);
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        inner.gradient(z, y, losses, dz, memory);
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        return unit * inner.mean(z, row);
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        inner.meanGradient(z, row, dz);
        for (int k = 0; k < outputs(); k++) {
            dz.set(row, k, unit * dz.get(row, k));
        }
    }

    @Override
    public boolean isDistribution() {
        return inner.isDistribution();
    }

    @Override
    public double quantile(DMatrixRMaj z, int row, double q) {
        return unit * inner.quantile(z, row, q);
    }

    @Override
    public double probabilityPositive(DMatrixRMaj z, int row) {
        return inner.probabilityPositive(z, row);
    }

    @Override
    public double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        return inner.initialOutputs(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("scaled").with("unit", unit).with(List.of(inner.describe()));
    }
}
