package dev.clv.decide.money;

import static java.util.Objects.requireNonNullElse;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it cost to acquire customers, by channel and perhaps by campaign and month. Immutable and thread-safe.
 *
 * @param rows one for each channel, campaign and month; not empty
 * @param notes what was passed over in the file that they were read from, such as a row of totals; often empty
 */
public record Costs(List<Cost> rows, List<String> notes) {

    private static final String CHANNEL = "channel";
    private static final String CAMPAIGN = "campaign";
    private static final String MONTH = "month";
    private static final String COST = "cost";
    private static final String CURRENCY = "currency";

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no row, two are of the same channel, campaign and month, or some
     *     name a month and others do not
     */
    public Costs {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no cost; give a row with a channel and a cost, or leave the" + " costs out");
        }
        Set<String> places = new HashSet<>();
        for (Cost row : rows) {
            if (!places.add(row.place())) {
                throw new IllegalArgumentException(
                        "there are two costs of " + row.place() + "; remove one if it is there twice, or add them up");
            }
            if ((row.month() == null) != (rows.get(0).month() == null)) {
                throw new IllegalArgumentException("the cost of " + row.place()
                        + (row.month() == null ? " names no month" : " names a month") + " and that of "
                        + rows.get(0).place() + (row.month() == null ? " does" : " does not")
                        + "; give every row a month, or none");
            }
        }
    }

    /** Costs at hand. */
    public static Costs of(List<Cost> rows) {
        return new Costs(rows, List.of());
    }

    /**
     * Reads a CSV file, plain or gzip, with the columns {@code channel} and {@code cost} and, if there are any,
     * {@code campaign}, {@code month} (such as {@code 2024-06}) and {@code currency} (such as {@code EUR}). Costs are
     * plain numbers with a decimal point. Other columns are passed over.
     *
     * @throws IllegalArgumentException if a column or a cell is missing, or a cell cannot be read; the message says
     *     where and what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Costs csv(Path file) {
        return of(Table.csv(file).read());
    }

    static Costs of(Table table) {
        for (String needed : List.of(CHANNEL, COST)) {
            if (!table.columns().contains(needed)) {
                throw new IllegalArgumentException("the costs have no column '" + needed + "', only "
                        + String.join(", ", table.columns())
                        + "; the columns must be channel and cost, and may be campaign, month and currency");
            }
        }
        List<Cost> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            rows.add(cost(table, row));
        }
        return new Costs(rows, table.notes());
    }

    private static Cost cost(Table table, int row) {
        String month = cell(table, row, MONTH);
        if (month == null && table.columns().contains(MONTH)) {
            throw new IllegalArgumentException(table.where(row, MONTH)
                    + ": the month is missing; write it as in 2024-06, or leave the column out");
        }
        try {
            return new Cost(
                    requireNonNullElse(cell(table, row, CHANNEL), ""),
                    cell(table, row, CAMPAIGN),
                    month == null ? null : month(month),
                    amount(cell(table, row, COST)),
                    CurrencyCode.named(cell(table, row, CURRENCY)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("costs, line " + table.line(row) + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable String cell(Table table, int row, String column) {
        String cell = table.columns().contains(column) ? table.text(row, column) : null;
        return cell == null || cell.isBlank() ? null : cell.strip();
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the month must be written as in 2024-06, was '" + text + "'", e);
        }
    }

    private static BigDecimal amount(@Nullable String text) {
        try {
            return new BigDecimal(requireNonNullElse(text, ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the cost must be a plain number such as 1250.00, "
                            + (text == null ? "is missing" : "was '" + text + "'")
                            + "; write it without groups, with a decimal point, and its currency in a column 'currency'",
                    e);
        }
    }
}
