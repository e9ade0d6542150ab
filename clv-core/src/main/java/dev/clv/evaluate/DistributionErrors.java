package dev.clv.evaluate;

import dev.clv.value.ValueDistribution;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each predicted distribution is worth beside the value that came true: the parts whose means are metrics. n =
 * rows.
 */
final class DistributionErrors {

    /** Levels of the integral of the CRPS; means over customers are within a ten-thousandth of the closed form. */
    private static final int LEVELS = 32;

    private DistributionErrors() {}

    /**
     * Measures every row.
     *
     * @param predicted (n), none of them a point
     * @param truth (n)
     * @return (n) for {@link Metric#CRPS}, the pinball losses, and coverage and width of both intervals
     */
    static Map<Metric, double[]> of(List<ValueDistribution> predicted, double[] truth) {
        Map<Metric, double[]> errors = new EnumMap<>(Metric.class);
        for (Metric metric : List.of(
                Metric.CRPS,
                Metric.PINBALL_10,
                Metric.PINBALL_50,
                Metric.PINBALL_90,
                Metric.COVERAGE_80,
                Metric.COVERAGE_90,
                Metric.WIDTH_80,
                Metric.WIDTH_90)) {
            errors.put(metric, new double[truth.length]);
        }
        for (int row = 0; row < truth.length; row++) {
            ValueDistribution one = predicted.get(row);
            double y = truth[row];
            double q05 = one.quantile(0.05);
            double q10 = one.quantile(0.1);
            double q90 = one.quantile(0.9);
            double q95 = one.quantile(0.95);
            double zero = 1 - one.probabilityAbove(0);
            put(errors, Metric.CRPS, row, crps(one, y));
            put(errors, Metric.PINBALL_10, row, pinball(0.1, q10, y));
            put(errors, Metric.PINBALL_50, row, pinball(0.5, one.quantile(0.5), y));
            put(errors, Metric.PINBALL_90, row, pinball(0.9, q90, y));
            put(errors, Metric.COVERAGE_80, row, Coverage.covered(0.1, q10, 0.9, q90, zero, y));
            put(errors, Metric.COVERAGE_90, row, Coverage.covered(0.05, q05, 0.95, q95, zero, y));
            put(errors, Metric.WIDTH_80, row, q90 - q10);
            put(errors, Metric.WIDTH_90, row, q95 - q05);
        }
        return errors;
    }

    private static void put(Map<Metric, double[]> errors, Metric metric, int row, double error) {
        double[] rows = errors.get(metric);
        if (rows != null) {
            rows[row] = error;
        }
    }

    /** Koenker, Bassett 1978, "Regression Quantiles". */
    static double pinball(double level, double quantile, double truth) {
        return truth < quantile ? (1 - level) * (quantile - truth) : level * (truth - quantile);
    }

    /**
     * Twice the integral of the pinball loss over all levels (Gneiting, Ranjan 2011, "Comparing Density Forecasts Using
     * Threshold- and Quantile-Weighted Scoring Rules"), by the midpoint rule after q = u^2 (3 - 2 u), which is dense at
     * both ends.
     */
    static double crps(ValueDistribution predicted, double truth) {
        double sum = 0;
        for (int i = 0; i < LEVELS; i++) {
            double u = (i + 0.5) / LEVELS;
            double q = u * u * (3 - 2 * u);
            sum += 6 * u * (1 - u) * pinball(q, predicted.quantile(q), truth);
        }
        return 2 * sum / LEVELS;
    }
}
