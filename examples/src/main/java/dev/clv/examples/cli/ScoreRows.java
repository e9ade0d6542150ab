package dev.clv.examples.cli;

import dev.clv.ClvPrediction;
import dev.clv.Standing;
import dev.clv.decide.CsvRows;
import dev.clv.examples.cli.config.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes predictions as rows of a CSV file. What a prediction does not know is an empty cell. Not thread-safe. */
final class ScoreRows {

    private static final List<String> ALWAYS = List.of(
            "customer_id", "predicted_value", "p_positive", "q10", "q50", "q90", "flags", "percentile", "tier", "rank");

    private static final List<String> OF_ORDERS = List.of(
            "expected_orders",
            "average_order_value",
            "p_no_order",
            "next_order",
            "next_order_from",
            "next_order_until");

    private final CsvRows csv;
    private final @Nullable ZoneId zone;
    private final @Nullable Double discount;
    private final List<Duration> horizons;

    private ScoreRows(CsvRows csv, @Nullable ZoneId zone, @Nullable Double discount, List<Duration> horizons) {
        this.csv = csv;
        this.zone = zone;
        this.discount = discount;
        this.horizons = horizons;
    }

    /** Rows of a plain table, which has no orders; writes the header. */
    static ScoreRows ofTable(CsvRows csv) throws IOException {
        csv.header(ALWAYS);
        return new ScoreRows(csv, null, null, List.of());
    }

    /**
     * Rows of an event log; writes the header.
     *
     * @param zone of the dates of orders
     * @param discount an annual rate; null for no column of discounted values
     * @param horizons a column each for the value over these, which predictions know
     */
    static ScoreRows ofLog(CsvRows csv, ZoneId zone, @Nullable Double discount, List<Duration> horizons)
            throws IOException {
        List<String> header = new ArrayList<>(ALWAYS);
        header.addAll(OF_ORDERS);
        if (discount != null) {
            header.add("discounted_value");
        }
        horizons.forEach(horizon -> header.add("value_" + Span.format(horizon)));
        csv.header(header);
        return new ScoreRows(csv, zone, discount, horizons);
    }

    /** Rows of the same columns that go elsewhere, without a header. */
    ScoreRows into(Appendable out) {
        return new ScoreRows(new CsvRows(out), zone, discount, horizons);
    }

    void write(String customer, ClvPrediction prediction) {
        try {
            csv.text(customer)
                    .number(prediction.value())
                    .number(prediction.probabilityPositive())
                    .number(prediction.quantile(0.1))
                    .number(prediction.median())
                    .number(prediction.quantile(0.9))
                    .text(prediction.flags().stream()
                            .map(flag -> word(flag.name()))
                            .collect(Collectors.joining(" ")));
            Standing standing = prediction.standing();
            csv.number(standing == null ? Double.NaN : standing.percentile())
                    .text(standing == null ? "" : standing.tier())
                    .number(standing == null || standing.rank() == null ? Double.NaN : standing.rank());
            if (zone != null) {
                csv.number(prediction.expectedOrders())
                        .number(prediction.averageOrderValue())
                        .number(prediction.probabilityOfNoOrder())
                        .text(date(prediction.nextOrder(), zone))
                        .text(date(prediction.nextOrder(0.1), zone))
                        .text(date(prediction.nextOrder(0.9), zone));
            }
            if (discount != null) {
                csv.number(prediction.discountedValue(discount));
            }
            for (Duration horizon : horizons) {
                csv.number(prediction.value(horizon));
            }
            csv.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String date(Optional<Instant> time, ZoneId zone) {
        return time.map(instant -> LocalDate.ofInstant(instant, zone).toString())
                .orElse("");
    }

    /** A flag as files and notes spell it. */
    static String word(String flag) {
        return flag.toLowerCase(Locale.ROOT);
    }
}
