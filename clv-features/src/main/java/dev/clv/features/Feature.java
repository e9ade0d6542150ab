package dev.clv.features;

import dev.clv.features.internal.Index;
import java.util.List;

/**
 * What is computed of a customer: what it is called, what it measures, and how a business reader groups it. It is one
 * line of a report and one player of an explanation.
 *
 * <p>A numeric feature holds a double, NaN when it is unknown or undefined. A categorical feature holds the index of
 * its category in {@link #categories()}, the number of categories for a value outside them ("unknown"), NaN when
 * missing. A vector, such as the mean embedding of a customer's texts, holds several doubles in neighbouring columns of
 * a feature matrix, all of them NaN when it is unknown; its columns mean something only together.
 *
 * @param name unique within a schema; lower_snake_case by custom
 * @param unit what the number counts: {@code days}, {@code orders}, {@code currency}, {@code share}, ...; {@code days}
 *     are an age or a duration, which may grow as time goes by
 * @param description one sentence for a business reader
 * @param group the business group, for instance {@code recency} or {@code spend}; explanations add up by it
 * @param categories the known categories of a categorical feature, in code order; empty for any other
 * @param width the number of its columns: 1 unless it is a vector
 */
public record Feature(String name, String unit, String description, String group, List<String> categories, int width) {

    /** Refuses blank names, units and groups, repeated categories, and categories of several columns. */
    public Feature {
        requireText("name", name, name);
        requireText("unit", name, unit);
        requireText("group", name, group);
        categories = List.copyOf(categories);
        if (categories.stream().distinct().count() != categories.size()) {
            throw new IllegalArgumentException("feature '" + name + "' repeats a category");
        }
        if (width < 1 || (width > 1 && !categories.isEmpty())) {
            throw new IllegalArgumentException("feature '" + name + "' must have "
                    + (categories.isEmpty() ? "at least 1 column" : "1 column, as it has categories") + ", has "
                    + width);
        }
    }

    /** A numeric feature. */
    public static Feature numeric(String name, String unit, String description, String group) {
        return new Feature(name, unit, description, group, List.of(), 1);
    }

    /**
     * A numeric feature of several columns.
     *
     * @param width the number of columns, at least 1
     */
    public static Feature vector(String name, String unit, String description, String group, int width) {
        return new Feature(name, unit, description, group, List.of(), width);
    }

    /** A categorical feature whose value is an index into {@code categories}. */
    public static Feature categorical(String name, String description, String group, List<String> categories) {
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("categorical feature '" + name + "' needs at least one category");
        }
        return new Feature(name, "category", description, group, categories, 1);
    }

    /**
     * What one of its columns is called: the feature's own name where it has one column, else that and the number of
     * the column from 1, such as {@code taste_1}.
     *
     * @param column from 0 to {@link #width()} - 1
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public String columnName(int column) {
        Index.require("column of feature '" + name + "'", column, width);
        return width == 1 ? name : name + "_" + (column + 1);
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
