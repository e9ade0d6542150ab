package dev.clv.value;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The largest or the smallest of several distributions of one customer, level by level: of quantiles, and so of the
 * probabilities of more than an amount. The mean is the largest or the smallest of the means.
 *
 * <p>The mean of the largest quantiles is at least the largest mean, and that of the smallest at most the smallest mean
 * (Jensen's inequality), with equality where one distribution lies beyond the others at every level. The mean is not
 * that integral, since the mean of a prediction is calibrated and is not the integral of its quantiles either.
 *
 * @param all at least one, all points or none
 * @param pick {@code Math::max} or {@code Math::min}
 */
record OrderedDistribution(List<ValueDistribution> all, DoubleBinaryOperator pick) implements ValueDistribution {

    @Override
    public double mean() {
        return picked(ValueDistribution::mean);
    }

    @Override
    public boolean isPoint() {
        return all.get(0).isPoint();
    }

    @Override
    public double quantile(double q) {
        return picked(distribution -> distribution.quantile(q));
    }

    @Override
    public double probabilityAbove(double amount) {
        return picked(distribution -> distribution.probabilityAbove(amount));
    }

    private double picked(ToDoubleFunction<ValueDistribution> number) {
        return all.stream().mapToDouble(number).reduce(pick).orElseThrow();
    }
}
