package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.ScoringSummary;
import dev.clv.TableModel;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "score",
        description = "Predicts every known customer's value.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv score events.csv.gz --model model.clvm --at 2024-06-17 --out scores.csv",
            "  clv score customers.csv --table --model table.clvm --out scores.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ScoreCommand implements Callable<Integer> {

    private static final List<String> HEADER =
            List.of("customer_id", "predicted_value", "p_positive", "q10", "q50", "q90", "flags");

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(
            names = "--out",
            paramLabel = "scores.csv",
            description = "Where to write customer_id,predicted_value,p_positive,q10,q50,q90,flags"
                    + " (default: standard output).")
    private @Nullable Path out;

    private ScoringSummary summary = new ScoringSummary(0, Map.of(), List.of());
    private int scored;

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        input.requireNotInput(out, "--out");
        if (input.isTable()) {
            scoreTable();
        } else {
            scoreLog();
        }
        return 0;
    }

    private void scoreLog() throws IOException {
        ClvModel model = input.logModel();
        EventLog log = input.log(terminal);
        Instant instant = input.at(log);
        List<String> customers = LogInput.knownBefore(log, instant);
        Destination.write(out, terminal.out(), writer -> {
            CsvOutput csv = new CsvOutput(writer);
            csv.header(HEADER);
            try (Terminal.Progress progress = terminal.progress("scoring", customers.size())) {
                summary = model.score(log, customers, instant, (customer, prediction) -> {
                    write(csv, customer, prediction);
                    progress.at(++scored);
                });
            }
        });
        terminal.note("scored %d customers as of %s%s", customers.size(), instant, flags());
        terminal.cautions(summary.cautions());
    }

    private void scoreTable() throws IOException {
        TableModel model = input.tableModel();
        Table all = input.table();
        Table rows = input.rows(all, model, terminal);
        Destination.write(out, terminal.out(), writer -> {
            CsvOutput csv = new CsvOutput(writer);
            csv.header(HEADER);
            summary = model.score(rows, (row, prediction) -> write(csv, row, prediction));
        });
        terminal.note("scored %d rows%s", summary.predictions(), flags());
        terminal.cautions(summary.cautions());
    }

    private static void write(CsvOutput csv, String customer, ClvPrediction prediction) {
        try {
            csv.text(customer)
                    .number(prediction.value())
                    .number(prediction.probabilityPositive())
                    .number(prediction.quantile(0.1))
                    .number(prediction.quantile(0.5))
                    .number(prediction.quantile(0.9))
                    .text(prediction.flags().stream()
                            .map(flag -> word(flag.name()))
                            .collect(Collectors.joining(" ")))
                    .endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many predictions carry each flag, for instance {@code "; flagged: 3 cold_start (1.5 %)"}. */
    private String flags() {
        return summary.flagged().isEmpty()
                ? ""
                : summary.flagged().entrySet().stream()
                        .map(count -> String.format(
                                Locale.ROOT,
                                "%d %s (%.1f %%)",
                                count.getValue(),
                                word(count.getKey()),
                                100.0 * count.getValue() / summary.predictions()))
                        .collect(Collectors.joining(", ", "; flagged: ", ""));
    }

    private static String word(String flag) {
        return flag.toLowerCase(Locale.ROOT);
    }
}
