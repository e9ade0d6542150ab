package dev.clv.value;

import dev.clv.label.Targets;

/**
 * A distribution whose positive values lie where a {@link LevelMap} says. Its mean and its probability of a positive
 * value are those of the distribution itself.
 *
 * @param drift by how much the log-odds of levels may have drifted, see {@link LevelMap#outwards}
 * @param positive the probability of a positive value; NaN for a point
 */
record ConformalDistribution(ValueDistribution inner, LevelMap map, double drift, double positive)
        implements DerivedDistribution {

    ConformalDistribution(ValueDistribution inner, LevelMap map, double drift) {
        this(inner, map, drift, inner.probabilityAbove(0));
    }

    @Override
    public double mean() {
        return inner.mean();
    }

    @Override
    public Targets targets() {
        return inner.targets();
    }

    @Override
    public double expected(String target) {
        return inner.expected(target);
    }

    @Override
    public boolean isPoint() {
        return inner.isPoint();
    }

    @Override
    public double quantile(double q) {
        if (!(q > 0 && q < 1) || isPoint()) {
            return inner.quantile(q);
        }
        double zero = 1 - positive;
        if (q <= zero) {
            return 0;
        }
        double share = LevelMap.outwards(Math.min((q - zero) / positive, Math.nextDown(1.0)), drift);
        return inner.quantile(Math.min(zero + positive * map.level(share), Math.nextDown(1.0)));
    }

    @Override
    public double probabilityAbove(double amount) {
        if (amount == 0) {
            return positive;
        }
        return amount > 0 && !isPoint()
                ? Math.min(positive, 1 - Quantiles.probabilityAtMost(amount, this::quantile))
                : inner.probabilityAbove(amount);
    }

    /** The level of a positive amount among the positive values of a distribution, in [0, 1]. */
    static double level(ValueDistribution distribution, double amount) {
        double positive = distribution.probabilityAbove(0);
        return positive > 0 ? Math.min(1, Math.max(0, 1 - distribution.probabilityAbove(amount) / positive)) : 1;
    }
}
