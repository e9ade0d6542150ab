package dev.clv.decide.money;

import static java.util.Objects.requireNonNull;

import dev.clv.decide.CsvRows;
import dev.clv.explain.json.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What acquired customers were worth by month of age. Immutable.
 *
 * <p>A month of age is a calendar month counted from the day of the customer's first purchase, that day included and
 * the day a month later excluded. A cohort's month counts as observed when it is over for every customer of the cohort,
 * so that all months of a curve are of the same customers. The curve of all customers adds up means: its month is
 * observed of whoever has been a customer long enough, so that late months are of early customers only.
 *
 * @param cohorts by month; months without a new customer are left out
 * @param all customers of all cohorts
 */
public record Cohorts(List<Cohort> cohorts, Cohort all) {

    private static final String KIND = "money-cohorts";
    private static final int VERSION = 1;

    /** Copies the list. */
    public Cohorts {
        cohorts = List.copyOf(cohorts);
        requireNonNull(all, "all");
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
    public static Cohorts fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, Cohorts.class);
    }

    /**
     * Writes a row per cohort and month of age, those of all customers last: {@code cohort}, {@code complete},
     * {@code customers}, {@code month}, {@code of_customers}, {@code value}, {@code low}, {@code high},
     * {@code predicted}. A cohort without a month that is known has one row without a month.
     */
    public void writeCsv(Appendable out) throws IOException {
        CsvRows rows = new CsvRows(out);
        rows.header(List.of(
                "cohort", "complete", "customers", "month", "of_customers", "value", "low", "high", "predicted"));
        List<Cohort> written = new ArrayList<>(cohorts);
        written.add(all);
        for (Cohort cohort : written) {
            if (cohort.curve().isEmpty()) {
                rows.text(cohort.month())
                        .text(Boolean.toString(cohort.complete()))
                        .number(cohort.customers());
                for (int cell = 0; cell < 6; cell++) {
                    rows.text("");
                }
                rows.endRow();
            }
            for (AgeValue point : cohort.curve()) {
                rows.text(cohort.month())
                        .text(Boolean.toString(cohort.complete()))
                        .number(cohort.customers())
                        .number(point.month())
                        .number(point.customers())
                        .number(point.value());
                Ends.write(rows, point.interval())
                        .text(Boolean.toString(point.predicted()))
                        .endRow();
            }
        }
    }
}
