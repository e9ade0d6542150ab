package dev.clv.reason;

import dev.clv.features.Feature;

/**
 * A feature as results name it.
 *
 * @param name unique within a model
 * @param group the business group
 * @param unit what a number counts, {@code category} for a category
 * @param description one sentence; may be empty
 */
public record FeatureLabel(String name, String group, String unit, String description) {

    /** The label of a feature. */
    public static FeatureLabel of(Feature feature) {
        return new FeatureLabel(feature.name(), feature.group(), feature.unit(), feature.description());
    }
}
