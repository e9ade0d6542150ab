package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.internal.Ranking;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How each numeric feature was distributed in training, coarsely: two bounds, each with at least 20 different customers
 * beyond it, and the shares of rows below, between and above them and without a value. Immutable.
 *
 * <p>Rows that are scored are compared with it by the population stability index of those four shares (Siddiqi 2006,
 * "Credit Risk Scorecards"), where .25 counts as a large shift. Customers of an event log age between training and
 * scoring, and that is no surprise: there, durations and features that are the same for all customers of a cutoff (a
 * season) are left out, and a shift is large from 1 on.
 */
final class FeatureProfile {

    private static final double TAIL = 0.05;
    private static final int FEWEST_CUSTOMERS = 20;
    private static final double WIDEST_TAIL = 0.25;

    private static final int BINS = 4;
    private static final int MISSING = 3;

    private static final double LARGE_SHIFT = 0.25;
    private static final double LARGE_SHIFT_OF_THE_AGED = 1;
    private static final String AGES = "days";

    /** So many rows times the index are no accident, even among a hundred features. */
    private static final double NO_ACCIDENT = 30;

    private static final int SHOWN = 3;

    private final double[] low; // (F), NaN where nothing is known
    private final double[] high; // (F)
    private final double[] shares; // (F, BINS)
    private final double largeShift;

    private FeatureProfile(double[] low, double[] high, double[] shares, double largeShift) {
        this.low = low;
        this.high = high;
        this.shares = shares;
        this.largeShift = largeShift;
    }

    /** Of training rows; knows nothing if they belong to too few customers. */
    static FeatureProfile of(FeatureMatrix rows) {
        FeatureSchema schema = rows.schema();
        boolean aging = !rows.cutoff(0).equals(Instant.MAX); // a row of a table has no cutoff
        double[] low = new double[schema.size()];
        double[] high = new double[schema.size()];
        Arrays.fill(low, Double.NaN);
        Arrays.fill(high, Double.NaN);
        double[] shares = new double[schema.size() * BINS];
        // So many rows have at least so many customers, since none has more than that.
        double tail = Math.max(TAIL, FEWEST_CUSTOMERS * (double) mostRowsOfOne(rows) / rows.rows());
        for (int f = 0; f < schema.size(); f++) {
            double[] values = rows.column(f);
            double[] known = Arrays.stream(values)
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            double q = known.length == 0 ? 1 : tail * values.length / known.length;
            boolean age = aging && (schema.feature(f).unit().equals(AGES) || isOfTheDate(rows, values));
            if (q <= WIDEST_TAIL && schema.feature(f).categories().isEmpty() && !age) {
                low[f] = Ranking.quantile(known, q);
                high[f] = Ranking.quantile(known, 1 - q);
                for (double value : values) {
                    shares[f * BINS + bin(value, low[f], high[f])] += 1.0 / values.length;
                }
            }
        }
        return new FeatureProfile(low, high, shares, aging ? LARGE_SHIFT_OF_THE_AGED : LARGE_SHIFT);
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

    private static int mostRowsOfOne(FeatureMatrix rows) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < rows.rows(); row++) {
            counts.merge(rows.customer(row), 1, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    private static int bin(double value, double low, double high) {
        return Double.isNaN(value) ? MISSING : value < low ? 0 : value > high ? 2 : 1;
    }

    void write(Section out) {
        out.put("low", low).put("high", high).put("shares", shares).put("large_shift", largeShift);
    }

    /** @param features how many there are */
    static FeatureProfile read(Section in, int features) throws ModelFormatException {
        return new FeatureProfile(
                in.numbers("low", features),
                in.numbers("high", features),
                in.numbers("shares", BINS * features),
                in.number("large_shift", 0, Double.MAX_VALUE));
    }

    /** Knows nothing: that of a model of a version that kept none. */
    static FeatureProfile unknown(int features) {
        double[] bounds = new double[features];
        Arrays.fill(bounds, Double.NaN);
        return new FeatureProfile(bounds, bounds, new double[BINS * features], LARGE_SHIFT);
    }

    /** Counts the rows that are scored. Not thread-safe. */
    final class Tally {

        private final long[] counts = new long[shares.length];
        private int rows;

        void add(double[] row) {
            for (int f = 0; f < row.length; f++) {
                counts[f * BINS + bin(row[f], low[f], high[f])]++;
            }
            rows++;
        }

        /**
         * One caution, or none.
         *
         * @param told features that are said to be missing already
         */
        List<Caution> cautions(FeatureSchema schema, Set<String> told) {
            List<Shift> shifts = new ArrayList<>();
            int compared = 0;
            for (int f = 0; f < low.length; f++) {
                if (!Double.isNaN(low[f])) {
                    compared++;
                    double index = index(f);
                    boolean said = told.contains(schema.feature(f).name()) && moved(f) == MISSING;
                    if (index > largeShift && rows * index > NO_ACCIDENT && !said) {
                        shifts.add(new Shift(schema.feature(f).name(), index, words(f)));
                    }
                }
            }
            if (shifts.isEmpty()) {
                return List.of();
            }
            shifts.sort(Comparator.comparingDouble(Shift::index).reversed());
            return List.of(Caution.of(
                    "drift",
                    "%d of %d features are distributed otherwise than in training, most of all %s. Check that columns,"
                            + " units and currency are the same, and train again if the customers have changed.",
                    shifts.size(),
                    compared,
                    shifts.stream()
                            .limit(SHOWN)
                            .map(shift -> "'" + shift.feature() + "' (" + shift.words() + ")")
                            .collect(Collectors.joining(", "))));
        }

        private double share(int feature, int bin) {
            return (counts[feature * BINS + bin] + 0.5) / (rows + 0.5 * BINS);
        }

        /** Sum of (p - q) ln(p / q), half a row added to every share so that none is 0. */
        private double index(int feature) {
            double index = 0;
            for (int bin = 0; bin < BINS; bin++) {
                double now = share(feature, bin);
                double then = (shares[feature * BINS + bin] * rows + 0.5) / (rows + 0.5 * BINS);
                index += (now - then) * StrictMath.log(now / then);
            }
            return index;
        }

        /** The bin whose share grew most. */
        private int moved(int feature) {
            int moved = 0;
            for (int bin = 0; bin < BINS; bin++) {
                moved = growth(feature, bin) > growth(feature, moved) ? bin : moved;
            }
            return moved;
        }

        /** The share that grew most: {@code 41 % above 120, in training 5 %}. */
        private String words(int feature) {
            int moved = moved(feature);
            String where = switch (moved) {
                case 0 -> String.format(Locale.ROOT, "below %.4g", low[feature]);
                case 1 -> String.format(Locale.ROOT, "from %.4g to %.4g", low[feature], high[feature]);
                case 2 -> String.format(Locale.ROOT, "above %.4g", high[feature]);
                default -> "missing";
            };
            return String.format(
                    Locale.ROOT,
                    "%.0f %% %s, in training %.0f %%",
                    100.0 * counts[feature * BINS + moved] / rows,
                    where,
                    100 * shares[feature * BINS + moved]);
        }

        private double growth(int feature, int bin) {
            return counts[feature * BINS + bin] / (double) rows - shares[feature * BINS + bin];
        }
    }

    private record Shift(String feature, double index, String words) {}
}
