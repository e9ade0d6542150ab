package dev.clv.value;

import dev.clv.label.Targets;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SplittableRandom;

/**
 * The distribution of one customer's value, in currency. Implementations are immutable and thread-safe.
 *
 * <p>A {@linkplain #isPoint() point} is a mean of which nothing else is known: its quantiles, probabilities and samples
 * are NaN.
 */
public interface ValueDistribution {

    /**
     * The expected value; zero or more, finite. Of a trained model it is calibrated in another way than the quantiles,
     * so that it need not be their mean.
     */
    double mean();

    /** What is known beside the value, which is the first; the value alone unless overridden. */
    default Targets targets() {
        return Targets.value();
    }

    /**
     * The expectation of a target, in its unit, zero or more: that of {@code "value"} is {@link #mean()}.
     *
     * @param target a name of {@link #targets()}
     * @throws IllegalArgumentException if it is none of them
     */
    default double expected(String target) {
        targets().indexOf(target);
        return mean();
    }

    /**
     * The distributions of the value over other horizons than that of this one, by rising length; empty unless
     * overridden. Means, quantiles and probabilities of more than an amount never fall as the horizon grows, this one
     * included; unmodifiable.
     */
    default SortedMap<Duration, ValueDistribution> horizons() {
        return Collections.emptySortedMap();
    }

    /** Whether only the mean is known. */
    boolean isPoint();

    /**
     * The amount that the value stays at or below with probability {@code q}; never falls as q rises. NaN for a point.
     *
     * @param q in (0, 1)
     * @throws IllegalArgumentException if q is not in (0, 1)
     */
    double quantile(double q);

    /**
     * The probability of more than {@code amount}, in [0, 1]; never rises as the amount rises. NaN for a point.
     *
     * @param amount not NaN
     * @throws IllegalArgumentException if the amount is NaN
     */
    double probabilityAbove(double amount);

    /**
     * Independent draws: the quantiles of uniform random numbers (inversion; Devroye 1986, "Non-Uniform Random Variate
     * Generation", chapter 2). The same seed gives the same bits. NaN for a point.
     *
     * @param count zero or more
     */
    default double[] samples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] samples = new double[count];
        for (int i = 0; i < count; i++) {
            // Uniform on the middles of 2^52 equal parts, so never 0 or 1.
            samples[i] = quantile(((random.nextLong() >>> 12) + 0.5) * 0x1p-52);
        }
        return samples;
    }
}
