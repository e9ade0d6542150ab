package dev.clv.value;

import dev.clv.internal.StudentT;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * How far the totals of all customers may be off together. Immutable and thread-safe.
 *
 * <p>A season or a year may be better than the model knows: {@code spread} is that of the logarithm of (true total /
 * predicted total), as past origins show it. A total times a factor t is plausible for the next origin where log t is
 * {@code spread} times a Student t of so many degrees of freedom: the prediction of a next normal value from few.
 * Origins whose windows overlap tell less: they count for one more than the horizons that lie between the first and the
 * last.
 *
 * <p>And what single customers did in training by chance has moved the level that was learned: {@code error} is the
 * standard deviation of its logarithm, which is normal.
 *
 * @param spread zero or more; NaN if past origins do not tell, as with a single one
 * @param freedom at least 1
 * @param error zero or more
 */
public record LevelUncertainty(double spread, int freedom, double error) {

    /** That of a model whose training does not tell. */
    public static final LevelUncertainty UNKNOWN = new LevelUncertainty(Double.NaN, 1, 0);

    /** Fewer windows, none of which overlap, have no spread. */
    private static final double FEWEST_WINDOWS = 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the spread is negative or infinite, there is no degree of freedom, or the
     *     error is negative or not finite
     */
    public LevelUncertainty {
        if (spread < 0 || spread == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("spread must be zero or more and finite, was " + spread);
        }
        if (freedom < 1) {
            throw new IllegalArgumentException("there must be at least 1 degree of freedom, was " + freedom);
        }
        if (!(error >= 0 && error < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("error must be zero or more and finite, was " + error);
        }
    }

    /**
     * What past origins show.
     *
     * @param origins as of when was predicted; not empty
     * @param ratios true total / predicted total at each, of customers whom the networks had not seen
     * @param chances the standard deviation of each ratio by what single customers do, which is taken out of the
     *     spread; windows that do not overlap have a chance of their own, so that the level of all errs by less
     * @param horizon of the predictions
     * @return without a known spread if less than a horizon lies between the first origin and the last, or a total was
     *     0; {@link #UNKNOWN} if nothing was predicted
     */
    public static LevelUncertainty of(
            List<Instant> origins, List<Double> ratios, List<Double> chances, Duration horizon) {
        double windows = windows(origins, horizon);
        double squares = 0;
        double byChance = 0;
        for (int k = 0; k < ratios.size(); k++) {
            double log = StrictMath.log(ratios.get(k));
            squares += log * log - chances.get(k) * chances.get(k);
            byChance += chances.get(k) * chances.get(k);
        }
        double error = Math.sqrt(byChance / ratios.size() / windows);
        if (!Double.isFinite(error)) {
            return UNKNOWN;
        }
        if (windows < FEWEST_WINDOWS || !Double.isFinite(squares)) {
            return new LevelUncertainty(Double.NaN, 1, error);
        }
        // The factor of all origins together was fitted to these totals.
        double variance = Math.max(0, squares) / ratios.size() * (windows / (windows - 1)) * (1 + 1 / windows);
        return new LevelUncertainty(Math.sqrt(variance), freedom(windows), error);
    }

    /** As how many windows that do not overlap those of some origins count, at least 1. */
    public static double windows(List<Instant> origins, Duration horizon) {
        return 1
                + (double) Duration.between(Collections.min(origins), Collections.max(origins))
                                .toSeconds()
                        / horizon.toSeconds();
    }

    /** The degrees of freedom of a spread of so many windows, at least 1. */
    public static int freedom(double windows) {
        return (int) Math.max(1, Math.round(windows - 1));
    }

    /** Whether past origins tell how far a season or a year may be off. */
    public boolean isKnown() {
        return !Double.isNaN(spread);
    }

    /**
     * The factor on totals, by season and year, that the next one stays at or below with a probability; 1 if they are
     * not known.
     *
     * @param q in (0, 1)
     */
    double factor(double q) {
        if (!isKnown() || q == 0.5) {
            return 1;
        }
        double t = StudentT.quantile(Math.max(q, 1 - q), freedom);
        return StrictMath.exp(spread * (q > 0.5 ? t : -t));
    }
}
