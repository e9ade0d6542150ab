package dev.clv.value;

import java.util.List;

/**
 * How often and when a customer is expected to order in the horizon. An order is an order-day: a calendar day with at
 * least one purchase. Immutable and thread-safe; lists may be computed when they are first read.
 *
 * @param expected number of orders in the horizon; zero or more, finite
 * @param probabilityNone probability of no order in the horizon, in [0, 1] and at least {@code 1 - expected}; NaN if it
 *     is not known
 * @param first when the first order comes, if one comes in the horizon: waits at the levels 0.1, 0.5 and 0.9; empty if
 *     that is not known
 * @param timing the share of the expected orders that have come by the end of each twelfth of the horizon: 12 numbers
 *     in [0, 1] that never fall, the last of them 1; empty if that is not known
 */
public record OrderOutlook(double expected, double probabilityNone, List<Wait> first, List<Double> timing) {

    /** How many parts of a horizon {@link #timing} has. */
    public static final int PARTS = 12;

    /**
     * A time that the first order comes within, with a given probability, if one comes in the horizon.
     *
     * @param level the probability, in (0, 1)
     * @param days from the time of the prediction on; zero or more, finite
     */
    public record Wait(double level, double days) {

        /** Checks the ranges. */
        public Wait {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("the level of a wait must lie in (0, 1), was " + level);
            }
            if (!(days >= 0 && days < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a wait must be zero or more days and finite, was " + days);
            }
        }
    }

    /**
     * Copies the lists and checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range, or those of a list fall
     */
    public OrderOutlook {
        if (!(expected >= 0 && expected < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected orders must be zero or more and finite, were " + expected);
        }
        if (probabilityNone < 0 || probabilityNone > 1) {
            throw new IllegalArgumentException("a probability must lie in [0, 1], was " + probabilityNone);
        }
        first = first instanceof ComputedList<Wait> ? first : rising(first);
        timing = timing instanceof ComputedList<Double> ? timing : shares(timing);
    }

    private static List<Wait> rising(List<Wait> waits) {
        for (int i = 1; i < waits.size(); i++) {
            if (!(waits.get(i).level() > waits.get(i - 1).level())
                    || waits.get(i).days() < waits.get(i - 1).days()) {
                throw new IllegalArgumentException("waits must be given by rising level, and their days must not fall");
            }
        }
        return List.copyOf(waits);
    }

    private static List<Double> shares(List<Double> shares) {
        double before = 0;
        for (double share : shares) {
            if (!(share >= before && share <= 1)) {
                throw new IllegalArgumentException("shares of orders must lie in [0, 1] and not fall, were " + shares);
            }
            before = share;
        }
        if (!shares.isEmpty() && (shares.size() != PARTS || before != 1)) {
            throw new IllegalArgumentException(
                    "there must be " + PARTS + " shares of orders, the last of them 1, were " + shares);
        }
        return List.copyOf(shares);
    }

    /**
     * What money that is spent as orders come is worth at the beginning of the horizon, by what it is worth when it is
     * spent: the mean of (1 + annual)<sup>-d/365</sup> over the days d from now on on which orders are expected, which
     * are even within each part of the horizon.
     *
     * @param annual the rate of discount, such as 0.1 for 10 % a year; above -1
     * @param days of the horizon, positive
     * @return positive; NaN if {@link #timing} is not known
     * @throws IllegalArgumentException unless the rate is above -1 and finite
     */
    public double discount(double annual, double days) {
        if (!(annual > -1 && annual < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the annual rate must be above -1 and finite, was " + annual);
        }
        if (timing.isEmpty()) {
            return Double.NaN;
        }
        double perPart = StrictMath.log1p(annual) / 365 * days / PARTS;
        // The mean of exp(-perPart * t) for t in [0, 1].
        double within = perPart == 0 ? 1 : -StrictMath.expm1(-perPart) / perPart;
        double sum = 0;
        double before = 0;
        for (int part = 0; part < PARTS; part++) {
            sum += (timing.get(part) - before) * StrictMath.exp(-perPart * part);
            before = timing.get(part);
        }
        return sum * within;
    }
}
