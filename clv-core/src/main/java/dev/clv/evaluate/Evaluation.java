package dev.clv.evaluate;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A model's scores beside those of the naive baselines, with the metrics on which the model loses to one. A loss counts
 * only beyond noise: what other customers of the same kind would have changed, by {@link Bootstrap}. Immutable.
 *
 * @param model the model's scores
 * @param baselines the baselines' scores on the same customers, by name
 * @param flooredLabels how many customers' refunds exceeded their purchases in the window, so that their true value was
 *     floored at 0
 * @param targets the model's scores on what it learned beside the value, by the target's name and in its unit; those of
 *     {@code active}, whose expectation is a probability, as those of a probability, too
 * @param cautions what to know before believing the scores; often empty
 * @param intervals in which the model's metrics plausibly lie, by metric; those of 95 %, by customer
 * @param comparisons of the model with each baseline, by the baseline's name
 */
public record Evaluation(
        Scores model,
        Map<String, Scores> baselines,
        int flooredLabels,
        Map<String, Scores> targets,
        List<Caution> cautions,
        Map<Metric, Interval> intervals,
        Map<String, Comparison> comparisons) {

    /** The decisive metrics: of ranking, of amounts with and without the whales, and of who buys at all. */
    private static final List<Metric> DECISIVE =
            List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE_CAP99, Metric.AUC, Metric.RMSE, Metric.MAE);

    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.TOP10_CAPTURE,
            Metric.MAE,
            Metric.RMSE,
            Metric.RMSE_CAP99,
            Metric.R2,
            Metric.BIAS_PCT,
            Metric.DECILE_WAPE);

    private static final String KIND = "evaluation";
    private static final int VERSION = 1;

    /** Copies the maps, whose order is kept, and the list. */
    public Evaluation {
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        cautions = List.copyOf(cautions);
        Map<Metric, Interval> ordered = new EnumMap<>(Metric.class);
        ordered.putAll(intervals);
        intervals = Collections.unmodifiableMap(ordered);
        comparisons = Collections.unmodifiableMap(new LinkedHashMap<>(comparisons));
    }

    /**
     * A model's scores, and those of baselines on the same customers, compared by {@link Bootstrap#defaults()}.
     *
     * @param model what the model predicted, with what came true
     * @param baselines predictions by baseline name, in the order of the model's
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public static Evaluation of(PredictedValues model, Map<String, double[]> baselines, int flooredLabels) {
        Map<String, PredictedValues> all = new LinkedHashMap<>();
        baselines.forEach((name, values) -> all.put(name, model.instead(values)));
        List<PredictedValues> measured = new ArrayList<>(List.of(model));
        measured.addAll(all.values());
        Bootstrap bootstrap = Bootstrap.defaults();
        double[][][] resampled = bootstrap.measure(measured);
        Map<String, Scores> scores = new LinkedHashMap<>();
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        all.forEach((name, baseline) -> {
            scores.put(name, baseline.scores());
            comparisons.put(
                    name,
                    bootstrap.compare(model.scores(), resampled[0], baseline.scores(), resampled[scores.size()]));
        });
        return new Evaluation(
                model.scores(),
                scores,
                flooredLabels,
                Map.of(),
                List.of(),
                bootstrap.intervals(resampled[0]),
                comparisons);
    }

    /** With the scores of further targets, by name. */
    public Evaluation withTargets(Map<String, Scores> others) {
        return new Evaluation(model, baselines, flooredLabels, others, cautions, intervals, comparisons);
    }

    /** With these cautions. */
    public Evaluation withCautions(List<Caution> others) {
        return new Evaluation(model, baselines, flooredLabels, targets, others, intervals, comparisons);
    }

    /**
     * One sentence for everything that was not measured, and why, and one for every baseline that is ahead of the model
     * within noise; often empty.
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!model.has(Metric.BRIER)) {
            notes.add("The model's loss describes no distribution, so " + Metric.AUC_P_POSITIVE.label() + " and "
                    + Metric.BRIER.label() + " are not measured.");
        }
        baselines.forEach((name, scores) -> {
            List<String> ahead = DECISIVE.stream()
                    .filter(metric -> metric.isBetter(scores.get(metric), model.get(metric))
                            && loss(name, metric).isEmpty())
                    .map(metric -> metric.label() + " (" + number(model.get(metric)) + " against "
                            + number(scores.get(metric)) + ")")
                    .toList();
            if (!ahead.isEmpty()) {
                notes.add("The baseline " + name + " is ahead of the model within noise, which decides nothing, on "
                        + String.join(", ", ahead) + ".");
            }
        });
        return List.copyOf(notes);
    }

    /**
     * One sentence for every decisive metric (nGini, spearman_rtb, RMSE_cap99, AUC, RMSE, MAE) on which a baseline is
     * better than the model beyond noise; empty when it loses on none. What is within noise is in {@link #notes}.
     */
    public List<String> losses() {
        List<String> losses = new ArrayList<>();
        for (Metric metric : DECISIVE) {
            baselines.forEach((name, scores) -> loss(name, metric)
                    .ifPresent(loss -> losses.add("The model loses to " + name + " on " + metric.label() + ": "
                            + number(model.get(metric)) + " against " + number(scores.get(metric)) + " (difference "
                            + number(loss.difference()) + ", plausibly " + loss.interval() + ").")));
        }
        return List.copyOf(losses);
    }

    /** The difference to a baseline that is better in a metric beyond noise. */
    private Optional<Difference> loss(String baseline, Metric metric) {
        return Optional.ofNullable(comparisons.get(baseline))
                .flatMap(comparison -> comparison.of(metric))
                .filter(difference -> difference.verdict() == Verdict.WORSE);
    }

    /**
     * The model's metrics under the names of the field's scorer, then {@code floored_labels}, {@code intervals},
     * {@code baselines}, {@code comparisons}, {@code targets}, {@code losses}, {@code notes} and {@code cautions}, as JSON with a kind and a version;
     * {@link #fromJson} reads it back to the same bits.
     */
    public String toJson() {
        JsonObject json = JsonObject.of(KIND, VERSION);
        model.toMap().forEach(json::put);
        JsonObject ranges = JsonObject.part();
        intervals.forEach((metric, interval) -> ranges.put(metric.label(), interval.toJson()));
        JsonObject compared = JsonObject.part();
        comparisons.forEach((name, comparison) -> compared.put(name, comparison.toJson()));
        return json.put("floored_labels", flooredLabels)
                .put("intervals", ranges)
                .put("baselines", trees(baselines))
                .put("comparisons", compared)
                .put("targets", trees(targets))
                .put("losses", losses())
                .put("notes", notes())
                .put("cautions", Caution.toJson(cautions))
                .toString();
    }

    private static Map<String, Object> trees(Map<String, Scores> scores) {
        Map<String, Object> trees = new LinkedHashMap<>();
        scores.forEach((name, ofName) -> trees.put(name, ofName.toMap()));
        return trees;
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored; losses and notes are derived again.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static Evaluation fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        return new Evaluation(
                Scores.read(json),
                scores(json.part("baselines")),
                json.integer("floored_labels"),
                json.has("targets") ? scores(json.part("targets")) : Map.of(),
                Caution.fromJson(json, "cautions"),
                json.has("intervals") ? intervals(json.part("intervals")) : Map.of(),
                json.has("comparisons") ? comparisons(json.part("comparisons")) : Map.of());
    }

    private static Map<Metric, Interval> intervals(JsonObject json) {
        Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (json.has(metric.label())) {
                intervals.put(metric, Interval.read(json, metric.label()));
            }
        }
        return intervals;
    }

    private static Map<String, Comparison> comparisons(JsonObject json) {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> comparisons.put(name, Comparison.read(json.part(name))));
        return comparisons;
    }

    private static Map<String, Scores> scores(JsonObject json) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> scores.put(name, Scores.read(json.part(name))));
        return scores;
    }

    /**
     * A table of the main metrics, the model first, with the ends of the metrics' intervals below, then the baselines
     * and what it learned beside the value, then losses and notes in words.
     */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%-16s", model.count() + " customers"));
        SHOWN.forEach(metric -> table.append(String.format(Locale.ROOT, "%14s", metric.label())));
        table.append(System.lineSeparator());
        appendRow(table, "model", model);
        appendRow(table, "  95 % from", metric -> end(metric, Interval::low));
        appendRow(table, "  to", metric -> end(metric, Interval::high));
        baselines.forEach((name, scores) -> appendRow(table, name, scores));
        targets.forEach((name, scores) -> appendRow(table, name, scores));
        losses().forEach(loss -> table.append(loss).append(System.lineSeparator()));
        notes().forEach(note -> table.append(note).append(System.lineSeparator()));
        return table.toString();
    }

    private double end(Metric metric, ToDoubleFunction<Interval> end) {
        Interval interval = intervals.get(metric);
        return interval == null ? Double.NaN : end.applyAsDouble(interval);
    }

    private static void appendRow(StringBuilder table, String name, Scores scores) {
        appendRow(table, name, scores::get);
    }

    private static void appendRow(StringBuilder table, String name, ToDoubleFunction<Metric> values) {
        table.append(String.format(Locale.ROOT, "%-16s", name));
        SHOWN.forEach(metric -> table.append(String.format(Locale.ROOT, "%14s", number(values.applyAsDouble(metric)))));
        table.append(System.lineSeparator());
    }

    private static String number(double value) {
        return Words.number(value);
    }
}
