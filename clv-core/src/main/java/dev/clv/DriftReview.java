package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares the distribution of features with that of training by the population stability index of their shares
 * (Siddiqi 2006, "Credit Risk Scorecards"), where .25 counts as a large shift. What is computed from events follows the
 * age of the shop: sums grow, and rates fall as customers grow older. It has shifted only if it has as it is, with its
 * {@link Growth} taken off and with it put on, by an index of 1 times that growth, 3 at most. A column or attribute of
 * numbers that varied in training has shifted too if all of its values are one. Not thread-safe.
 */
final class DriftReview {

    private static final double LARGE_SHIFT = 0.25;
    private static final double LARGE_SHIFT_OF_EVENTS = 1;
    private static final double MOST_GROWTH = 3;

    /** So many rows times the index are no accident, even among a hundred features, and for each bin some more. */
    private static final double NO_ACCIDENT = 30;

    private static final double NO_ACCIDENT_OF_A_BIN = 2;

    /** Values of training would all be one with a probability of e to the minus this at most. */
    private static final double NO_ACCIDENT_OF_ONE_VALUE = 9;

    private static final int SHOWN = 3;

    private final FeatureProfile profile;
    private final FeatureSchema schema;
    private final int[] offsets;
    private final double[] factors;
    private final long[] counts; // as the shares of the profile
    private final long[] shrunk; // the same of the values without their growth
    private final long[] grown; // the same of the values with it once more
    private final double aged;
    private final int[] rows; // of each feature, those that count
    private final int[] known; // of each feature, the values that are not missing
    private final double[] least;
    private final double[] largest;

