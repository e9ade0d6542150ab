package dev.clv;

import dev.clv.features.FeatureMatrix;

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

    LabelledRows select(int[] rows) {
        double[] selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = labels[rows[i]];
        }
        return new LabelledRows(features.select(rows), selected);
    }
}
