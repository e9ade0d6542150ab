package dev.clv.features.table;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittedState;
import dev.clv.features.Privacy;
import dev.clv.features.RowKey;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.WordCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the feature columns of a table into features, as learned from the training rows. Immutable and thread-safe.
 *
 * <p>A column whose training values are all numbers is a numeric feature; one whose values are all dates is the number
 * of days since 1970-01-01; any other is categorical: its most frequent values are the categories, everything else
 * shares the unknown code, and a column without any frequent value (names, ids) is left out and listed in
 * {@link #ignored()}. Missing cells are NaN. Each column is its own business group.
 *
 * <p>The encoder remembers the roles of the columns: a table to be scored needs the feature columns, in any order; its
 * id column is used if it has one, a label column is ignored.
 */
public final class TableEncoder {

    private static final int MAX_CATEGORIES = 50;

    private final int maxCategories;
    private final int minCustomers;
    private final FeatureSchema schema;
    private final List<ColumnType> types;
    private final @Nullable String id;
    private final @Nullable String label;
    private final List<String> excluded;
    private final List<String> ignored;

    /** By feature: the code of each category. */
    private final List<Map<String, Integer>> codes;

    private TableEncoder(
            int maxCategories,
            int minCustomers,
            List<Feature> features,
            List<ColumnType> types,
            @Nullable String id,
            @Nullable String label,
            List<String> excluded,
            List<String> ignored) {
        this.maxCategories = maxCategories;
        this.minCustomers = minCustomers;
        this.schema = FeatureSchema.of(features);
        this.types = List.copyOf(types);
        this.id = id;
        this.label = label;
        this.excluded = List.copyOf(excluded);
        this.ignored = List.copyOf(ignored);
        this.codes = features.stream().map(TableEncoder::codes).toList();
    }

    private static Map<String, Integer> codes(Feature feature) {
        Map<String, Integer> codes = new HashMap<>();
        feature.categories().forEach(category -> codes.put(category, codes.size()));
        return codes;
    }

    /**
     * Learns from training rows, keeping up to 50 categories of at least {@link Privacy#MIN_CUSTOMERS} customers each
     * per column.
     */
    public static TableEncoder fit(Table training) {
        return fit(training, MAX_CATEGORIES, Privacy.MIN_CUSTOMERS);
    }

    /**
     * Learns from training rows.
     *
     * @param training at least one row
     * @param maxCategories the most categories of a column; positive
     * @param minCustomers how many different customers must have a category for it to be kept; positive. A customer is
     *     a value of the id column; where no id column was named, every row is one
     * @throws IllegalArgumentException if a cell does not fit its column, where nearly all others do; the message says
     *     where
     */
    public static TableEncoder fit(Table training, int maxCategories, int minCustomers) {
        if (maxCategories < 1 || minCustomers < 1) {
            throw new IllegalArgumentException("maxCategories and minCustomers must be at least 1, were "
                    + maxCategories + " and " + minCustomers);
        }
        if (training.rows() == 0) {
            throw new IllegalArgumentException("a table to learn from needs at least 1 row, has 0");
        }
        List<Feature> features = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        long[] customers = IntStream.range(0, training.rows())
                .mapToLong(row -> CustomerSet.hash(training.id(row)))
                .toArray();
        for (String column : training.featureColumns()) {
            ColumnType type = ColumnType.of(training, column);
            List<String> categories = List.of();
            if (type == ColumnType.CATEGORY) {
                categories = categories(training.column(column), customers, minCustomers)
                        .frequent(maxCategories);
                if (categories.isEmpty()) {
                    ignored.add(column);
                    continue;
                }
            }
            features.add(feature(column, type, categories));
            types.add(type);
        }
        return new TableEncoder(
                maxCategories,
                minCustomers,
                features,
                types,
                training.idColumn().orElse(null),
                training.labelColumn().orElse(null),
                training.excluded(),
                ignored);
    }

    private static WordCounts categories(@Nullable String[] cells, long[] customers, int minCustomers) {
        WordCounts words = new WordCounts(minCustomers);
        for (int row = 0; row < cells.length; row++) {
            if (cells[row] != null) {
                words.add(cells[row], customers[row]);
            }
        }
        return words;
    }

    private static Feature feature(String column, ColumnType type, List<String> categories) {
        String description = "Column " + column;
        return switch (type) {
            case NUMBER -> Feature.numeric(column, "number", description, column);
            case DATE -> Feature.numeric(column, "days since 1970-01-01", description, column);
            case CATEGORY -> Feature.categorical(column, description, column, categories);
        };
    }

    /** The features, one per column, in the order of the training table. */
    public FeatureSchema schema() {
        return schema;
    }

    /** The column of ids of the training table. */
    public Optional<String> idColumn() {
        return Optional.ofNullable(id);
    }

    /** The label column of the training table. */
    public Optional<String> labelColumn() {
        return Optional.ofNullable(label);
    }

    /** The columns that were excluded from training, sorted. */
    public List<String> excluded() {
        return excluded;
    }

    /** The columns that were left out because no value in them is frequent enough to be a category. */
    public List<String> ignored() {
        return ignored;
    }

    /**
     * The features of all rows; row keys hold the id column's value where the table has the column, else the row's
     * number from 1 on, and {@link Instant#MAX} as cutoff.
     *
     * @throws IllegalArgumentException if a feature column is missing, or a cell of a number or date column is neither
     *     missing nor a number or date; the message says where
     */
    public FeatureMatrix encode(Table table) {
        String idColumn = id != null && table.columns().contains(id)
                ? id
                : table.idColumn().orElse(null);
        List<RowKey> keys = new ArrayList<>(table.rows());
        for (int row = 0; row < table.rows(); row++) {
            keys.add(new RowKey(table.id(row, idColumn), Instant.MAX));
        }
        double[][] values = new double[table.rows()][schema.size()];
        for (int i = 0; i < schema.size(); i++) {
            String column = schema.feature(i).name();
            @Nullable String[] cells = table.column(column);
            for (int row = 0; row < cells.length; row++) {
                String cell = cells[row];
                values[row][i] = cell == null ? Double.NaN : value(i, cell);
                if (cell != null && Double.isNaN(values[row][i])) {
                    throw new IllegalArgumentException(
                            types.get(i).misfit(table, row, column) + " as in training; correct it or leave it blank");
                }
            }
        }
        return FeatureMatrix.of(schema, keys, values);
    }

    private double value(int feature, String cell) {
        return types.get(feature) == ColumnType.CATEGORY
                ? codes.get(feature).getOrDefault(cell, schema.feature(feature).unknownCode())
                : types.get(feature).parse(cell);
    }

    /** Its settings, what it learned, and the roles it remembers, as plain lists for a model file. */
    public FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withNumbers("max_categories", maxCategories)
                .withNumbers("min_customers", minCustomers)
                .withTexts("columns", schema.names())
                .withTexts("types", types.stream().map(ColumnType::name).toList())
                .withTexts("id", idColumn().stream().toList())
                .withTexts("label", labelColumn().stream().toList())
                .withTexts("excluded", excluded)
                .withTexts("ignored", ignored);
        for (Feature feature : schema.features()) {
            if (feature.isCategorical()) {
                state = state.withTexts("categories." + feature.name(), feature.categories());
            }
        }
        return state;
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @throws IllegalArgumentException if the state is not one of a table encoder
     */
    public static TableEncoder restore(FittedState state) {
        List<Feature> features = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        List<String> columns = state.texts("columns");
        for (int i = 0; i < columns.size(); i++) {
            ColumnType type = type(state.texts("types").get(i));
            types.add(type);
            features.add(feature(
                    columns.get(i),
                    type,
                    type == ColumnType.CATEGORY ? state.texts("categories." + columns.get(i)) : List.of()));
        }
        return new TableEncoder(
                state.integer("max_categories"),
                state.integer("min_customers"),
                features,
                types,
                state.texts("id").stream().findFirst().orElse(null),
                state.texts("label").stream().findFirst().orElse(null),
                state.texts("excluded"),
                state.texts("ignored"));
    }

    private static ColumnType type(String name) {
        return Arrays.stream(ColumnType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown column type '" + name + "'"));
    }
}
