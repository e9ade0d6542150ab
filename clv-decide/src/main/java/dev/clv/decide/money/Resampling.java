package dev.clv.decide.money;

import dev.clv.evaluate.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How much a number would vary had other customers of the same kind been acquired: customers are drawn with replacement
 * (Efron, Tibshirani 1993, "An Introduction to the Bootstrap"; percentile intervals). Every group of customers is drawn
 * with the same seed, so that its intervals do not depend on which other groups there are.
 *
 * @param resamples how many times they are drawn
 * @param level the share of the resamples that an interval holds, in (0, 1)
 */
record Resampling(int resamples, long seed, double level) {

    /** Of fewer customers, one or two decide, and no resample holds any others. */
    static final int FEWEST = 30;

    /** Measures one resample. */
    interface Measure {

        /** @param drawn how often each customer was drawn; not to be kept */
        void of(int resample, int[] drawn);
    }

    /** Draws so many customers again and again. */
    void draw(int customers, Measure measure) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] drawn = new int[customers];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < customers; i++) {
                drawn[random.nextInt(customers)]++;
            }
            measure.of(resample, drawn);
        }
    }

    /** The interval of the mean of some customers' values; null if they are too few. */
    @Nullable
    Interval ofMean(double[] values) {
        if (values.length < FEWEST) {
            return null;
        }
        double[] means = new double[resamples];
        draw(values.length, (resample, drawn) -> {
            double sum = 0;
            for (int i = 0; i < drawn.length; i++) {
                sum += drawn[i] * values[i];
            }
            means[resample] = sum / drawn.length;
        });
        return interval(means);
    }

    /** The interval that resamples show; null if most of them leave the number undefined. */
    @Nullable
    Interval interval(double[] resampled) {
        double[] defined =
                Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        if (2 * defined.length < resampled.length) {
            return null;
        }
        double tail = (1 - level) / 2;
        return new Interval(quantile(defined, tail), quantile(defined, 1 - tail));
    }

    /** By linear interpolation, type 7 of Hyndman, Fan, "Sample quantiles in statistical packages", 1996. */
    private static double quantile(double[] ascending, double q) {
        double at = q * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }
}
