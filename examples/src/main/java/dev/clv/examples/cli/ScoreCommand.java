package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.PredictionFlag;
import dev.clv.TableModel;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
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

    private static final int CHUNK = 4096;
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

    private final Map<PredictionFlag, Integer> flagged = new EnumMap<>(PredictionFlag.class);

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
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
                for (int from = 0; from < customers.size(); from += CHUNK) {
                    List<String> chunk = customers.subList(from, Math.min(from + CHUNK, customers.size()));
                    List<ClvPrediction> predictions = model.predict(log, chunk, instant);
                    for (int i = 0; i < chunk.size(); i++) {
                        write(csv, chunk.get(i), predictions.get(i));
                    }
                    progress.at(from + chunk.size());
                }
            }
        });
        terminal.note("scored %d customers as of %s%s", customers.size(), instant, flags());
    }

    private void scoreTable() throws IOException {
        TableModel model = input.tableModel();
        Table all = input.table();
        Table rows = input.rows(all, model, terminal);
        List<ClvPrediction> predictions = model.predict(rows);
        FeatureMatrix features = model.features(rows);
        Destination.write(out, terminal.out(), writer -> {
            CsvOutput csv = new CsvOutput(writer);
            csv.header(HEADER);
            for (int row = 0; row < predictions.size(); row++) {
                write(csv, features.customer(row), predictions.get(row));
            }
        });
        terminal.note("scored %d rows%s", predictions.size(), flags());
    }

    private void write(CsvOutput csv, String customer, ClvPrediction prediction) throws IOException {
        prediction.flags().forEach(flag -> flagged.merge(flag, 1, Integer::sum));
        csv.text(customer)
                .number(prediction.value())
                .number(prediction.probabilityPositive())
                .number(prediction.quantile(0.1))
                .number(prediction.quantile(0.5))
                .number(prediction.quantile(0.9))
                .text(prediction.flags().stream().map(ScoreCommand::word).collect(Collectors.joining(" ")))
                .endRow();
    }

    /** How many predictions carry each flag, for instance {@code "; flagged: 3 cold_start, 12 unknown_category"}. */
    private String flags() {
        return flagged.isEmpty()
                ? ""
                : flagged.entrySet().stream()
                        .map(count -> count.getValue() + " " + word(count.getKey()))
                        .collect(Collectors.joining(", ", "; flagged: ", ""));
    }

    private static String word(PredictionFlag flag) {
        return flag.name().toLowerCase(Locale.ROOT);
    }
}
