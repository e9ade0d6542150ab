package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Forecasts;
import dev.clv.features.ColumnReport;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Compares predictions with what happened, beside the baselines that need no model.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv evaluate events.csv.gz --model model.clvm --at 2024-06-17",
            "  clv evaluate customers.csv --table --model table.clvm --json metrics.json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class EvaluateCommand implements Callable<Integer> {

    private static final String MISSING = "(missing)";

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every metric as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--by",
            paramLabel = "A,B",
            split = ",",
            description = "Also scores each segment by these attributes of the customers, or columns of the table;"
                    + " many different numbers in four bands.")
    private List<String> by = List.of();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        input.requireNotInput(json, "--json");
        Evaluation evaluation = input.isTable() ? ofTable() : ofLog();
        terminal.out().print(evaluation);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(evaluation.toJson() + "\n"));
        }
        input.cautions(evaluation.cautions(), terminal);
        return 0;
    }

    private Evaluation ofLog() throws IOException {
        ClvModel model = input.logModel();
        EventLog log = input.log(terminal);
        Instant at = input.at(log);
        Evaluation evaluation = model.evaluate(log, at);
        if (by.isEmpty()) {
            return evaluation;
        }
        return evaluation.withSegmentsOf(model.forecasts(log, at).by(by, log, at));
    }

    private Evaluation ofTable() throws IOException {
        TableModel model = input.tableModel();
        Table rows = input.rows(input.table(), model, terminal);
        Evaluation evaluation = model.evaluate(rows);
        if (by.isEmpty()) {
            return evaluation;
        }
        Forecasts forecasts = model.forecasts(rows);
        for (String column : by) {
            if (!rows.columns().contains(column)) {
                throw new UsageException(
                        "--by: the table has no column '" + column + "', its columns are " + rows.columns());
            }
            forecasts = forecasts.by(column, segments(model, rows, column));
        }
        return evaluation.withSegmentsOf(forecasts);
    }

    /** Bands of a column of numbers that the model knows, else its cells. */
    private static List<String> segments(TableModel model, Table rows, String column) {
        boolean numbers = model.columns().stream()
                .anyMatch(report -> report.column().equals(column) && report.kind() == ColumnReport.Kind.NUMBER);
        if (numbers) {
            FeatureMatrix features = model.features(rows);
            double[] values = features.column(features.schema().indexOf(column));
            if (NumberBands.areMany(values)) {
                return NumberBands.of(values, MISSING);
            }
        }
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> Objects.requireNonNullElse(rows.text(row, column), MISSING))
                .toList();
    }
}
