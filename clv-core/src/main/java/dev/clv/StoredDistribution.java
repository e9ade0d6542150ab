package dev.clv;

import dev.clv.ClvPrediction.Quantile;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.value.ValueDistribution;
import java.util.stream.Stream;

/**
 * The distribution of a prediction that knows its expectations, its probability and some quantiles, and nothing else.
 */
record StoredDistribution(ClvPrediction prediction) implements ValueDistribution {

    @Override
    public double mean() {
        return prediction.value();
    }

    @Override
    public Targets targets() {
        return new Targets(Stream.concat(
                        Stream.of(Target.value()),
                        prediction.targets().keySet().stream().map(Target::of))
                .toList());
    }

    @Override
    public double expected(String target) {
        return targets().indexOf(target) == 0
                ? prediction.value()
                : prediction.targets().getOrDefault(target, Double.NaN);
    }

    @Override
    public boolean isPoint() {
        return Double.isNaN(prediction.probabilityPositive());
    }

    @Override
    public double quantile(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("a quantile must lie in (0, 1), was " + q);
        }
        if (isPoint()) {
            return Double.NaN;
        }
        for (Quantile quantile : prediction.quantiles()) {
            if (quantile.level() == q) {
                return quantile.amount();
            }
        }
        throw new IllegalArgumentException("the prediction does not know its quantile at " + q + ", only those at "
                + prediction.quantiles().stream().map(Quantile::level).toList()
                + "; ask the prediction of a model");
    }

    @Override
    public double probabilityAbove(double amount) {
        if (Double.isNaN(amount)) {
            throw new IllegalArgumentException("an amount must be a number, was NaN");
        }
        if (isPoint()) {
            return Double.NaN;
        }
        if (amount != 0) {
            throw new IllegalArgumentException("the prediction knows the probability of more than 0 only, not of "
                    + amount + "; ask the prediction of a model");
        }
        return prediction.probabilityPositive();
    }
}
