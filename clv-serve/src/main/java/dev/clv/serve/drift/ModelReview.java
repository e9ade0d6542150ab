package dev.clv.serve.drift;

import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.sequence.FittedEventTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Compares features and predictions now with those at the reference. Not thread-safe. */
final class ModelReview {

    /** Fewer customers than this have no distribution. */
    static final int LEAST_CUSTOMERS = 100;

    private static final double LEAST_INDEX = 0.1;
    private static final double LEAST_MISSING_CHANGE = 0.05;
    private static final double LEAST_DISTANCE = 0.1;

    private static final int MOST_BINS = 10;

    /** So many customers share a bin, so that its bounds are no single customer's. */
    private static final int LEAST_OF_A_BIN = 20;

    private final FeatureSchema schema;
    private final Snapshot now;
    private final Snapshot reference;
    private final List<Snapshot> earlier;
    private final Advice advice;
    private final String currency;
    private final List<Change> changes = new ArrayList<>();

    /** @param snapshots now, at the reference, and earlier, the first two of at least {@link #LEAST_CUSTOMERS} */
    ModelReview(FeatureSchema schema, List<Snapshot> snapshots, Advice advice, String currency) {
        this.schema = schema;
        this.now = snapshots.get(0);
        this.reference = snapshots.get(1);
        this.earlier = snapshots.subList(2, snapshots.size()).stream()
                .filter(snapshot -> snapshot.rows() >= LEAST_CUSTOMERS)
                .toList();
        this.advice = advice;
        this.currency = currency;
        for (int column = 0; column < schema.size(); column++) {
            if (!Snapshot.isCompared(schema, column)) {
                continue;
            }
            missing(column);
            if (hasDistribution(column)) {
                distribution(column);
            }
        }
        prediction("predicted value", Snapshot::values, " " + currency);
        if (now.probabilities().length > 0 && !Double.isNaN(now.probabilities()[0])) {
            prediction("predicted probability of any spend", Snapshot::probabilities, "");
        }
    }

    List<Change> changes() {
        return changes;
    }

    /** A feature of the date is the same for all customers of an instant, and another one at the next. */
    private boolean hasDistribution(int column) {
        double[] before = reference.known()[column];
        double[] after = now.known()[column];
        return before.length >= LEAST_CUSTOMERS
                && after.length >= LEAST_CUSTOMERS
                && before[0] < before[before.length - 1];
    }

    private void missing(int column) {
        double before = missingShare(reference, column);
        double after = missingShare(now, column);
        double pooled = (before * reference.rows() + after * now.rows()) / (reference.rows() + now.rows());
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / reference.rows() + 1.0 / now.rows()));
        String name = name(column);
        changes.add(new Change(
                DriftKind.MISSING,
                "feature " + name,
                "missing_share_change",
                Math.abs(after - before),
                LEAST_MISSING_CHANGE,
                level -> level * error,
                usual(snapshot -> Math.abs(missingShare(snapshot, column) - before)),
                String.format(
                        Locale.ROOT,
                        "Feature '%s' is missing for %.0f %% of the customers at %s, for %.0f %% at %s",
                        name,
                        100 * after,
                        day(true),
                        100 * before,
                        day(false)),
                after > before
                        ? "check that what it is computed from still arrives"
                        : "if it is to stay, " + advice.retrain(null)));
    }

    private String name(int column) {
        Feature feature = schema.feature(column);
        return feature.name().equals(FittedEventTokens.FEATURE)
                ? feature.name()
                : schema.names().get(column);
    }

    private static double missingShare(Snapshot snapshot, int column) {
        return 1 - (double) snapshot.known()[column].length / snapshot.rows();
    }

    private void distribution(int column) {
        Feature feature = schema.feature(column);
        double[] before = reference.known()[column];
        double[] after = now.known()[column];
        StabilityIndex index = bins(feature, before);
        long[] countsBefore = index.counts(before);
        long[] countsAfter = index.counts(after);
        int most = 0;
        for (int bin = 1; bin < countsBefore.length; bin++) {
            most = growth(countsBefore, countsAfter, bin) > growth(countsBefore, countsAfter, most) ? bin : most;
        }
        String name = name(column);
        changes.add(new Change(
                DriftKind.FEATURE,
                name,
                "population_stability",
                StabilityIndex.between(countsBefore, countsAfter),
                LEAST_INDEX,
                level -> Chance.ofStability(index.bins(), before.length, after.length, level),
                usual(snapshot -> snapshot.known()[column].length < LEAST_CUSTOMERS
                        ? 0
                        : StabilityIndex.between(countsBefore, index.counts(snapshot.known()[column]))),
                String.format(
                        Locale.ROOT,
                        "Feature '%s' has another distribution: %s for %.0f %% of the customers at %s, for %.0f %% at %s",
                        name,
                        where(feature, index, most),
                        100.0 * countsAfter[most] / after.length,
                        day(true),
                        100.0 * countsBefore[most] / before.length,
                        day(false)),
                "look at what it is computed from; if that is right, " + advice.retrain(null)));
    }

    private static StabilityIndex bins(Feature feature, double[] before) {
        if (!feature.isCategorical()) {
            return StabilityIndex.of(
                    before, Math.max(2, Math.min(MOST_BINS, before.length / LEAST_OF_A_BIN)), LEAST_OF_A_BIN);
        }
        double[] codes = new double[feature.categories().size()];
        Arrays.setAll(codes, code -> code);
        return new StabilityIndex(codes);
    }

    private static double growth(long[] before, long[] after, int bin) {
        return (double) after[bin] / Arrays.stream(after).sum()
                - (double) before[bin] / Arrays.stream(before).sum();
    }

    private static String where(Feature feature, StabilityIndex index, int bin) {
        if (feature.isCategorical()) {
            return bin < feature.categories().size()
                    ? "'" + feature.categories().get(bin) + "'"
                    : "a category that training did not know";
        }
        double[] edges = index.edges();
        if (edges.length == 0) {
            return "known";
        }
        return bin == 0
                ? String.format(Locale.ROOT, "at most %.3g", edges[0])
                : bin == edges.length
                        ? String.format(Locale.ROOT, "above %.3g", edges[bin - 1])
                        : String.format(Locale.ROOT, "above %.3g and at most %.3g", edges[bin - 1], edges[bin]);
    }

    private void prediction(String subject, Function<Snapshot, double[]> of, String unit) {
        double[] before = of.apply(reference);
        double[] after = of.apply(now);
        changes.add(new Change(
                DriftKind.PREDICTION,
                subject,
                "kolmogorov_smirnov",
                KolmogorovSmirnov.distance(before, after),
                LEAST_DISTANCE,
                level -> Chance.ofDistance(before.length, after.length, level),
                usual(snapshot -> KolmogorovSmirnov.distance(before, of.apply(snapshot))),
                String.format(
                        Locale.ROOT,
                        "The %s of customers with a purchase in the last %d days is %.3g%s on average at %s, %.3g%s at %s",
                        subject,
                        advice.windows().lookback(),
                        Snapshot.mean(after),
                        unit,
                        day(true),
                        Snapshot.mean(before),
                        unit,
                        day(false)),
                "look at the features that changed, and keep old decisions by value apart from new ones; if the change is"
                        + " real, " + advice.retrain(null)));
    }

    private double usual(ToDoubleFunction<Snapshot> statistic) {
        return earlier.stream().mapToDouble(statistic).max().orElse(0);
    }

    private String day(boolean ofNow) {
        return advice.windows()
                .day(ofNow ? advice.windows().now() : advice.windows().reference());
    }
}
