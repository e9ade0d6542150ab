package dev.clv.reason;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.explain.json.RecordJson;
import dev.clv.internal.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How the mean predicted value of one segment of customers differs from another's, and which business groups and
 * features make the difference. Features add up to their group, groups to the difference.
 *
 * <p>Intervals are bootstrap percentile intervals (Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, chapter
 * 13): customers of each segment are drawn again with replacement. They show how the difference would vary with other
 * customers of the same kind, not how good the model is.
 *
 * @param currency of all amounts
 * @param customers how many of the segment were explained
 * @param others how many of the other segment
 * @param level of the intervals, in (0, 1)
 * @param prediction difference of the mean predictions
 * @param groups difference of the groups' mean effects, in the model's order
 * @param features difference of the features' mean effects, in the model's order
 */
public record SegmentDifference(
        String currency,
        int customers,
        int others,
        double level,
        Part prediction,
        List<Part> groups,
        List<Part> features) {

    private static final String KIND = "segment-difference";
    private static final int VERSION = 2;

    /**
     * A difference of means, the segment less the others, with its interval.
     *
     * @param name a group's or a feature's; {@code prediction} for the whole
     */
    public record Part(String name, double amount, double low, double high) {

        /** Checks that the numbers are finite. */
        public Part {
            if (!Double.isFinite(amount) || !Double.isFinite(low) || !Double.isFinite(high)) {
                throw new IllegalArgumentException(
                        "the amounts of '" + name + "' must be finite, were " + amount + ", " + low + " and " + high);
            }
        }

        /** Larger amounts first. */
        static final Comparator<Part> BY_SIZE = Comparator.comparingDouble(part -> -Math.abs(part.amount()));

        /** Whether 0 lies outside the interval. */
        public boolean significant() {
            return low > 0 || high < 0;
        }
    }

    /** Copies the lists. */
    public SegmentDifference {
        groups = List.copyOf(groups);
        features = List.copyOf(features);
    }

    /**
     * The difference between two segments of explained customers.
     *
     * @param segment at least two, of the same model and the same reference as {@code others}
     * @param others at least two
     * @param options its level, resamples and seed are used
     */
    static SegmentDifference of(
            String currency, List<Attribution> segment, List<Attribution> others, SegmentOptions options) {
        if (segment.size() < 2 || others.size() < 2) {
            throw new IllegalArgumentException("a segment needs at least 2 customers to compare, were " + segment.size()
                    + " and " + others.size());
        }
        List<String> names = names(segment.get(0));
        double[][] own = table(segment, names);
        double[][] other = table(others, names);
        double[] difference = difference(mean(own, identity(own.length)), mean(other, identity(other.length)));
        double[][] resampled = new double[names.size()][options.resamples()];
        Random random = new Random(options.seed());
        for (int b = 0; b < options.resamples(); b++) {
            double[] drawn = difference(mean(own, drawn(own.length, random)), mean(other, drawn(other.length, random)));
            for (int k = 0; k < drawn.length; k++) {
                resampled[k][b] = drawn[k];
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            Arrays.sort(resampled[k]);
            parts.add(new Part(
                    names.get(k),
                    difference[k],
                    Ranking.quantile(resampled[k], (1 - options.level()) / 2),
                    Ranking.quantile(resampled[k], (1 + options.level()) / 2)));
        }
        int groups = segment.get(0).groups().size();
        return new SegmentDifference(
                currency,
                segment.size(),
                others.size(),
                options.level(),
                parts.get(0),
                parts.subList(1, 1 + groups),
                parts.subList(1 + groups, parts.size()));
    }

    /**
     * As JSON with a kind and a version, complete without the model; {@link #fromJson} reads it back to the same bits.
     */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static SegmentDifference fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, SegmentDifference.class);
    }

    private static List<String> names(Attribution attribution) {
        return Stream.of(
                        Stream.of("prediction"),
                        attribution.groups().stream().map(Contribution::name),
                        attribution.features().stream().map(Contribution::name))
                .flatMap(name -> name)
                .toList();
    }

    /** (customers, 1 + groups + features): prediction, groups, features. */
    private static double[][] table(List<Attribution> attributions, List<String> names) {
        double[][] table = new double[attributions.size()][];
        for (int i = 0; i < table.length; i++) {
            Attribution attribution = attributions.get(i);
            if (!names(attribution).equals(names)) {
                throw new IllegalArgumentException("the segments were explained by different models; use one");
            }
            table[i] = Stream.of(
                            Stream.of(attribution.prediction()),
                            attribution.groups().stream().map(Contribution::value),
                            attribution.features().stream().map(Contribution::value))
                    .flatMap(value -> value)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        return table;
    }

    private static int[] identity(int size) {
        int[] rows = new int[size];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    private static int[] drawn(int size, Random random) {
        int[] rows = new int[size];
        Arrays.setAll(rows, i -> random.nextInt(size));
        return rows;
    }

    private static double[] mean(double[][] table, int[] rows) {
        double[] mean = new double[table[0].length];
        for (int row : rows) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += table[row][k] / rows.length;
            }
        }
        return mean;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, k -> a[k] - b[k]);
        return difference;
    }
}
