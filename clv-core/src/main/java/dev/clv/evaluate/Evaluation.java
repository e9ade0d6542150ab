package dev.clv.evaluate;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model's scores beside those of the naive baselines, with the metrics on which the model loses to one. Immutable.
 *
 * @param model the model's scores
 * @param baselines the baselines' scores on the same customers, by name
 * @param flooredLabels how many customers' refunds exceeded their purchases in the window, so that their true value was
 *     floored at 0
 * @param targets the model's scores on what it learned beside the value, by the target's name and in its unit; those of
 *     {@code active}, whose expectation is a probability, as those of a probability, too
 * @param cautions what to know before believing the scores; often empty
 */
public record Evaluation(
        Scores model,
        Map<String, Scores> baselines,
        int flooredLabels,
        Map<String, Scores> targets,
        List<Caution> cautions) {

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
    }

    /**
     * A model's scores, and those of baselines on the same customers.
     *
     * @param model the model's scores
     * @param truth the true values of the customers that the model was scored on
     * @param baselines predictions by baseline name, in the order of the truth
     */
    public static Evaluation of(Scores model, double[] truth, Map<String, double[]> baselines, int flooredLabels) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        baselines.forEach((name, values) -> scores.put(name, Scores.of(values, truth)));
        return new Evaluation(model, scores, flooredLabels, Map.of(), List.of());
    }

    /** With the scores of further targets, by name. */
    public Evaluation withTargets(Map<String, Scores> others) {
        return new Evaluation(model, baselines, flooredLabels, others, cautions);
    }

    /** With these cautions. */
    public Evaluation withCautions(List<Caution> others) {
        return new Evaluation(model, baselines, flooredLabels, targets, others);
    }

    /** One sentence for everything that was not measured, and why; often empty. */
    public List<String> notes() {
        return model.has(Metric.BRIER)
                ? List.of()
                : List.of("The model's loss describes no distribution, so " + Metric.AUC_P_POSITIVE.label() + " and "
                        + Metric.BRIER.label() + " are not measured.");
    }

    /**
     * One sentence for every decisive metric (nGini, spearman_rtb, RMSE_cap99, AUC, RMSE, MAE) on which a baseline is
     * better than the model; empty when it loses on none.
     */
    public List<String> losses() {
        List<String> losses = new ArrayList<>();
        for (Metric metric : DECISIVE) {
            baselines.forEach((name, scores) -> {
                if (metric.isBetter(scores.get(metric), model.get(metric))) {
                    losses.add("The model loses to " + name + " on " + metric.label() + ": " + number(model.get(metric))
                            + " against " + number(scores.get(metric)) + ".");
                }
            });
        }
        return List.copyOf(losses);
    }

    /**
     * The model's metrics under the names of the field's scorer, then {@code floored_labels}, {@code baselines},
     * {@code targets}, {@code losses}, {@code notes} and {@code cautions}, as JSON with a kind and a version;
     * {@link #fromJson} reads it back to the same bits.
     */
    public String toJson() {
        JsonObject json = JsonObject.of(KIND, VERSION);
        model.toMap().forEach(json::put);
        return json.put("floored_labels", flooredLabels)
                .put("baselines", trees(baselines))
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
                Caution.fromJson(json, "cautions"));
    }

    private static Map<String, Scores> scores(JsonObject json) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> scores.put(name, Scores.read(json.part(name))));
        return scores;
    }

    /**
     * A table of the main metrics, the model first, then the baselines and what it learned beside the value, then
     * losses and notes in words.
     */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%-16s", model.count() + " customers"));
        SHOWN.forEach(metric -> table.append(String.format(Locale.ROOT, "%14s", metric.label())));
        table.append(System.lineSeparator());
        appendRow(table, "model", model);
        baselines.forEach((name, scores) -> appendRow(table, name, scores));
        targets.forEach((name, scores) -> appendRow(table, name, scores));
        losses().forEach(loss -> table.append(loss).append(System.lineSeparator()));
        notes().forEach(note -> table.append(note).append(System.lineSeparator()));
        return table.toString();
    }

    private static void appendRow(StringBuilder table, String name, Scores scores) {
        table.append(String.format(Locale.ROOT, "%-16s", name));
        SHOWN.forEach(metric -> table.append(String.format(Locale.ROOT, "%14s", number(scores.get(metric)))));
        table.append(System.lineSeparator());
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
        return text.equals("-0.000") ? "0.000" : text;
    }
}
