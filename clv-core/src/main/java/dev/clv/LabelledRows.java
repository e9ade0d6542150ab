package dev.clv;

import dev.clv.features.FeatureMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Training rows: features and what came of them. R = number of rows.
 *
 * @param features (R, features)
 * @param labels (R) values in currency, zero or more; not modified
 */
record LabelledRows(FeatureMatrix features, double[] labels) {

    int size() {
        return labels.length;
    }

    int customers() {
        return (int) IntStream.range(0, size())
                .mapToObj(features::customer)
                .distinct()
                .count();
    }

    double positiveShare() {
        return Arrays.stream(labels).filter(label -> label > 0).count() / (double) Math.max(1, size());
    }
}
