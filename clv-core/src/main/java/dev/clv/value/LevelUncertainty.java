package dev.clv.value;

import dev.clv.internal.StudentT;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * How far the totals of all customers may be off together, because a season or a year is better than the model knows:
 * the spread of the logarithm of (true total / predicted total), as past origins show it. Immutable and thread-safe.
 *
 * <p>A total times a factor t is plausible for the next origin where log t is {@code spread} times a Student t of so
 * many degrees of freedom: the prediction of a next normal value from few. Origins whose windows overlap tell less:
 * they count for one more than the horizons that lie between the first and the last.
 *
 * @param spread zero or more; NaN if past origins do not tell, as with a single one
 * @param freedom at least 1
 */
public record LevelUncertainty(double spread, int freedom) {

    /** That of a model whose origins do not tell. */
    public static final LevelUncertainty UNKNOWN = new LevelUncertainty(Double.NaN, 1);

    /** Fewer windows, none of which overlap, have no spread. */
    private static final double FEWEST_WINDOWS = 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the spread is negative or infinite, or there is no degree of freedom
     */
    public LevelUncertainty {
        if (spread < 0 || spread == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("spread must be zero or more and finite, was " + spread);
        }
        if (freedom < 1) {
            throw new IllegalArgumentException("there must be at least 1 degree of freedom, was " + freedom);
        }
    }

    /**
     * What past origins show.
     *
     * @param origins as of when was predicted; not empty
     * @param ratios true total / predicted total at each, of customers whom the networks had not seen
     * @param chances the standard deviation of each ratio by what single customers do, which is taken out, as it is no
     *     uncertainty of the level
     * @param horizon of the predictions
     * @return {@link #UNKNOWN} if less than a horizon lies between the first origin and the last, or a total was 0
     */
    public static LevelUncertainty of(
            List<Instant> origins, List<Double> ratios, List<Double> chances, Duration horizon) {
        double windows = windows(origins, horizon);
        double squares = 0;
        for (int k = 0; k < ratios.size(); k++) {
            double log = StrictMath.log(ratios.get(k));
            squares += log * log - chances.get(k) * chances.get(k);
        }
        if (windows < FEWEST_WINDOWS || !Double.isFinite(squares)) {
            return UNKNOWN;
        }
        // The factor of all origins together was fitted to these totals.
        double variance = Math.max(0, squares) / ratios.size() * (windows / (windows - 1)) * (1 + 1 / windows);
        return new LevelUncertainty(Math.sqrt(variance), freedom(windows));
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

    /** Whether past origins tell anything. */
    public boolean isKnown() {
        return !Double.isNaN(spread);
    }

    /**
     * The factor on totals that the next one stays at or below with a probability; 1 if nothing is known.
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
