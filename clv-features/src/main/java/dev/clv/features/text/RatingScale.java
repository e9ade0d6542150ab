package dev.clv.features.text;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The shop's own scale of ratings, as far as customers use it: five stars, ten points, a thumb up or down.
 *
 * @param lowest the rating of the discontent
 * @param highest the rating of the content; above {@code lowest}, or both NaN where no rating above 0 is in use
 */
record RatingScale(double lowest, double highest) {

    /** Up to here on the scale from 0 to 1 a rating is a complaint: two of five stars, four of ten points. */
    private static final double BAD = 0.4;

    /** From here on it is praise: four of five stars, eight of ten points. */
    private static final double GOOD = 0.7;

    /** The lower end of a scale of several steps, even where nobody gives that rating. */
    private static final double FIRST_STEP = 1;

    /** Of so many ratings one of a kind may be a slip of the pen. */
    private static final int ONE_IN = 200;

    static final RatingScale UNKNOWN = new RatingScale(Double.NaN, Double.NaN);

    /**
     * The scale of the ratings in use: up to the highest one, down to the lowest one, or to 1 where that is lower, or
     * to 0 on a scale that ends at 1.
     *
     * @param times how often each rating was given
     * @param enough a rating that was given less often, or in fewer than one of 200 cases, may be a slip of the pen and
     *     makes no end of the scale
     */
    static RatingScale of(Map<Double, Integer> times, int enough) {
        NavigableMap<Double, Integer> used = new TreeMap<>(times);
        int all = times.values().stream().mapToInt(Integer::intValue).sum();
        used.values().removeIf(count -> count < enough || (long) count * ONE_IN < all);
        if (used.isEmpty() || used.lastKey() <= 0) {
            return UNKNOWN;
        }
        double highest = used.lastKey();
        return new RatingScale(Math.min(used.firstKey(), highest > FIRST_STEP ? FIRST_STEP : 0), highest);
    }

    /** A rating between 0 and 1; NaN for NaN and on an unknown scale. */
    double place(double rating) {
        return Math.min(1, Math.max(0, (rating - lowest) / (highest - lowest)));
    }

    boolean isGood(double rating) {
        return place(rating) >= GOOD;
    }

    boolean isBad(double rating) {
        return place(rating) <= BAD;
    }
}
