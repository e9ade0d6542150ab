package dev.clv.evaluate;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import dev.clv.label.Horizon;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A model's scores beside those of baselines, with the metrics on which the model loses to one. A loss counts only
 * beyond noise: what other customers of the same kind would have changed, by {@link Bootstrap}. Immutable.
 *
 * @param model the model's scores
 * @param baselines the baselines' scores on the same customers, by name
 * @param flooredLabels how many customers' refunds exceeded their purchases in the window, so that their true value was
 *     floored at 0
 * @param targets the model's scores on what it learned beside the value, by the target's name and in its unit; those of
 *     {@code active}, whose expectation is a probability, as those of a probability, too
 * @param horizons the model's scores over further horizons, shortest first: those that the model predicts and the log
 *     has seen; baselines, intervals, comparisons, segments and reliability are of the main horizon alone
 * @param cautions what to know before believing the scores; often empty
 * @param intervals in which the model's metrics plausibly lie, by metric; those of 95 %, by customer; none for fewer
 *     than 30 customers, as the differences in {@code comparisons}
 * @param comparisons of the model with each baseline, by the baseline's name
 * @param segments the model's scores on each segment of the customers, by the name of a division such as
 *     {@code order_days} and that of the segment; those of fewer than 20 rows together as {@code (others)}; a division
 *     is left out where all customers are in one segment
 * @param reliability of the predicted probabilities of a purchase, lowest first; none if none were predicted
 */
