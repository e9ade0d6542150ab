package dev.clv.examples.cli;

import dev.clv.decide.CsvRows;
import dev.clv.label.Horizon;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = "Writes the events of a simulated shop, and what its customers are truly worth.",
        footerHeading = "%nExamples:%n",
        footer = {"  clv simulate --customers 5000 --days 720 --out events.csv.gz --truth truth.csv"})
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class SimulateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many customers join (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "730",
            description = "How many days, from 2023-01-01 on (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Same seed, same customers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "EVENTS",
            description = "The event log as standard-header CSV, compressed when named .gz (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Also writes customer_id,expected_value: the expected net spend within the horizon after the"
                    + " cutoff of everyone who bought before it.")
    private @Nullable Path truth;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "180d",
            converter = Span.class,
            description = "The horizon of the true values (default: ${DEFAULT-VALUE}).")
    private Duration horizon;

    @Option(
            names = "--cutoff",
            paramLabel = "D",
            converter = Moment.Converter.class,
            description = "The cutoff of the true values (default: a horizon before the end, so that the log also shows"
                    + " what happened).")
    private @Nullable Moment cutoff;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ShopSimulation shop = ShopSimulation.builder()
                .customers(customers)
                .days(days)
                .seed(seed)
                .build();
        Destination.requireDifferent(out, "--out", truth, "--truth");
        Path truthFile = truth;
        SortedMap<String, Double> values = truthFile == null ? null : trueValues(shop);
        Destination.write(out, terminal.out(), shop::writeCsv);
        terminal.note("simulated %d customers from %s until %s", customers, shop.start(), shop.end());
        if (truthFile != null && values != null) {
            Destination.write(truthFile, terminal.out(), writer -> {
                CsvRows csv = new CsvRows(writer);
                csv.header(List.of("customer_id", "expected_value"));
                for (Map.Entry<String, Double> value : values.entrySet()) {
                    csv.text(value.getKey()).number(value.getValue()).endRow();
                }
            });
        }
        return 0;
    }

    private SortedMap<String, Double> trueValues(ShopSimulation shop) {
        Instant at =
                cutoff != null ? cutoff.in(ZoneOffset.UTC) : new Horizon(horizon).before(shop.end(), ZoneOffset.UTC);
        if (at.isBefore(shop.start())) {
            throw new UsageException(
                    "--truth needs a --cutoff within the simulated days, or a --horizon shorter than the " + days
                            + " days");
        }
        SortedMap<String, Double> values = shop.expectedValues(at, horizon);
        terminal.note("true values as of %s for %s: %d customers", at, new Horizon(horizon), values.size());
        return values;
    }
}
