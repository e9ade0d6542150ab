package dev.clv.features.select;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.internal.Parts;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.prepare.PreparedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which features say what another one says. Of two such features, the one that comes first in the given order is kept.
 */
final class RepeatedFeatures {

    /** Rows that correlations are measured on, taken evenly from all. */
    private static final int MOST_ROWS = 10_000;

    private final FeatureMatrix rows;
    private final Preparation preparation;
    private final Executor executor;

    RepeatedFeatures(FeatureMatrix rows, Preparation preparation, Executor executor) {
        this.rows = rows;
        this.preparation = preparation;
        this.executor = executor;
    }

    /** Features with the same value in every row as one before them, or with the same rows in each category. */
    List<DroppedFeature> duplicates(List<Feature> features) {
        double[][][] columns = new double[features.size()][][];
        int[] hashes = new int[features.size()];
        Map<Integer, List<Integer>> alike = new HashMap<>();
        List<DroppedFeature> dropped = new ArrayList<>();
        Parts.run(hashes.length, i -> hashes[i] = Arrays.deepHashCode(values(features.get(i))), executor);
        for (int i = 0; i < hashes.length; i++) {
            List<Integer> before = alike.computeIfAbsent(hashes[i], hash -> new ArrayList<>());
            DroppedFeature duplicate = null;
            if (!before.isEmpty()) {
                columns[i] = values(features.get(i));
                for (int k = 0; k < before.size() && duplicate == null; k++) {
                    Feature other = features.get(before.get(k));
                    if (other.isCategorical() == features.get(i).isCategorical()
                            && Arrays.deepEquals(values(other), columns[i])) {
                        duplicate = new DroppedFeature(features.get(i).name(), DropReason.DUPLICATE, 1, other.name());
                    }
                }
            }
            if (duplicate == null) {
                before.add(i);
            } else {
                dropped.add(duplicate);
            }
        }
        return dropped;
    }

    /** The columns of a feature; categories are numbered as they come, so that their names and order do not matter. */
    private double[][] values(Feature feature) {
        double[][] columns = columns(feature).mapToObj(rows::column).toArray(double[][]::new);
        for (double[] column : columns) {
            Map<Double, Integer> codes = new HashMap<>();
            for (int row = 0; row < column.length; row++) {
                if (feature.isCategorical()) {
                    Integer next = codes.size();
                    Integer known = codes.putIfAbsent(column[row], next);
                    column[row] = known == null ? next : known;
                } else {
                    column[row] += 0.0; // -0.0 is 0.0
                }
            }
        }
        return columns;
    }

    private IntStream columns(Feature feature) {
        return IntStream.of(rows.schema().columnsOf(List.of(feature.name())));
    }

    /**
     * Numbers whose correlation with one before them, as they are prepared, reaches a limit in absolute value, and
     * which are missing where that one is missing, to the same correlation.
     */
    List<DroppedFeature> collinear(List<Feature> features, double limit) {
        List<Feature> numbers =
                features.stream().filter(feature -> !feature.isCategorical()).toList();
        @Nullable Standardized[] columns = new Standardized[numbers.size()];
        double[][] sample = sample();
        double[][] prepared = preparation.transform(sample);
        Parts.run(columns.length, i -> columns[i] = standardized(numbers.get(i), sample, prepared), executor);
        List<Standardized> kept = new ArrayList<>();
        List<DroppedFeature> dropped = new ArrayList<>();
        for (Standardized column : columns) {
            if (column == null) {
                continue;
            }
            double[] correlations = new double[kept.size()];
            Parts.run(correlations.length, k -> correlations[k] = kept.get(k).correlation(column, limit), executor);
            int nearest = IntStream.range(0, correlations.length)
                    .reduce((a, b) -> Math.abs(correlations[b]) > Math.abs(correlations[a]) ? b : a)
                    .orElse(-1);
            if (nearest >= 0 && Math.abs(correlations[nearest]) >= limit) {
                dropped.add(new DroppedFeature(
                        column.feature, DropReason.COLLINEAR, correlations[nearest], kept.get(nearest).feature));
            } else {
                kept.add(column);
            }
        }
        return dropped;
    }

    private double[][] sample() {
        int count = Math.min(MOST_ROWS, rows.rows());
        double[][] sample = new double[count][];
        for (int i = 0; i < count; i++) {
            sample[i] = rows.row((int) ((long) i * rows.rows() / count));
        }
        return sample;
    }

    /** Null for a feature of several columns, or one that does not vary in the sample. */
    private @Nullable Standardized standardized(Feature feature, double[][] sample, double[][] prepared) {
        int[] columns = columns(feature).toArray();
        if (columns.length != 1) {
            return null;
        }
        int output = IntStream.range(0, preparation.width())
                .filter(i -> preparation.columns().get(i).source() == columns[0]
                        && preparation.columns().get(i).part() == PreparedColumn.Part.VALUE)
                .findFirst()
                .orElseThrow();
        double[] values = new double[sample.length];
        double[] missing = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            values[i] = prepared[i][output];
            missing[i] = Double.isNaN(sample[i][columns[0]]) ? 1 : 0;
        }
        return standardize(values)
                ? new Standardized(feature.name(), values, standardize(missing) ? missing : null)
                : null;
    }

    /** To mean 0 and sum of squares 1; false, and all 0, if all values are the same. */
    private static boolean standardize(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
            squares += values[i] * values[i];
        }
        double length = Math.sqrt(squares);
        boolean varies = length > 1e-9 * (1 + Math.abs(mean)) * Math.sqrt(values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = varies ? values[i] / length : 0;
        }
        return varies;
    }

    /**
     * A number as it is prepared.
     *
     * @param missing null if it is missing in all rows or in none
     */
    private record Standardized(String feature, double[] values, double @Nullable [] missing) {

        /** 0 where the two are not missing together. */
        double correlation(Standardized other, double limit) {
            boolean together = missing == null || other.missing == null
                    ? missing == other.missing
                    : product(missing, other.missing) >= limit;
            return together ? Math.max(-1, Math.min(1, product(values, other.values))) : 0;
        }

        private static double product(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
