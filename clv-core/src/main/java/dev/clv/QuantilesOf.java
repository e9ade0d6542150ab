package dev.clv;

import dev.clv.ClvPrediction.Quantile;
import dev.clv.value.ValueDistribution;
import java.util.AbstractList;

/** A distribution's quantiles at fixed levels, each computed when it is asked for. */
final class QuantilesOf extends AbstractList<Quantile> {

    private static final double[] LEVELS = {
        0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99
    };

    private final ValueDistribution distribution;

    QuantilesOf(ValueDistribution distribution) {
        this.distribution = distribution;
    }

    ValueDistribution distribution() {
        return distribution;
    }

    @Override
    public Quantile get(int index) {
        return new Quantile(LEVELS[index], distribution.quantile(LEVELS[index]));
    }

    @Override
    public int size() {
        return distribution.isPoint() ? 0 : LEVELS.length;
    }
}
