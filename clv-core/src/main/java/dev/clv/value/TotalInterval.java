package dev.clv.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The total value of some customers, and between which amounts it plausibly lies. Immutable and thread-safe.
 *
 * <p>Two things make a total uncertain. Each customer's value is drawn from the customer's distribution, independently
 * of the others' (1,000 draws with a fixed seed, so that the same distributions give the same bits); of many customers
 * that is little. And all values may be too low or too high together, by chance in training and by season and year, see
 * {@link LevelUncertainty}; that does not shrink with the number of customers. Draws are scaled to the expected total,
 * so that the interval of a single customer is near, but not the same as, the customer's own quantiles.
 *
 * @param customers how many
 * @param expected the sum of their values; zero or more, finite
 * @param low the total is below with probability (1 - share) / 2; zero or more
 * @param high the total is above with probability (1 - share) / 2; at least {@code low}
 * @param share the probability of a total from {@code low} to {@code high}, in (0, 1)
 * @param levelKnown whether the interval allows for another season or year, whose values are all higher or lower; if
 *     not, past origins do not tell how much that is, and the interval is too narrow
 */
public record TotalInterval(int customers, double expected, double low, double high, double share, boolean levelKnown) {

    private static final int DRAWS = 1_000;

    /** Decimals of a percentage in words. */
    private static final int DIGITS = 3;

    /** So many customers tell how uncertain a total of more is. */
    private static final int MOST_DRAWN = 1_024;

    /** Levels of a distribution, dense at both ends, and how many of all picks have each. */
    private static final double[] LEVELS = new double[32];

    private static final int[] PICKS = new int[1_024];

    static {
        int picked = 0;
        for (int i = 0; i < LEVELS.length; i++) {
            double u = (i + 0.5) / LEVELS.length;
            LEVELS[i] = u * u * (3 - 2 * u);
            double end = (i + 1.0) / LEVELS.length;
            while (picked < Math.round(end * end * (3 - 2 * end) * PICKS.length)) {
                PICKS[picked++] = i;
            }
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public TotalInterval {
        if (customers < 0 || !(expected >= 0 && expected < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a total must be zero or more and finite, was " + expected + " of " + customers + " customers");
        }
        if (!(low >= 0 && low <= high)) {
            throw new IllegalArgumentException("an interval needs 0 <= low <= high, was " + low + " to " + high);
        }
        requireShare(share);
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of an interval must lie in (0, 1), was " + share);
        }
    }

    /**
     * The total of some customers.
     *
     * @param customers none of them a {@linkplain ValueDistribution#isPoint() point}; may be empty
     * @param level how far values may be off together
     * @param share the probability of the interval, in (0, 1)
     * @throws IllegalArgumentException if one of them is a point, or the share is not in (0, 1)
     */
    public static TotalInterval of(
            Collection<? extends ValueDistribution> customers, LevelUncertainty level, double share) {
        Tally tally = new Tally();
        customers.forEach(tally::add);
        return tally.interval(level, share);
    }

    /** Adds up customers one by one, and keeps a share of them if they are many. Not thread-safe. */
    public static final class Tally {

        private List<ValueDistribution> kept = new ArrayList<>();
        private int stride = 1;
        private int customers;
        private double expected;

        /** Nobody. */
        public Tally() {}

        /**
         * Adds a customer.
         *
         * @throws IllegalArgumentException if it is a {@linkplain ValueDistribution#isPoint() point}
         */
        public void add(ValueDistribution customer) {
            if (customer.isPoint()) {
                throw new IllegalArgumentException("a value of which only the mean is known has no interval; train with"
                        + " a loss that describes a distribution");
            }
            if (customers % stride == 0) {
                kept.add(customer);
            }
            customers++;
            expected += customer.mean();
            if (kept.size() == 2 * MOST_DRAWN) {
                List<ValueDistribution> half = new ArrayList<>();
                for (int i = 0; i < kept.size(); i += 2) {
                    half.add(kept.get(i));
                }
                kept = half;
                stride *= 2;
            }
        }

        /**
         * The total of those that were added.
         *
         * @param share the probability of the interval, in (0, 1)
         * @throws IllegalArgumentException if the share is not in (0, 1)
         */
        public TotalInterval interval(LevelUncertainty level, double share) {
            requireShare(share);
            double[] totals = totals();
            int[] order = shuffled();
            for (int draw = 0; draw < DRAWS; draw++) {
                totals[draw] *= level.factor((order[draw] + 0.5) / DRAWS);
            }
            if (level.error() > 0) {
                SplittableRandom random = new SplittableRandom(3);
                for (int draw = 0; draw < DRAWS; draw++) {
                    totals[draw] *= StrictMath.exp(level.error() * gaussian(random));
                }
            }
            Arrays.sort(totals);
            int tail = (int) Math.floor((1 - share) / 2 * DRAWS);
            return new TotalInterval(
                    customers, expected, totals[tail], totals[DRAWS - 1 - tail], share, level.isKnown());
        }

        private double[] totals() {
            double[] totals = new double[DRAWS];
            SplittableRandom random = new SplittableRandom(1);
            double[] quantiles = new double[LEVELS.length];
            double mean = 0;
            for (ValueDistribution customer : kept) {
                Arrays.setAll(quantiles, i -> customer.quantile(LEVELS[i]));
                mean += customer.mean();
                for (int draw = 0; draw < DRAWS; draw++) {
                    totals[draw] += quantiles[PICKS[random.nextInt(PICKS.length)]];
                }
            }
            double drawn = Arrays.stream(totals).average().orElse(0);
            double factor = drawn > 0 ? mean / drawn : 1;
            double growth = kept.isEmpty() ? 1 : Math.sqrt((double) customers / kept.size());
            for (int draw = 0; draw < DRAWS; draw++) {
                totals[draw] = Math.max(0, expected + growth * (factor * totals[draw] - mean));
            }
            return totals;
        }

        /** Box and Muller 1958; the same bits on every JDK. */
        private static double gaussian(SplittableRandom random) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
        }

        private static int[] shuffled() {
            SplittableRandom random = new SplittableRandom(2);
            int[] order = new int[DRAWS];
            for (int i = 0; i < DRAWS; i++) {
                int other = random.nextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }
            return order;
        }
    }

    /** Rounded down, so that no share reads as 100 %. */
    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(DIGITS, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * In words, for instance {@code 412 customers are expected to be worth 51200 together, and between 44800 and 58900
     * with a probability of 80 %}, and what that allows for.
     */
    public String sentence() {
        if (high == 0) {
            return customers == 1
                    ? "1 customer is expected to be worth nothing."
                    : customers + " customers are expected to be worth nothing.";
        }
        return String.format(
                Locale.ROOT,
                "%s expected to be worth %.0f%s, and between %.0f and %.0f with a probability of %s %%%s.",
                customers == 1 ? "1 customer is" : customers + " customers are",
                expected,
                customers == 1 ? "" : " together",
                low,
                high,
                percent(share),
                levelKnown
                        ? ", by chance and by how far past totals were off"
                        : ", by chance alone: how far another season or year may move all values is not known, as"
                                + " training did not see several periods");
    }
}
