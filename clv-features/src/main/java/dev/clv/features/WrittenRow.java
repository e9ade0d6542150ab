package dev.clv.features;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out whether an extractor that met an index out of bounds wrote more than its columns. */
final class WrittenRow {

    /** Room behind the row. */
    private static final int SPARE = 10_000;

    /** No feature has this value. */
    private static final double UNTOUCHED = -Math.PI * Double.MIN_NORMAL;

    private static final int NAMED = 5;

    private WrittenRow() {}

    /**
     * What is wrong with the extractor: writes leave a state as it is, so that it writes once more, where there is
     * room.
     *
     * @param length of the row that it wrote to, which has a place for each of its columns
     */
    static IllegalStateException error(
            FeatureExtractor extractor,
            FeatureExtractor.State state,
            Instant cutoff,
            int length,
            int offset,
            IndexOutOfBoundsException e) {
        double[] row = new double[length + SPARE];
        Arrays.fill(row, UNTOUCHED);
        try {
            state.write(cutoff, row, offset);
        } catch (RuntimeException again) {
            return new IllegalStateException(
                    "extractor '" + extractor.name() + "' failed: " + e
                            + "; its columns had room in the row, so look at the indices of its own arrays, and at places"
                            + " before the offset",
                    e);
        }
        int end = row.length;
        while (end > offset && row[end - 1] == UNTOUCHED) {
            end--;
        }
        List<Feature> features = extractor.features();
        return new IllegalStateException(
                "extractor '" + extractor.name() + "' wrote " + (end - offset) + " numbers, and its features have "
                        + features.stream().mapToInt(Feature::width).sum() + " columns" + named(features)
                        + "; write one number per column from the offset on, or list all features in features()",
                e);
    }

    private static String named(List<Feature> features) {
        return features.isEmpty()
                ? ""
                : features.stream()
                        .limit(NAMED)
                        .map(feature -> "'" + feature.name() + "'"
                                + (feature.width() > 1 ? " of " + feature.width() + " columns" : ""))
                        .collect(Collectors.joining(", ", " (", features.size() > NAMED ? ", ...)" : ")"));
    }
}
