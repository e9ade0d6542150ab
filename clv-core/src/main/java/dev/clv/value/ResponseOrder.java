package dev.clv.value;

import dev.clv.nn.math.Elementary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;

/**
 * An order of customers in which the probability p of a positive value counts more than the amount: by v p^b, where v
 * is the value, that is p times an amount. Amounts are harder to predict than purchases, so that a value of many small
 * chances is worth more than its mean says, and one of a single large amount less.
 *
 * <p>Values are dealt anew in that order: the k-th largest value goes to the k-th customer, so that the sum and the
 * spread of values stay, but for what is above the most. Between training customers the map from v p^b to a value is
 * straight in logarithms, and beyond them it goes on with slope 1, up to a most. Immutable and thread-safe.
 */
public final class ResponseOrder {

    private static final int KNOTS = 64;

    /** What has a smaller score is worth nothing. */
    private static final double LEAST = Elementary.log(1e-300);

    private final double exponent;
    private final double most;
    private final double[] from; // logarithms of v p^b, rising
    private final double[] to; // logarithms of values, never falling

    private ResponseOrder(double exponent, double most, double[] from, double[] to) {
        this.exponent = exponent;
        this.most = most;
        this.from = from;
        this.to = to;
    }

    /**
     * The order of an exponent, as training customers have it.
     *
     * @param exponent b, positive
     * @param values v of training rows; zero or more; not modified
     * @param positives p of the same rows, in [0, 1]; not modified
     * @param beyond how many rows at either end lie beyond the outermost points that it keeps, so that none tells a
     *     single customer's value; zero or more; fewer where that would leave no point
     * @param most no customer is dealt more, unless the customer's own value is more; positive
     * @throws IllegalArgumentException if the exponent is not positive and finite, the most is not positive, or no row
     *     has a value
     */
    public static ResponseOrder of(double exponent, double[] values, double[] positives, int beyond, double most) {
        if (!(exponent > 0 && exponent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("exponent must be positive and finite, was " + exponent);
        }
        if (!(most > 0)) {
            throw new IllegalArgumentException("most must be positive, was " + most);
        }
        double[] before = new double[values.length];
        double[] after = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            double score = score(values[i], positives[i], exponent);
            if (score > LEAST) {
                before[count] = score;
                after[count] = Elementary.log(values[i]);
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("an order needs a row with a value above 0, got none");
        }
        Arrays.sort(before, 0, count);
        Arrays.sort(after, 0, count);
        double[] from = new double[KNOTS];
        double[] to = new double[KNOTS];
        int knots = 0;
        int ends = Math.min(beyond, (count - 1) / 2);
        for (int k = 0; k < KNOTS; k++) {
            int place = ends + (int) ((long) k * (count - 1 - 2 * ends) / (KNOTS - 1));
            if (knots == 0 || before[place] > from[knots - 1]) {
                from[knots] = before[place];
                to[knots] = after[place];
                knots++;
            }
        }
        ResponseOrder order = new ResponseOrder(exponent, most, Arrays.copyOf(from, knots), Arrays.copyOf(to, knots));
        return order.times(Arrays.stream(values).sum() / order.sum(values, positives));
    }

    private double sum(double[] values, double[] positives) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += value(values[i], positives[i]);
        }
        return sum;
    }

    /** Beyond the outermost points values go on with slope 1, which changes their sum a little. */
    private ResponseOrder times(double factor) {
        double log = Elementary.log(factor);
        return new ResponseOrder(
                exponent,
                most,
                from,
                Arrays.stream(to).map(value -> value + log).toArray());
    }

    /** What customers are ordered by: ln(v p<sup>b</sup>); minus infinity if the value or the probability is 0. */
    public static double score(double value, double positive, double exponent) {
        return Elementary.log(value) + exponent * Elementary.log(positive);
    }

    /** How much more the probability counts than the amount; positive. */
    public double exponent() {
        return exponent;
    }

    /**
     * The value that is dealt.
     *
     * @param value zero or more
     * @param positive its probability of being positive, in [0, 1]
     * @return zero or more; never falls as either rises
     */
    double value(double value, double positive) {
        double score = score(value, positive, exponent);
        return score > LEAST ? Math.min(dealt(score), Math.max(most, value)) : 0;
    }

    private double dealt(double score) {
        int place = Arrays.binarySearch(from, score);
        int above = place >= 0 ? place : -place - 1;
        if (above == 0) {
            return Elementary.exp(to[0] + (score - from[0]));
        }
        if (above == from.length) {
            return Elementary.exp(to[above - 1] + (score - from[above - 1]));
        }
        double share = (score - from[above - 1]) / (from[above] - from[above - 1]);
        return Elementary.exp(to[above - 1] + share * (to[above] - to[above - 1]));
    }

    void write(Section out) {
        out.put("exponent", exponent).put("most", most).put("from", from).put("to", to);
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static ResponseOrder read(Section in) throws ModelFormatException {
        double[] from = in.numbers("from");
        double[] to = in.numbers("to", from.length);
        double exponent = in.number("exponent", Double.MIN_VALUE, 10);
        for (int k = 0; k < from.length; k++) {
            boolean rises = k == 0 || from[k] > from[k - 1] && to[k] >= to[k - 1];
            if (!rises || !Double.isFinite(from[k]) || !Double.isFinite(to[k])) {
                throw in.wrong("from", "must be finite and rise, and 'to' must not fall");
            }
        }
        if (from.length == 0) {
            throw in.wrong("from", "must hold at least 1 number");
        }
        return new ResponseOrder(exponent, in.number("most", Double.MIN_VALUE, Double.MAX_VALUE), from, to);
    }

    @Override
    public String toString() {
        return "order by value x probability^" + exponent;
    }
}
