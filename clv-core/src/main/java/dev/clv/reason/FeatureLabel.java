package dev.clv.reason;

import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;

/**
 * A feature as results name it.
 *
 * @param name unique within a model
 * @param group the business group
 * @param unit what a number counts, {@code category} for a category
 * @param description one sentence; may be empty
 */
public record FeatureLabel(String name, String group, String unit, String description) {

    /**
     * The column of a feature that has one.
     *
     * @throws IllegalArgumentException if there is no such feature, or it has several columns
     */
    static int singleColumn(FeatureSchema schema, String name) {
        int column = schema.indexOf(name);
        Feature feature = schema.feature(column);
        if (feature.width() > 1) {
            throw new IllegalArgumentException("'" + name + "' is one of " + feature.width() + " columns of '"
                    + feature.name() + "', which mean something only together; take a feature of one column");
        }
        return column;
    }

    /** The label of a feature. */
    public static FeatureLabel of(Feature feature) {
        return new FeatureLabel(feature.name(), feature.group(), feature.unit(), feature.description());
    }
}
