package dev.clv.features;

import java.util.List;

/**
 * One column of a feature matrix: what it is called, what it measures, and how a business reader groups it.
 *
 * <p>A numeric feature holds a double, NaN when it is unknown or undefined. A categorical feature holds the index of
 * its category in {@link #categories()}, the number of categories for a value outside them ("unknown"), NaN when
 * missing.
 *
 * @param name unique within a schema; lower_snake_case by custom
 * @param unit what the number counts: {@code days}, {@code orders}, {@code currency}, {@code share}, ...; {@code days}
 *     are an age or a duration, which may grow as time goes by
 * @param description one sentence for a business reader
 * @param group the business group, for instance {@code recency} or {@code spend}; explanations add up by it
 * @param categories the known categories of a categorical feature, in code order; empty for a numeric one
 */
public record Feature(String name, String unit, String description, String group, List<String> categories) {

    /** Refuses blank names, units and groups, and repeated categories. */
    public Feature {
        requireText("name", name, name);
        requireText("unit", name, unit);
        requireText("group", name, group);
        categories = List.copyOf(categories);
        if (categories.stream().distinct().count() != categories.size()) {
            throw new IllegalArgumentException("feature '" + name + "' repeats a category");
        }
    }

    /** A numeric feature. */
    public static Feature numeric(String name, String unit, String description, String group) {
        return new Feature(name, unit, description, group, List.of());
    }

    /** A categorical feature whose value is an index into {@code categories}. */
    public static Feature categorical(String name, String description, String group, List<String> categories) {
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("categorical feature '" + name + "' needs at least one category");
        }
        return new Feature(name, "category", description, group, categories);
    }

    /** Whether the value is an index into {@link #categories()}. */
    public boolean isCategorical() {
        return !categories.isEmpty();
    }

    /** The code of a value outside the known categories. */
    public int unknownCode() {
        return categories.size();
    }

    private static void requireText(String part, String feature, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(part + " of feature '" + feature + "' must not be blank");
        }
    }
}
