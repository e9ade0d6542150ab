package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.BacktestReport;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backtest",
        description =
                "Trains at several times in the past, on what was known then, and compares the predictions with what"
                        + " followed, beside the baselines and with a verdict in words.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv backtest events.csv.gz --horizon 90d --origins 4 --step 90d",
            "  clv backtest orders.csv --mapping shop.json --horizon 60d --origins 6 --step 30d --json b.json",
            "  clv backtest events.csv.gz --by channel,country"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class BacktestCommand implements Callable<Integer> {

    private static final Duration HORIZON = Duration.ofDays(180);

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            converter = Span.class,
            description = "How far ahead to predict, for instance 180d (the default).")
    private @Nullable Duration horizon;

    @Option(
            names = "--origins",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many times in the past, going back from the last one whose horizon the log has seen"
                    + " (default: ${DEFAULT-VALUE}).")
    private int origins;

    @Option(
            names = "--step",
            paramLabel = "H",
            converter = Span.class,
            defaultValue = "90d",
            description = "How far apart the --origins are (default: ${DEFAULT-VALUE}).")
    private Duration step;

    @Option(
            names = "--by",
            paramLabel = "A,B",
            split = ",",
            description = "Also scores each segment by these attributes of the customers, as they were known at each"
                    + " origin.")
    private List<String> by = List.of();

    @Mixin
    private SequenceOption reading;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed and data, same models (default: 42).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads train (default: all processors); the result is the same for any number.")
    private @Nullable Integer threads;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes everything as JSON.")
    private @Nullable Path json;

    BacktestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        input.requireNotInput(json, "--json");
        if (origins < 1 || origins > 100) {
            throw new UsageException("--origins must be from 1 to 100, was " + origins);
        }
        Backtest backtest = Backtest.of(origins, step).by(by);
        EventLog log = input.read(terminal);
        BacktestReport report = report(log, backtest);
        terminal.out().print(report);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(report.toJson() + "\n"));
        }
        input.cautions(report.cautions(), terminal);
        return 0;
    }

    private BacktestReport report(EventLog log, Backtest backtest) throws IOException {
        try {
            return builder(log).backtest(log, backtest);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw input.config().blamed(e, "training", horizon == null ? Set.of() : Set.of("horizon"));
        }
    }

    private ClvModelBuilder builder(EventLog log) throws IOException {
        ClvModelBuilder builder = ClvModel.builder()
                .horizon(HORIZON)
                .currency(log.currency() == null ? Explanation.NO_CURRENCY : log.currency())
                .threads(Runtime.getRuntime().availableProcessors());
        input.config().training(builder);
        reading.features(input.config()).ifPresent(builder::features);
        reading.applySequence(builder);
        if (horizon != null) {
            builder.horizon(horizon);
        }
        if (seed != null) {
            builder.seed(seed);
        }
        return threads == null ? builder : builder.threads(threads);
    }
}
