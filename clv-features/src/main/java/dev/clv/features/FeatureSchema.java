package dev.clv.features;

import dev.clv.features.internal.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The features of a feature matrix and its columns, in order: one column for each feature, or several neighbouring ones
 * where it is a vector. Names of columns and of features are unique. Immutable and thread-safe; equal when the features
 * are.
 */
public final class FeatureSchema {

    private static final String CATEGORIES_OF = "categories.";

    private static final String WIDTHS = "widths";

    private final List<Feature> features;

    /** The feature of each column, and the column's name. */
    private final List<Feature> columns;

    private final List<String> names;
    private final Map<String, Integer> indices = new HashMap<>();

    private FeatureSchema(List<Feature> features) {
        this.features = features;
        List<Feature> ofColumns = new ArrayList<>();
        List<String> namesOfColumns = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Feature feature : features) {
            if (!taken.add(feature.name())) {
                throw usedTwice(feature.name());
            }
            for (int i = 0; i < feature.width(); i++) {
                ofColumns.add(feature);
                namesOfColumns.add(feature.columnName(i));
            }
        }
        this.columns = List.copyOf(ofColumns);
        this.names = List.copyOf(namesOfColumns);
        for (int i = 0; i < names.size(); i++) {
            if (indices.putIfAbsent(names.get(i), i) != null) {
                throw usedTwice(names.get(i));
            }
        }
    }

    private static IllegalArgumentException usedTwice(String name) {
        return new IllegalArgumentException("feature name '" + name + "' is used twice; rename one of the two");
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
        double[] widths = state.numbers().get(WIDTHS);
        if (widths != null && widths.length != names.size()) {
            throw new IllegalArgumentException(
                    "the schema has " + names.size() + " names but " + widths.length + " " + WIDTHS);
        }
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            features.add(new Feature(
                    names.get(i),
                    part(state, "units", i),
                    part(state, "descriptions", i),
                    part(state, "groups", i),
                    state.texts().getOrDefault(CATEGORIES_OF + names.get(i), List.of()),
                    widths == null ? 1 : (int) widths[i]));
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
                .withTexts("names", features.stream().map(Feature::name).toList())
                .withTexts("units", features.stream().map(Feature::unit).toList())
                .withTexts(
                        "descriptions",
                        features.stream().map(Feature::description).toList())
                .withTexts("groups", features.stream().map(Feature::group).toList());
        if (features.size() < size()) {
            state = state.withNumbers(
                    WIDTHS, features.stream().mapToDouble(Feature::width).toArray());
        }
        for (Feature feature : features) {
            if (feature.isCategorical()) {
                state = state.withTexts(CATEGORIES_OF + feature.name(), feature.categories());
            }
        }
        return state;
    }

    /** All features in order, each once; unmodifiable. */
    public List<Feature> features() {
        return features;
    }

    /** The number of columns. */
    public int size() {
        return columns.size();
    }

    /**
     * The feature that a column belongs to.
     *
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public Feature feature(int index) {
        return columns.get(Index.require("column", index, size()));
    }

    /** The name of each column, which is its feature's unless that is a vector; in order, unmodifiable. */
    public List<String> names() {
        return names;
    }

    /** Whether there is a column of this name. */
    public boolean contains(String name) {
        return indices.containsKey(name);
    }

    /**
     * The column of a name.
     *
     * @throws IllegalArgumentException if no column has this name; the message lists those there are, or those of the
     *     feature of this name
     */
    public int indexOf(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            for (Feature feature : features) {
                if (feature.name().equals(name)) {
                    throw new IllegalArgumentException("feature '" + name + "' has " + feature.width()
                            + " columns; name one of them, " + feature.columnName(0) + " to "
                            + feature.columnName(feature.width() - 1));
                }
            }
            throw new IllegalArgumentException("no feature is named '" + name + "'; there are: " + names());
        }
        return index;
    }

    /**
     * The feature of a name.
     *
     * @throws IllegalArgumentException if no feature has this name; the message lists those there are, or names the
     *     feature that has a column of this name
     */
    public Feature feature(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(Set.of(name)));
    }

    /** @param names of no feature, at least one */
    private IllegalArgumentException unknown(Collection<String> names) {
        for (String name : names) {
            if (contains(name)) {
                Feature feature = feature(indexOf(name));
                return new IllegalArgumentException("'" + name + "' is one of the " + feature.width()
                        + " columns of feature '" + feature.name() + "', which mean something only together; name '"
                        + feature.name() + "'");
            }
        }
        return new IllegalArgumentException("no feature is named "
                + names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" or "))
                + "; there are: "
                + features.stream().map(Feature::name).toList());
    }

    /**
     * The column of a feature, the first one where it has several.
     *
     * @throws IllegalArgumentException if no feature has this name, as {@link #feature(String)}
     */
    public int firstColumn(String feature) {
        return columns.indexOf(feature(feature));
    }

    /** The columns of each business group, groups in order of first appearance; unmodifiable. */
    public Map<String, List<Integer>> groups() {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            groups.computeIfAbsent(columns.get(i).group(), group -> new ArrayList<>())
                    .add(i);
        }
        groups.replaceAll((group, columns) -> List.copyOf(columns));
        return Collections.unmodifiableMap(groups);
    }

    /**
     * The columns of some features, ascending.
     *
     * @param some names of features, in any order
     * @throws IllegalArgumentException if no feature has one of the names, as {@link #feature(String)}
     */
    public int[] columnsOf(Collection<String> some) {
        Set<String> wanted = Set.copyOf(some);
        Set<String> unknown = new TreeSet<>(wanted);
        features.forEach(feature -> unknown.remove(feature.name()));
        if (!unknown.isEmpty()) {
            throw unknown(unknown);
        }
        return IntStream.range(0, size())
                .filter(column -> wanted.contains(columns.get(column).name()))
                .toArray();
    }

    /**
     * The schema of some of these features, in the order that they have here.
     *
     * @param some names of features, in any order
     * @throws IllegalArgumentException if no feature has one of the names, as {@link #feature(String)}
     */
    public FeatureSchema only(Collection<String> some) {
        return of(
                IntStream.of(columnsOf(some)).mapToObj(columns::get).distinct().toList());
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
