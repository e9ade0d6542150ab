package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Forecasts;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    private static final int MAX_LISTED = 10;

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every metric as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--by",
            paramLabel = "A,B",
            split = ",",
            description = "Also scores each segment by these attributes of the customers, or columns of the table.")
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
        Forecasts forecasts = model.forecasts(log, at);
        for (String attribute : by) {
            List<String> values = forecasts.customers().stream()
                    .map(customer ->
                            log.history(customer).before(at).attributes().getOrDefault(attribute, MISSING))
                    .toList();
            if (values.stream().allMatch(MISSING::equals)) {
                throw new UsageException("--by: no customer has an attribute '" + attribute + "' at that time"
                        + meant(attribute, log, at, forecasts.customers()));
            }
            forecasts = forecasts.by(attribute, values);
        }
        return evaluation.withSegmentsOf(forecasts);
    }

    /** The attribute that a name was likely meant to be: the header of a log calls it {@code attr.X}. */
    private static String meant(String written, EventLog log, Instant at, List<String> customers) {
        Set<String> known = new TreeSet<>();
        customers.forEach(customer ->
                known.addAll(log.history(customer).before(at).attributes().keySet()));
        String key = folded(written);
        return known.stream()
                .filter(name -> key.equals(folded(name)))
                .findFirst()
                .map(name -> "; did you mean '" + name + "'?")
                .orElse(
                        known.isEmpty()
                                ? "; customers have no attributes"
                                : "; there are "
                                        + known.stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
                                        + (known.size() > MAX_LISTED ? ", ..." : ""));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^attr\\.", "").replaceAll("[^\\p{L}\\d]", "");
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
            forecasts = forecasts.by(
                    column,
                    IntStream.range(0, rows.rows())
                            .mapToObj(row -> Objects.requireNonNullElse(rows.text(row, column), MISSING))
                            .toList());
        }
        return evaluation.withSegmentsOf(forecasts);
    }
}
