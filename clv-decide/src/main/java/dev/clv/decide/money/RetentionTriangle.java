package dev.clv.decide.money;

import dev.clv.decide.CsvRows;
import dev.clv.explain.json.RecordJson;
import java.io.IOException;
import java.util.List;

/**
 * How many customers of a cohort bought in each month of age. Immutable.
 *
 * <p>Months of age are those of {@link Cohorts}; only months that are over for every customer of the cohort are there.
 * Month 1 holds the first purchase, so that everybody bought in it.
 *
 * @param rows by cohort, earliest first
 */
public record RetentionTriangle(List<Row> rows) {

    private static final String KIND = "money-retention";
    private static final int VERSION = 1;

    /**
     * One cohort.
     *
     * @param cohort the month of the first purchase, such as {@code 2024-06}
     * @param customers how many
     * @param active how many of them had an order-day in month 1, 2 and so on; empty if no month is over for all
     */
    public record Row(String cohort, int customers, List<Integer> active) {

        /** Copies the list. */
        public Row {
            active = List.copyOf(active);
        }

        /**
         * The share of customers with an order-day in a month of age, in [0, 1]; NaN if the month was not observed.
         *
         * @param month from 1 on
         */
        public double share(int month) {
            return month >= 1 && month <= active.size() ? (double) active.get(month - 1) / customers : Double.NaN;
        }
    }

    /** Copies the list. */
    public RetentionTriangle {
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
    public static RetentionTriangle fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, RetentionTriangle.class);
    }

    /**
     * Writes a row per cohort and month that was observed: {@code cohort}, {@code customers}, {@code month},
     * {@code active}, {@code share}.
     */
    public void writeCsv(Appendable out) throws IOException {
        CsvRows rows = new CsvRows(out);
        rows.header(List.of("cohort", "customers", "month", "active", "share"));
        for (Row row : this.rows) {
            for (int month = 1; month <= row.active().size(); month++) {
                rows.text(row.cohort())
                        .number(row.customers())
                        .number(month)
                        .number(row.active().get(month - 1))
                        .number(row.share(month))
                        .endRow();
            }
        }
    }
}
