package dev.clv.decide.money;

import dev.clv.decide.CsvRows;
import dev.clv.evaluate.Interval;
import dev.clv.explain.json.RecordJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How unevenly the net value so far is spread over customers. Immutable.
 *
 * <p>Customers whose refunds exceed their purchases count as worth nothing, as a share of a sum with negative parts
 * says nothing; how many they are and what they lost stands beside. Where a share of customers is no whole number, the
 * last one counts in part. Intervals are for other customers of the same kind; they are too narrow where a few
 * customers decide, since no resample holds a larger one than the log does.
 *
 * @param customers with a purchase
 * @param value the net value of all whose value is positive, in currency
 * @param negative how many customers have a negative net value
 * @param negativeValue what those sum up to; zero or less
 * @param gini from 0, all are worth the same, to nearly 1, one is worth everything (Gini 1912); NaN if nobody is worth
 *     anything
 * @param giniInterval null of fewer than 30 customers
 * @param top the share of value of the top 1, 5, 10 and 20 % of customers
 * @param lorenz the share of value of the least worth 0, 1 to 100 % of customers: 101 numbers (Lorenz 1905); empty if
 *     nobody is worth anything
 */
public record Concentration(
        int customers,
        double value,
        int negative,
        double negativeValue,
        double gini,
        @Nullable Interval giniInterval,
        List<TopShare> top,
        List<Double> lorenz) {

    private static final String KIND = "money-concentration";
    private static final int VERSION = 1;

    /**
     * What the most worth customers are worth together.
     *
     * @param customers their share of all customers, in (0, 1)
     * @param value their share of the value, in [0, 1]; NaN if nobody is worth anything
     * @param interval null of fewer than 30 customers
     */
    public record TopShare(
            double customers, double value, @Nullable Interval interval) {}

    /** Copies the lists. */
    public Concentration {
        top = List.copyOf(top);
        lorenz = List.copyOf(lorenz);
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
    public static Concentration fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, Concentration.class);
    }

    /**
     * Writes a row per number: {@code measure} ({@code gini}, {@code top} or {@code lorenz}), {@code customers} (the
     * share of customers), {@code value}, {@code low}, {@code high}.
     */
    public void writeCsv(Appendable out) throws IOException {
        CsvRows rows = new CsvRows(out);
        rows.header(List.of("measure", "customers", "value", "low", "high"));
        row(rows, "gini", Double.NaN, gini, giniInterval);
        for (TopShare share : top) {
            row(rows, "top", share.customers(), share.value(), share.interval());
        }
        for (int i = 0; i < lorenz.size(); i++) {
            row(rows, "lorenz", i / 100.0, lorenz.get(i), null);
        }
    }

    private static void row(CsvRows rows, String measure, double customers, double value, @Nullable Interval interval)
            throws IOException {
        Ends.write(rows.text(measure).number(customers).number(value), interval).endRow();
    }
}
