package dev.clv.features;

import dev.clv.features.internal.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a feature matrix, in order. Names are unique. Immutable and thread-safe; equal when the features are.
 */
public final class FeatureSchema {

    private static final String CATEGORIES_OF = "categories.";

    private final List<Feature> features;
    private final Map<String, Integer> indices;

    private FeatureSchema(List<Feature> features) {
        this.features = features;
        this.indices = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            String name = features.get(i).name();
            if (indices.putIfAbsent(name, i) != null) {
                throw new IllegalArgumentException("feature name '" + name + "' is used twice; rename one of the two");
            }
        }
    }

    /**
     * A schema of these features in this order.
     *
     * @param features any number, with different names; copied
     * @throws IllegalArgumentException if two features share a name
     */
    public static FeatureSchema of(Collection<Feature> features) {
        return new FeatureSchema(List.copyOf(features));
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @throws IllegalArgumentException if the state is not one of a schema
     */
    public static FeatureSchema restore(FittedState state) {
        List<String> names = state.texts("names");
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            features.add(new Feature(
                    names.get(i),
                    part(state, "units", i),
                    part(state, "descriptions", i),
                    part(state, "groups", i),
                    state.texts().getOrDefault(CATEGORIES_OF + names.get(i), List.of())));
        }
        return of(features);
    }

    private static String part(FittedState state, String name, int index) {
        List<String> parts = state.texts(name);
        if (index >= parts.size()) {
            throw new IllegalArgumentException(
                    "the schema has " + state.texts("names").size() + " names but only " + parts.size() + " " + name);
        }
        return parts.get(index);
    }

    /** All features with their units, descriptions, groups and categories, as plain lists for a model file. */
    public FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withTexts("names", names())
                .withTexts("units", features.stream().map(Feature::unit).toList())
                .withTexts(
                        "descriptions",
                        features.stream().map(Feature::description).toList())
                .withTexts("groups", features.stream().map(Feature::group).toList());
        for (Feature feature : features) {
            if (feature.isCategorical()) {
                state = state.withTexts(CATEGORIES_OF + feature.name(), feature.categories());
            }
        }
        return state;
    }

    /** All features in column order; unmodifiable. */
    public List<Feature> features() {
        return features;
    }

    /** The number of columns. */
    public int size() {
        return features.size();
    }

    /**
     * The feature of a column.
     *
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public Feature feature(int index) {
        return features.get(Index.require("column", index, size()));
    }

    /** All names in column order; unmodifiable. */
    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    /** Whether there is a feature of this name. */
    public boolean contains(String name) {
        return indices.containsKey(name);
    }

    /**
     * The column of a feature.
     *
     * @throws IllegalArgumentException if no feature has this name; the message lists those there are
     */
    public int indexOf(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw new IllegalArgumentException("no feature is named '" + name + "'; there are: " + names());
        }
        return index;
    }

    /** The columns of each business group, groups in order of first appearance; unmodifiable. */
    public Map<String, List<Integer>> groups() {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            groups.computeIfAbsent(features.get(i).group(), group -> new ArrayList<>())
                    .add(i);
        }
        groups.replaceAll((group, columns) -> List.copyOf(columns));
        return Collections.unmodifiableMap(groups);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeatureSchema schema && features.equals(schema.features);
    }

    @Override
    public int hashCode() {
        return features.hashCode();
    }

    @Override
    public String toString() {
        return "FeatureSchema" + names();
    }
}