    DriftReview(FeatureProfile profile, Growth growth) {
        this.profile = profile;
        this.schema = profile.schema();
        this.counts = new long[profile.shares().length];
        this.shrunk = counts.clone();
        this.grown = counts.clone();
        this.aged = Math.min(MOST_GROWTH, 1 + growth.days() / growth.past());
        this.rows = new int[schema.size()];
        this.known = new int[schema.size()];
        this.least = new double[schema.size()];
        this.largest = new double[schema.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        this.offsets = new int[schema.size()];
        this.factors = new double[schema.size()];
        for (int f = 0; f < offsets.length; f++) {
            offsets[f] = profile.offset(f);
            factors[f] = profile.isGiven(f) ? 1 : Math.max(growth.factor(schema.feature(f)), aged);
        }
    }

    /** @param row (F); not modified */
    void add(double[] row) {
        for (int f = 0; f < row.length; f++) {
            if (profile.isCompared(f) && profile.counts(f, row[f])) {
                rows[f]++;
                if (!Double.isNaN(row[f])) {
                    known[f]++;
                    least[f] = Math.min(least[f], row[f]);
                    largest[f] = Math.max(largest[f], row[f]);
                }
                counts[offsets[f] + profile.bin(f, row[f])]++;
                shrunk[offsets[f] + profile.bin(f, row[f] / factors[f])]++;
                grown[offsets[f] + profile.bin(f, row[f] * factors[f])]++;
            }
        }
    }

    /**
     * One caution, or none.
     *
     * @param told features of which is said already that they are missing or hold unknown categories
     * @param silent features of which is said already that they say nothing of anybody
     */
    List<Caution> cautions(Set<String> told, Set<String> silent) {
        List<Shift> shifts = shifts(told, silent);
        if (shifts.isEmpty()) {
            return List.of();
        }
        long compared = IntStream.range(0, offsets.length)
                .filter(profile::isCompared)
                .mapToObj(schema::feature)
                .distinct()
                .count();
        return List.of(Caution.of(
                "drift",
                "The distribution of %d of %d features is not that of training, most of all that of %s. Check that columns,"
                        + " units and currency are the same, and train again if the customers have changed.",
                shifts.size(),
                compared,
                shifts.stream()
                        .limit(SHOWN)
                        .map(shift -> "'" + schema.feature(shift.feature).name() + "' (" + words(shift.feature) + ")")
                        .collect(Collectors.joining(", "))));
    }

    /** The features that the caution speaks of. */
    Set<String> names(Set<String> told, Set<String> silent) {
        return shifts(told, silent).stream()
                .map(shift -> schema.feature(shift.feature).name())
                .collect(Collectors.toSet());
    }

    /** One for each feature, the largest first. */
    private List<Shift> shifts(Set<String> told, Set<String> silent) {
        List<Shift> shifts = new ArrayList<>();
        for (int f = 0; f < offsets.length; f++) {
            if (profile.isCompared(f) && !silent.contains(schema.feature(f).name())) {
                Shift shift = shift(f);
                boolean shifted = shift.index > largeShift(f) && isNoAccident(f, shift.index) && !isTold(f, told);
                if (shifted || hasOneValue(f)) {
                    shifts.add(shift);
                }
            }
        }
        shifts.sort(Comparator.comparingDouble(Shift::index).reversed());
        Set<Feature> seen = new HashSet<>();
        return shifts.stream()
                .filter(shift -> seen.add(schema.feature(shift.feature)))
                .toList();
    }

    private double largeShift(int f) {
        return profile.isGiven(f) ? LARGE_SHIFT : LARGE_SHIFT_OF_EVENTS * aged;
    }

    private boolean isNoAccident(int f, double index) {
        double effective = rows[f] * (double) profile.customers() / (rows[f] + profile.customers());
        return effective * index > NO_ACCIDENT + NO_ACCIDENT_OF_A_BIN * profile.bins(f);
    }

    /** Whether all values of a feature that varied in training are one between the bounds. */
    private boolean hasOneValue(int f) {
        if (!profile.isGiven(f) || schema.feature(f).isCategorical() || least[f] != largest[f]) {
            return false;
        }
        double between = profile.shares()[offsets[f] + 1] / (1 - profile.shares()[offsets[f] + profile.bins(f) - 1]);
        return profile.bin(f, least[f]) == 1
                && -known[f] * StrictMath.log(Math.min(1, between)) > NO_ACCIDENT_OF_ONE_VALUE;
    }

    private boolean isTold(int f, Set<String> told) {
        return told.contains(schema.feature(f).name()) && moved(f) >= profile.bins(f) - 2;
    }

    private Shift shift(int f) {
        double index = index(f, counts);
        return new Shift(f, factors[f] > 1 ? Math.min(index, Math.min(index(f, shrunk), index(f, grown))) : index);
    }

    /** Sum of (p - q) ln(p / q), half a row added to every share so that none is 0. */
    private double index(int f, long[] of) {
        int bins = profile.bins(f);
        double index = 0;
        for (int bin = offsets[f]; bin < offsets[f] + bins; bin++) {
            double now = (of[bin] + 0.5) / (rows[f] + 0.5 * bins);
            double then = (profile.shares()[bin] * rows[f] + 0.5) / (rows[f] + 0.5 * bins);
            index += (now - then) * StrictMath.log(now / then);
        }
        return index;
    }

    /** The bin whose share grew most. */
    private int moved(int f) {
        int moved = 0;
        for (int bin = 1; bin < profile.bins(f); bin++) {
            moved = increase(f, bin) > increase(f, moved) ? bin : moved;
        }
        return moved;
    }

    private double increase(int f, int bin) {
        return counts[offsets[f] + bin] / (double) rows[f] - profile.shares()[offsets[f] + bin];
    }

    /** The share that grew most: {@code 41 % above 120, in training 5 %}. */
    private String words(int f) {
        if (hasOneValue(f)) {
            return "one value in all rows that have any";
        }
        int moved = moved(f);
        return String.format(
                Locale.ROOT,
                "%.0f %% %s, in training %.0f %%",
                100.0 * counts[offsets[f] + moved] / rows[f],
                where(f, moved),
                100 * profile.shares()[offsets[f] + moved]);
    }

    private String where(int f, int bin) {
        if (bin == profile.bins(f) - 1) {
            return "missing";
        }
        Feature feature = schema.feature(f);
        if (feature.isCategorical()) {
            return bin == feature.unknownCode()
                    ? "unknown"
                    : "'" + feature.categories().get(bin) + "'";
        }
        return switch (bin) {
            case 0 -> String.format(Locale.ROOT, "below %.4g", profile.low()[f]);
            case 1 -> String.format(Locale.ROOT, "from %.4g to %.4g", profile.low()[f], profile.high()[f]);
            default -> String.format(Locale.ROOT, "above %.4g", profile.high()[f]);
        };
    }

    private record Shift(int feature, double index) {}
}
