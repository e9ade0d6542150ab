package dev.clv.serve.track;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several runs side by side, a column each: when, metrics, and the settings, the environment and the inputs in which
 * they differ. Immutable.
 *
 * @param runs in the order of the columns
 */
public record RunTable(List<Run> runs) {

    private static final int NAME = 28;
    private static final int WIDTH = 24;

    /** Copies the list. */
    public RunTable {
        runs = List.copyOf(runs);
    }

    /** One row: a name and a cell for each run. */
    private record Row(String name, List<String> cells) {

        boolean isDifferent() {
            return cells.stream().distinct().count() > 1;
        }
    }

    /** The names of all metrics that a run has. */
    private Set<String> metrics() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.metrics().keySet()));
        return names;
    }

    private List<Row> differences() {
        Set<String> settings = new LinkedHashSet<>();
        Set<String> environment = new LinkedHashSet<>();
        Set<String> inputs = new LinkedHashSet<>();
        for (Run run : runs) {
            settings.addAll(run.settings().keySet());
            environment.addAll(run.environment().words().keySet());
            run.inputs().forEach(input -> inputs.add(input.role()));
        }
        List<Row> rows = new ArrayList<>();
        settings.forEach(name -> rows.add(row(name, run -> run.settings().get(name))));
        environment.forEach(
                name -> rows.add(row(name, run -> run.environment().words().get(name))));
        inputs.forEach(role -> rows.add(row("SHA-256 of the " + role, run -> hash(run, role))));
        return rows.stream().filter(Row::isDifferent).toList();
    }

    private static @Nullable String hash(Run run, String role) {
        return run.inputs().stream()
                .filter(input -> input.role().equals(role))
                .map(input ->
                        input.sha256().substring(0, Math.min(12, input.sha256().length())))
                .reduce((one, more) -> one + " " + more)
                .orElse(null);
    }

    private Row row(String name, Function<Run, @Nullable String> cell) {
        return new Row(
                name,
                runs.stream()
                        .map(run -> Objects.requireNonNullElse(cell.apply(run), "-"))
                        .toList());
    }

    /** Lines of text; a cell that is too long ends with three dots. */
    @Override
    public String toString() {
        if (runs.isEmpty()) {
            return "no runs" + System.lineSeparator();
        }
        List<Row> rows = Stream.of(
                        Stream.of(
                                row("run", Run::name),
                                row("at", run -> run.at().toString()),
                                row(
                                        "latest origin",
                                        run -> run.cutoffs().isEmpty()
                                                ? null
                                                : run.cutoffs().get(0).toString()),
                                row(
                                        "model",
                                        run -> run.model()
                                                .substring(
                                                        0,
                                                        Math.min(16, run.model().length())))),
                        metrics().stream()
                                .map(name ->
                                        row(name, run -> number(run.metrics().get(name)))),
                        differences().stream())
                .flatMap(Function.identity())
                .toList();
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            StringBuilder line = new StringBuilder(padded(row.name(), NAME));
            row.cells().forEach(cell -> line.append("  ").append(padded(cell, WIDTH)));
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static @Nullable String number(@Nullable Double value) {
        return value == null
                ? null
                : value == Math.rint(value) && Math.abs(value) < 1e15
                        ? String.valueOf(value.longValue())
                        : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String padded(String cell, int width) {
        String shown = cell.length() <= width ? cell : cell.substring(0, width - 3) + "...";
        return shown + " ".repeat(width - shown.length());
    }
}
