package dev.clv;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.Privacy;
import dev.clv.features.prepare.Growth;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.internal.Ranking;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How each feature was distributed in training, coarsely: the shares of rows below, between and above two bounds, each
 * with at least 20 different customers beyond it, or in each category; and the shares of all rows without a value, and
 * with a category that is not known. Immutable.
 *
 * <p>Customers of an event log age between training and scoring, and that is no surprise: there, only those who bought
 * in the last horizon are compared, and of what is computed from events only known values; durations and features that
 * are the same for all customers of a cutoff (a season) are left out. Of the tokens of events, their number is
 * compared: each other column is about the k-th last event of those who have so many, as more and more customers do.
 *
 * @param customers how many different customers are compared
 * @param low of each feature, NaN where it is not compared or is categorical
 * @param high likewise
 * @param shares of the compared rows, by {@link #offset} of the feature and bin
 * @param missing of each feature, the share of all rows without a value
 * @param unknown of each feature, the share of the rows with a value whose category is not known
 * @param ages whether the rows are of an event log, whose customers age
 */
record FeatureProfile(
        FeatureSchema schema,
        int customers,
        double[] low,
        double[] high,
        double[] shares,
        double[] missing,
        double[] unknown,
        boolean ages) {

    private static final double TAIL = 0.05;
    private static final double WIDEST_TAIL = 0.25;

    private static final int NUMERIC_BINS = 4;

    /** Of training rows of a log; knows next to nothing if they belong to too few customers. */
    static FeatureProfile ofLog(FeatureMatrix rows, BitSet recentBuyers) {
        return of(rows, recentBuyers::get, true);
    }

    /** Of the training rows of a table. */
    static FeatureProfile ofTable(FeatureMatrix rows) {
        return of(rows, row -> true, false);
    }

    private static FeatureProfile of(FeatureMatrix rows, IntPredicate compared, boolean ages) {
        int[] some = IntStream.range(0, rows.rows()).filter(compared).toArray();
        FeatureProfile profile = unknown(rows.schema(), ages);
        Map<String, Integer> rowsOf = new HashMap<>();
        for (int row : some) {
            rowsOf.merge(rows.customer(row), 1, Integer::sum);
        }
        int most = rowsOf.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        // So many rows have at least so many customers, since none has more than that.
        double tail = Math.max(TAIL, Privacy.MIN_CUSTOMERS * (double) most / Math.max(1, some.length));
        FeatureProfile measured = new FeatureProfile(
                profile.schema,
                tail <= WIDEST_TAIL ? rowsOf.size() : 0,
                profile.low,
                profile.high,
                profile.shares,
                profile.missing,
                profile.unknown,
                ages);
        rows.forEachColumn((all, f) -> measured.measure(f, all, rows, some, tail));
        return measured;
    }

    private void measure(int f, double[] all, FeatureMatrix rows, int[] some, double tail) {
        Feature feature = schema.feature(f);
        long known = Arrays.stream(all).filter(value -> !Double.isNaN(value)).count();
        missing[f] = 1 - (double) known / all.length;
        if (feature.isCategorical()) {
            long strange =
                    Arrays.stream(all).filter(value -> isUnknown(f, value)).count();
            unknown[f] = known == 0 ? 0 : (double) strange / known;
        } else if (!(ages && (Growth.isAge(feature) || isOfToken(f) || isOfTheDate(rows, all)))) {
            double[] sorted = Ranking.known(
                    Arrays.stream(some).mapToDouble(row -> all[row]).toArray());
            double q = sorted.length == 0 ? 1 : tail * some.length / sorted.length;
            low[f] = q <= WIDEST_TAIL ? Ranking.quantile(sorted, q) : Double.NaN;
            high[f] = q <= WIDEST_TAIL ? Ranking.quantile(sorted, 1 - q) : Double.NaN;
        }
        if (isCompared(f)) {
            int[] counted =
                    IntStream.of(some).filter(row -> counts(f, all[row])).toArray();
            int offset = offset(f);
            for (int row : counted) {
                shares[offset + bin(f, all[row])] += 1.0 / counted.length;
            }
        }
    }

    private boolean isOfToken(int f) {
        String name = schema.feature(f).name();
        return name.equals(FittedEventTokens.FEATURE) && schema.firstColumn(name) != f;
    }

    /** Whether all rows of a cutoff have the same value. */
    private static boolean isOfTheDate(FeatureMatrix rows, double[] values) {
        Map<Instant, Double> first = new HashMap<>();
        for (int row = 0; row < values.length; row++) {
            Double value = first.putIfAbsent(rows.cutoff(row), values[row]);
            if (value != null && Double.compare(value, values[row]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether enough is known of a feature to compare it. */
    boolean isCompared(int f) {
        return customers > 0 && (schema.feature(f).isCategorical() || !Double.isNaN(low[f]));
    }

    /**
     * Whether a value counts: where customers age, what is computed from events becomes known of more of them, and only
     * known values are compared.
     */
    boolean counts(int f, double value) {
        return !(Double.isNaN(value) && ages && !isGiven(f));
    }

    /** Whether a feature is given, as a column of a table or an attribute, and not computed from events. */
    boolean isGiven(int f) {
        return !ages || schema.feature(f).name().startsWith("attr.");
    }

    /** How many bins a feature has: three and a last for missing values, or one a category and two more. */
    int bins(int f) {
        return bins(schema.feature(f));
    }

    private static int bins(Feature feature) {
        return feature.isCategorical() ? feature.categories().size() + 2 : NUMERIC_BINS;
    }

    /** Where the shares of a feature begin. */
    int offset(int f) {
        return IntStream.range(0, f).map(this::bins).sum();
    }

    /** The bin of a value; the last is that of missing values, and the one before it that of unknown categories. */
    int bin(int f, double value) {
        if (Double.isNaN(value)) {
            return bins(f) - 1;
        }
        if (schema.feature(f).isCategorical()) {
            return isUnknown(f, value) ? bins(f) - 2 : (int) value;
        }
        return value < low[f] ? 0 : value > high[f] ? 2 : 1;
    }

    boolean isUnknown(int f, double value) {
        int categories = schema.feature(f).categories().size();
        return categories > 0 && !(Double.isNaN(value) || value >= 0 && value < categories);
    }

    void write(Section out) {
        out.put("customers", customers)
                .put("low", low)
                .put("high", high)
                .put("shares", shares)
                .put("missing", missing)
                .put("unknown", unknown)
                .put("ages", ages ? 1 : 0);
    }

    static FeatureProfile read(Section in, FeatureSchema schema) throws ModelFormatException {
        int features = schema.size();
        return new FeatureProfile(
                schema,
                in.whole("customers", 0, Integer.MAX_VALUE),
                in.numbers("low", features),
                in.numbers("high", features),
                in.numbers("shares", bins(schema)),
                in.numbers("missing", features),
                in.numbers("unknown", features),
                in.whole("ages", 0, 1) == 1);
    }

    private static int bins(FeatureSchema schema) {
        return IntStream.range(0, schema.size())
                .map(column -> bins(schema.feature(column)))
                .sum();
    }

    /** Compares nothing and takes everything for missing in training: that of a model that kept none. */
    static FeatureProfile unknown(FeatureSchema schema, boolean ages) {
        int features = schema.size();
        double[] ones = new double[features];
        Arrays.fill(ones, 1);
        double[] low = new double[features];
        Arrays.fill(low, Double.NaN);
        return new FeatureProfile(schema, 0, low, low.clone(), new double[bins(schema)], ones, ones.clone(), ages);
    }
}
