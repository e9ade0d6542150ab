package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import java.util.List;

/**
 * A loss over labels measured in a unit of their own, for example the typical purchase: training divides each label by
 * the unit before the inner loss sees it, and means and quantiles come back in the caller's units. Learning rate and
 * weights then no longer depend on whether money is counted in cents or in thousands. Losses of epochs are the inner
 * loss's, in the unit.
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
    public boolean allows(double[] y, int yAt) {
        return inner.allows(y, yAt);
    }

    @Override
    public String labelRule() {
        return inner.labelRule();
    }

    @Override
    public double value(double[] z, int zAt, double[] y, int yAt) {
        return inner.value(z, zAt, y, yAt);
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        return inner.gradient(z, zAt, y, yAt, dz);
    }

    @Override
    public double mean(double[] z, int zAt) {
        return unit * inner.mean(z, zAt);
    }

    @Override
    public void meanGradient(double[] z, int zAt, double[] dz) {
        inner.meanGradient(z, zAt, dz);
        for (int k = zAt; k < zAt + outputs(); k++) {
            dz[k] *= unit;
        }
    }

    @Override
    public boolean isDistribution() {
        return inner.isDistribution();
    }

    @Override
    public double quantile(double[] z, int zAt, double q) {
        return unit * inner.quantile(z, zAt, q);
    }

    @Override
    public double probabilityPositive(double[] z, int zAt) {
        return inner.probabilityPositive(z, zAt);
    }

    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        return inner.initialOutputs(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("scaled").with("unit", unit).with(List.of(inner.describe()));
    }
}