public record Evaluation(
        Scores model,
        Map<String, Scores> baselines,
        int flooredLabels,
        Map<String, Scores> targets,
        SortedMap<Duration, Scores> horizons,
        List<Caution> cautions,
        Map<Metric, Interval> intervals,
        Map<String, Comparison> comparisons,
        Map<String, Map<String, Scores>> segments,
        List<ReliabilityBin> reliability) {

    /**
     * The metrics on which {@link #losses} are told: of ranking, of amounts with and without the whales, and of who
     * buys at all. Unmodifiable.
     */
    public static final List<Metric> DECISIVE =
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

    private static final List<Metric> OF_SEGMENTS =
            List.of(Metric.BIAS_PCT, Metric.NGINI, Metric.AUC, Metric.MAE, Metric.COVERAGE_80);

    private static final int FEWEST = 20;
    private static final String OTHERS = "(others)";

    private static final String KIND = "evaluation";
    private static final int VERSION = 1;

    /** Copies the maps, whose order is kept, and the list. */
    public Evaluation {
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        horizons = Collections.unmodifiableSortedMap(new TreeMap<>(horizons));
        cautions = List.copyOf(cautions);
        Map<Metric, Interval> ordered = new EnumMap<>(Metric.class);
        ordered.putAll(intervals);
        intervals = Collections.unmodifiableMap(ordered);
        comparisons = Collections.unmodifiableMap(new LinkedHashMap<>(comparisons));
        Map<String, Map<String, Scores>> divisions = new LinkedHashMap<>();
        segments.forEach(
                (name, scores) -> divisions.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(scores))));
        segments = Collections.unmodifiableMap(divisions);
        reliability = List.copyOf(reliability);
    }

    /**
     * A model's scores, and those of baselines on the same customers, compared by {@link Bootstrap#defaults()}.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public static Evaluation of(Forecasts forecasts) {
        PredictedValues model = forecasts.model();
        Map<String, PredictedValues> all = new LinkedHashMap<>();
        forecasts.baselines().forEach((name, values) -> all.put(name, model.instead(values)));
        List<PredictedValues> measured = new ArrayList<>(List.of(model));
        measured.addAll(all.values());
        Bootstrap bootstrap = Bootstrap.defaults();
        double[][][] resampled = bootstrap.measure(measured);
        Map<String, Scores> scores = new LinkedHashMap<>();
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        all.forEach((name, baseline) -> {
            scores.put(name, baseline.scores());
            comparisons.put(name, bootstrap.compare(model, resampled[0], baseline, resampled[scores.size()]));
        });
        List<Caution> cautions = new ArrayList<>(forecasts.cautions());
        if (!Bootstrap.isEnough(model)) {
            cautions.add(Caution.of(
                    "few_customers",
                    "Scored: %s. That is too little for intervals, comparisons or losses, which need at least %d customers;"
                            + " score more customers.",
                    model.size() == 1 ? "1 row" : model.size() + " rows",
                    Bootstrap.FEWEST));
        }
        SortedMap<Duration, Scores> horizons = new TreeMap<>();
        forecasts.horizons().forEach((horizon, values) -> horizons.put(horizon, values.scores()));
        return new Evaluation(
                model.scores(),
                scores,
                forecasts.flooredLabels(),
                Map.of(),
                horizons,
                cautions,
                bootstrap.intervals(model, resampled[0]),
                comparisons,
                segments(forecasts),
                model.reliability());
    }

    private static Map<String, Map<String, Scores>> segments(Forecasts forecasts) {
        Map<String, Map<String, Scores>> segments = new LinkedHashMap<>();
        forecasts.segments().forEach((name, ofRows) -> {
            if (ofRows.stream().distinct().count() > 1) {
                segments.put(name, segments(forecasts.model(), ofRows));
            }
        });
        return segments;
    }

    private static Map<String, Scores> segments(PredictedValues model, List<String> ofRows) {
        Map<String, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < ofRows.size(); row++) {
            rows.computeIfAbsent(ofRows.get(row), name -> new ArrayList<>()).add(row);
        }
        List<Integer> others = new ArrayList<>();
        Map<String, Scores> scores = new LinkedHashMap<>();
        rows.forEach((name, ofSegment) -> {
            if (ofSegment.size() < FEWEST) {
                others.addAll(ofSegment);
            } else {
                scores.put(name, scores(model, ofSegment));
            }
        });
        if (!others.isEmpty()) {
            scores.put(OTHERS, scores(model, others));
        }
        return scores;
    }

    private static Scores scores(PredictedValues model, List<Integer> rows) {
        return model.select(rows.stream().mapToInt(Integer::intValue).toArray()).scores();
    }

    /** With the scores of further targets, by name. */
    public Evaluation withTargets(Map<String, Scores> others) {
        return new Evaluation(
                model,
                baselines,
                flooredLabels,
                others,
                horizons,
                cautions,
                intervals,
                comparisons,
                segments,
                reliability);
    }

    /** With the segments of forecasts, which are those of the same model and rows, instead of these. */
    public Evaluation withSegmentsOf(Forecasts forecasts) {
        return new Evaluation(
                model,
                baselines,
                flooredLabels,
                targets,
                horizons,
                cautions,
                intervals,
                comparisons,
                segments(forecasts),
                reliability);
    }

    /** With these cautions. */
    public Evaluation withCautions(List<Caution> others) {
        return new Evaluation(
                model,
                baselines,
                flooredLabels,
                targets,
                horizons,
                others,
                intervals,
                comparisons,
                segments,
                reliability);
    }

    /**
     * A sentence for each reason why metrics of the model, of a further target or horizon, or of segments are undefined
     * or not measured; often empty. Those of baselines are not told: a constant has no order.
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(UndefinedMetrics.notes(model));
        targets.forEach((name, scores) ->
                UndefinedMetrics.notes(scores).forEach(note -> notes.add("Of the target '" + name + "': " + note)));
        horizons.forEach((horizon, scores) -> UndefinedMetrics.notes(scores)
                .forEach(note -> notes.add("Of the value " + over(horizon) + ": " + note)));
        notes.addAll(UndefinedMetrics.notes(segments, OF_SEGMENTS));
        if (!model.has(Metric.BRIER)) {
            notes.add("The model's loss describes no distribution, so metrics of probabilities and intervals, such as "
                    + Metric.BRIER.label() + " and " + Metric.COVERAGE_80.label() + ", are not measured.");
        }
        return List.copyOf(notes);
    }

    /**
     * One sentence for every baseline that is ahead of the model on a decisive metric, but only by what other customers
     * of the same kind might have turned round; often empty.
     */
    public List<String> lossesWithinNoise() {
        List<String> sentences = new ArrayList<>();
        baselines.forEach((name, scores) -> {
            List<String> ahead = DECISIVE.stream()
                    .filter(metric -> metric.isBetter(scores.get(metric), model.get(metric))
                            && loss(name, metric).isEmpty())
                    .map(metric -> metric.label() + " (" + number(model.get(metric)) + " against "
                            + number(scores.get(metric)) + ")")
                    .toList();
            if (!ahead.isEmpty()) {
                sentences.add("The baseline " + name + " is ahead of the model within noise, which decides nothing, on "
                        + String.join(", ", ahead) + ".");
            }
        });
        return List.copyOf(sentences);
    }

    /**
     * One sentence for every decisive metric (nGini, spearman_rtb, RMSE_cap99, AUC, RMSE, MAE) on which a baseline is
     * better than the model beyond noise; empty when it loses on none. What is within noise is in
     * {@link #lossesWithinNoise}.
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
     * {@code baselines}, {@code comparisons}, {@code targets}, {@code horizons}, {@code segments}, {@code reliability},
     * {@code losses}, {@code losses_within_noise}, {@code notes} and {@code cautions}, as JSON with a kind and a
     * version; {@link #fromJson} reads it back to the same bits.
     */
    public String toJson() {
        return json().toString();
    }

    JsonObject json() {
        JsonObject json = JsonObject.of(KIND, VERSION);
        model.toMap().forEach(json::put);
        JsonObject ranges = JsonObject.part();
        intervals.forEach((metric, interval) -> ranges.put(metric.label(), interval.toJson()));
        JsonObject compared = JsonObject.part();
        comparisons.forEach((name, comparison) -> compared.put(name, comparison.toJson()));
        Map<String, Scores> ofHorizons = new LinkedHashMap<>();
        horizons.forEach((horizon, scores) -> ofHorizons.put(horizon.toString(), scores));
        JsonObject divisions = JsonObject.part();
        segments.forEach((name, scores) -> divisions.put(name, trees(scores)));
        return json.put("floored_labels", flooredLabels)
                .put("intervals", ranges)
                .put("baselines", trees(baselines))
                .put("comparisons", compared)
                .put("targets", trees(targets))
                .put("horizons", trees(ofHorizons))
                .put("segments", divisions)
                .put(
                        "reliability",
                        reliability.stream().map(ReliabilityBin::toJson).toList())
                .put("losses", losses())
                .put("losses_within_noise", lossesWithinNoise())
                .put("notes", notes())
                .put("cautions", Caution.toJson(cautions));
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
        return read(JsonObject.read(text, KIND, VERSION));
    }

    /** The inverse of {@link #json}. */
    static Evaluation read(JsonObject json) {
        return new Evaluation(
                Scores.read(json),
                scores(json.part("baselines")),
                json.integer("floored_labels"),
                json.has("targets") ? scores(json.part("targets")) : Map.of(),
                json.has("horizons") ? horizons(json.part("horizons")) : Collections.emptySortedMap(),
                Caution.fromJson(json, "cautions"),
                json.has("intervals") ? intervals(json.part("intervals")) : Map.of(),
                json.has("comparisons") ? comparisons(json.part("comparisons")) : Map.of(),
                json.has("segments") ? segments(json.part("segments")) : Map.of(),
                json.has("reliability") ? json.parts("reliability", ReliabilityBin::read) : List.of());
    }

    private static Map<String, Map<String, Scores>> segments(JsonObject json) {
        Map<String, Map<String, Scores>> segments = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> segments.put(name, scores(json.part(name))));
        return segments;
    }

    private static SortedMap<Duration, Scores> horizons(JsonObject json) {
        SortedMap<Duration, Scores> horizons = new TreeMap<>();
        scores(json).forEach((length, ofHorizon) -> {
            try {
                horizons.put(Duration.parse(length), ofHorizon);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "'horizons' of an evaluation must be named by durations such as PT720H; use what toJson() wrote,"
                                + " unchanged",
                        e);
            }
        });
        return horizons;
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
     * A table of the main metrics, the model first, with the ends of the metrics' intervals below, then the baselines,
     * what it learned beside the value and the value over further horizons, distributions and segments, then losses and
     * notes in words.
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
        horizons.forEach((horizon, scores) -> appendRow(table, over(horizon), scores));
        appendDistribution(table);
        appendSegments(table);
        losses().forEach(loss -> table.append(loss).append(System.lineSeparator()));
        lossesWithinNoise().forEach(loss -> table.append(loss).append(System.lineSeparator()));
        notes().forEach(note -> table.append(note).append(System.lineSeparator()));
        return table.toString();
    }

    private void appendDistribution(StringBuilder table) {
        if (model.has(Metric.COVERAGE_80) && model.count() >= Bootstrap.FEWEST) {
            table.append(String.format(
                    Locale.ROOT,
                    "distributions: CRPS %s, Brier %s, ECE %s; intervals of 80 %% hold %.1f %% of the true values, zeros"
                            + " in proportion (%.1f %% in the highest tenth), of 90 %% %.1f %% (%.1f %%)%n",
                    number(model.get(Metric.CRPS)),
                    number(model.get(Metric.BRIER)),
                    number(model.get(Metric.ECE)),
                    100 * model.get(Metric.COVERAGE_80),
                    100 * model.get(Metric.TOP10_COVERAGE_80),
                    100 * model.get(Metric.COVERAGE_90),
                    100 * model.get(Metric.TOP10_COVERAGE_90)));
        }
    }

    /** Each segment with its mean true value and what may differ from segment to segment. */
    private void appendSegments(StringBuilder table) {
        segments.forEach((name, scores) -> {
            table.append(String.format(
                    Locale.ROOT, "%-24s%10s%14s%14s", "by " + name, "customers", "mean_true", "mean_pred"));
            OF_SEGMENTS.forEach(metric -> table.append(String.format(Locale.ROOT, "%14s", metric.label())));
            table.append(System.lineSeparator());
            scores.forEach((segment, ofSegment) -> {
                int count = ofSegment.count();
                table.append(String.format(
                        Locale.ROOT,
                        "  %-22s%10d%14s%14s",
                        segment,
                        count,
                        number(ofSegment.sumTrue() / count),
                        number(ofSegment.sumPredicted() / count)));
                OF_SEGMENTS.forEach(
                        metric -> table.append(String.format(Locale.ROOT, "%14s", number(ofSegment.get(metric)))));
                table.append(System.lineSeparator());
            });
        });
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

    private static String over(Duration horizon) {
        return "over " + new Horizon(horizon);
    }

    private static String number(double value) {
        return Words.number(value);
    }
}
