package dev.clv.report.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of texts and numbers. Immutable.
 *
 * @param columns at least one
 * @param rows each with a cell a column: a {@link String}, a {@link Double}, or null for nothing
 */
public record DataTable(List<Column> columns, List<List<@Nullable Object>> rows) {

    /**
     * A column.
     *
     * @param format of its numbers
     */
    public record Column(String name, Format format) {}

    /** Copies the lists and checks the cells. */
    public DataTable {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copy = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            if (row.size() != columns.size()
                    || row.stream()
                            .anyMatch(cell -> cell != null && !(cell instanceof String) && !(cell instanceof Double))) {
                throw new IllegalArgumentException(
                        "a row needs a text, a double or nothing for each of " + columns.size() + " columns: " + row);
            }
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = List.copyOf(copy);
    }

    /** Begins a table. */
    public static Builder of(Column... columns) {
        return new Builder(List.of(columns));
    }

    /** A column. */
    public static Column column(String name, Format format) {
        return new Column(name, format);
    }

    /** Collects rows. */
    public static final class Builder {

        private final List<Column> columns;
        private final List<List<@Nullable Object>> rows = new ArrayList<>();

        private Builder(List<Column> columns) {
            this.columns = columns;
        }

        /** Adds a row; any number counts as a double. */
        public Builder row(@Nullable Object... cells) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Object cell : cells) {
                row.add(cell instanceof Number number ? Double.valueOf(number.doubleValue()) : cell);
            }
            rows.add(row);
            return this;
        }

        /** The table. */
        public DataTable build() {
            return new DataTable(columns, rows);
        }
    }
}
