package dev.clv.decide.money;

import dev.clv.decide.CsvRows;
import dev.clv.explain.json.RecordJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, by calendar month, segment and category. Immutable.
 *
 * <p>A month of the log in which a category has no row had no event of it.
 *
 * @param rows by month, then segment, then category; null names last
 */
public record Demand(List<Row> rows) {

    private static final String KIND = "money-demand";
    private static final int VERSION = 1;

    /**
     * One month, segment and category.
     *
     * @param month in the log's zone, such as {@code 2024-06}
     * @param partial whether a part of the month lies before or after what was observed
     * @param segment of the customers; null if they have none, or no segments were given
     * @param category of the products; null where events name none
     * @param customers how many bought or returned something
     * @param value purchases less refunds of that month, in currency
     * @param units bought less units returned
     */
    public record Row(
            String month,
            boolean partial,
            @Nullable String segment,
            @Nullable String category,
            int customers,
            double value,
            double units) {}

    /** Copies the list. */
    public Demand {
        rows = List.copyOf(rows);
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static Demand fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, Demand.class);
    }

    /**
     * Writes the rows: {@code month}, {@code partial}, {@code segment}, {@code category}, {@code customers},
     * {@code value}, {@code units}.
     */
    public void writeCsv(Appendable out) throws IOException {
        CsvRows rows = new CsvRows(out);
        rows.header(List.of("month", "partial", "segment", "category", "customers", "value", "units"));
        for (Row row : this.rows) {
            rows.text(row.month())
                    .text(Boolean.toString(row.partial()))
                    .text(row.segment() == null ? "" : row.segment())
                    .text(row.category() == null ? "" : row.category())
                    .number(row.customers())
                    .number(row.value())
                    .number(row.units())
                    .endRow();
        }
    }
}
