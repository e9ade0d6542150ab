package dev.clv.explain.gradient;

import dev.clv.explain.Attribution;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.internal.Remainder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** From contributions of columns to those of features within groups. Immutable. */
final class ColumnSums {

    private final FeatureGroups features;
    private final FeatureGroups groups;
    private final int[] groupOf;
    private final int[][] columns;

    ColumnSums(int columnCount, @Nullable FeatureGroups features, @Nullable FeatureGroups groups) {
        this.features = features != null ? features : FeatureGroups.columns(columnCount);
        this.groups = groups != null ? groups : this.features;
        if (this.features.columnCount() != columnCount) {
            throw new IllegalArgumentException(
                    "features have " + this.features.columnCount() + " columns, but the background has " + columnCount);
        }
        groupOf = this.features.nestedIn(this.groups);
        columns = new int[this.features.size()][];
        for (int f = 0; f < columns.length; f++) {
            columns[f] = this.features.members(f);
        }
    }

    int featureCount() {
        return columns.length;
    }

    /** Features and then groups. */
    int size() {
        return columns.length + groups.size();
    }

    /** Writes the sums over columns of every feature and then of every group. */
    void of(double[] byColumn, double[] sums) {
        Arrays.fill(sums, 0);
        for (int f = 0; f < columns.length; f++) {
            for (int column : columns[f]) {
                sums[f] += byColumn[column];
            }
            sums[columns.length + groupOf[f]] += sums[f];
        }
    }

    /**
     * An attribution of sums whose remainder is spread; errors as sums, of features and then of groups.
     *
     * <p>If nodes are random, the remainder is a part of the error: the few nodes of a line may agree by chance. An
     * error of 0 is replaced by that of what is unseen.
     */
    Attribution attribution(
            double base,
            double prediction,
            double[] sums,
            double[] errors,
            boolean randomNodes,
            double[] unseen,
            String how,
            long gradients) {
        double[] values = Remainder.spread(Arrays.copyOf(sums, columns.length), prediction - base);
        double[] all = errors.clone();
        if (randomNodes) {
            double[] moved = new double[all.length];
            for (int f = 0; f < values.length; f++) {
                moved[f] = values[f] - sums[f];
                moved[columns.length + groupOf[f]] += moved[f];
            }
            Arrays.setAll(all, i -> StrictMath.hypot(errors[i], moved[i]));
            Arrays.setAll(all, i -> all[i] == 0 ? unseen[i] : all[i]);
        }
        Attribution.Builder builder =
                Attribution.builder(base, prediction).method(how).evaluations(gradients);
        for (int f = 0; f < values.length; f++) {
            builder.feature(features.names().get(f), groups.names().get(groupOf[f]), values[f], all[f]);
        }
        for (int g = 0; g < groups.size(); g++) {
            builder.groupStandardError(groups.names().get(g), all[columns.length + g]);
        }
        return builder.build();
    }
}
