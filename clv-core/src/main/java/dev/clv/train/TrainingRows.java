package dev.clv.train;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.prepare.Preparation;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows to learn from: features, prepared once, and what came of them. Immutable and thread-safe.
 *
 * <p>R = rows, F = raw features, I = inputs of a network.
 */
public final class TrainingRows {

    private final FeatureMatrix features;
    private final double[] labels;
    private final Preparation preparation;
    private final double[][] inputs;
    private final int customers;

    private TrainingRows(FeatureMatrix features, double[] labels, Preparation preparation) {
        this.features = features;
        this.labels = labels;
        this.preparation = preparation;
        this.inputs = preparation.transform(features);
        this.customers = (int) IntStream.range(0, labels.length)
                .mapToObj(features::customer)
                .distinct()
                .count();
    }

    /**
     * Rows in an order that does not depend on the order of the input, and a preparation fitted on them.
     *
     * @param features (R, F), R at least 1
     * @param labels (R), in currency, zero or more and finite; copied
     * @param preparation its settings
     * @throws IllegalArgumentException if there are no rows or the labels are not one per row, zero or more and finite
     */
    public static TrainingRows of(FeatureMatrix features, double[] labels, Preparation.Builder preparation) {
        if (features.rows() == 0 || labels.length != features.rows()) {
            throw new IllegalArgumentException("training needs at least 1 row and a label for each, were "
                    + features.rows() + " rows and " + labels.length + " labels");
        }
        for (int row = 0; row < labels.length; row++) {
            if (!(labels[row] >= 0 && labels[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the label of row " + (row + 1)
                        + " must be zero or more and finite, was " + labels[row] + "; floor values at 0");
            }
        }
        return new TrainingRows(features, labels.clone(), preparation.fit(features));
    }

    /** The number of rows R. */
    public int size() {
        return labels.length;
    }

    /** How many different customers the rows belong to. */
    public int customers() {
        return customers;
    }

    /** Raw features (R, F). */
    public FeatureMatrix features() {
        return features;
    }

    /** A copy of the labels (R), in currency. */
    public double[] labels() {
        return labels.clone();
    }

    /** Share of rows with a positive label, in [0, 1]. */
    public double positiveShare() {
        return Arrays.stream(labels).filter(label -> label > 0).count() / (double) size();
    }

    /** From raw features to inputs, fitted on these rows. */
    public Preparation preparation() {
        return preparation;
    }

    /** The prepared rows (R, I); not to be modified. */
    double[][] inputs() {
        return inputs;
    }

    @Override
    public String toString() {
        return "TrainingRows[" + size() + " rows of " + customers + " customers]";
    }
}
