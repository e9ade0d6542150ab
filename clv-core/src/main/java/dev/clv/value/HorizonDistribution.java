package dev.clv.value;

import dev.clv.label.Targets;
import java.time.Duration;
import java.util.SortedMap;

/**
 * The distribution of a value over the main horizon, and beside it those over others.
 *
 * @param inner that of the main horizon
 * @param horizons the others, ordered
 */
record HorizonDistribution(ValueDistribution inner, SortedMap<Duration, ValueDistribution> horizons)
        implements DerivedDistribution {

    @Override
    public double mean() {
        return inner.mean();
    }

    @Override
    public Targets targets() {
        return inner.targets().ofMainHorizon();
    }

    @Override
    public double expected(String target) {
        targets().indexOf(target);
        return inner.expected(target);
    }

    @Override
    public boolean isPoint() {
        return inner.isPoint();
    }

    @Override
    public double quantile(double q) {
        return inner.quantile(q);
    }

    @Override
    public double probabilityAbove(double amount) {
        return inner.probabilityAbove(amount);
    }
}
