package dev.clv.tune;

import dev.clv.evaluate.Metric;
import dev.clv.explain.json.Json;
import dev.clv.explain.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a search tried and chose, or has tried so far. Immutable and thread-safe; prints as a table.
 *
 * @param search what was searched, by name, in words: the data, the way of validation, the strategy, the space
 * @param score the metric that the search goes by
 * @param trials all that have ended, in order; the first is the given configuration
 * @param winner the number of the trial that is to be trained, 1 if none is better than the first beyond noise; 0 while
 *     the search goes on
 * @param verdict why, in words; empty while the search goes on
 * @param config the winner as a file of {@code clv train --config}, which says what differs from the builder; empty
 *     while the search goes on
 */
public record TuningReport(
        Map<String, String> search, Metric score, List<Trial> trials, int winner, String verdict, String config) {

    private static final String KIND = "tuning";
    private static final int VERSION = 1;
    private static final int DIGITS = 5;

    /** Which steps successive halving has, where they are fewer than usual. */
    static final String STEPS = "steps of halving";

    /**
     * Copies map and list.
     *
     * @throws IllegalArgumentException if there is no trial of the number of the winner
     */
    public TuningReport {
        search = Collections.unmodifiableMap(new LinkedHashMap<>(search));
        trials = List.copyOf(trials);
        int number = winner;
        if (winner != 0 && trials.stream().noneMatch(trial -> trial.number() == number)) {
            throw new IllegalArgumentException("the winner must be one of the trials, was " + winner);
        }
    }

    /** Whether the search came to its end, so that there is a winner. */
    public boolean finished() {
        return winner != 0;
    }

    /**
     * The trial that is to be trained.
     *
     * @throws IllegalStateException if the search has not come to its end
     */
    public Trial best() {
        return trials.stream()
                .filter(trial -> trial.number() == winner)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the search has not come to its end; run it again, and it goes on from here"));
    }

    /** Whether a trial is better than the given configuration beyond noise. */
    public boolean replaced() {
        return winner > 1;
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back to the same bits. */
    public String toJson() {
        return JsonObject.of(KIND, VERSION)
                .put("search", search)
                .put("score", score.label())
                .put("trials", trials.stream().map(Trial::toJson).toList())
                .put("winner", winner)
                .put("verdict", verdict)
                .put("config", config.isEmpty() ? null : Json.read(config))
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static TuningReport fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        Map<String, String> search = new LinkedHashMap<>();
        json.part("search").members().forEach((name, value) -> search.put(name, String.valueOf(value)));
        return new TuningReport(
                search,
                LearningCurveReport.metric(json.text("score")),
                json.parts("trials", Trial::read),
                json.integer("winner"),
                json.text("verdict"),
                json.has("config") ? Json.write(json.value("config")) : "");
    }

    /** The trials as a table, how they were validated, and the verdict. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%7s %5s %12s", "trial", "share", score.label()));
        List<Metric> others =
                Search.SHOWN.stream().filter(metric -> metric != score).toList();
        others.forEach(metric -> text.append(String.format(Locale.ROOT, " %12s", metric.label())));
        text.append("  values").append(System.lineSeparator());
        for (Trial trial : trials) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s%6d %5.2f %12s",
                    trial.number() == winner ? "*" : " ",
                    trial.number(),
                    trial.share(),
                    number(trial.score())));
            others.forEach(metric -> text.append(
                    String.format(Locale.ROOT, " %12s", number(trial.metrics().getOrDefault(metric, Double.NaN)))));
            text.append("  ").append(values(trial));
            text.append(trial.succeeded() ? "" : " failed: " + trial.failure()).append(System.lineSeparator());
        }
        text.append(Objects.requireNonNullElse(search.get(TrialFile.VALIDATION), ""))
                .append(System.lineSeparator());
        if (search.containsKey(STEPS)) {
            text.append(search.get(STEPS)).append(System.lineSeparator());
        }
        return text.append(verdict)
                .append(verdict.isEmpty() ? "" : System.lineSeparator())
                .toString();
    }

    private static String values(Trial trial) {
        String values = trial.values().entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
        return trial.number() == 1 ? "as given: " + values : values;
    }

    static String number(double value) {
        return Double.isNaN(value)
                ? "-"
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%." + (DIGITS - 1) + "f" : "%.2f", value);
    }
}
