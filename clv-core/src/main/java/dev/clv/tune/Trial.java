package dev.clv.tune;

import dev.clv.evaluate.Metric;
import dev.clv.explain.json.JsonObject;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One configuration that a search tried, and how it did on customers that its trainings had not seen. Immutable and
 * thread-safe.
 *
 * @param number from 1; the first is the given configuration
 * @param values of the knobs, by name: texts, booleans, doubles and longs
 * @param share of the training customers that it was trained on, in (0, 1]; below 1 only in successive halving
 * @param score the metric that the search goes by, of all held-out customers together; NaN if it failed
 * @param folds the same of each fold; empty if it failed
 * @param metrics further figures of all held-out customers, undefined ones left out; empty if it failed
 * @param failure why it has no score; null if it has one
 */
public record Trial(
        int number,
        Map<String, Object> values,
        double share,
        double score,
        List<Double> folds,
        Map<Metric, Double> metrics,
        @Nullable String failure) {

    /** Copies lists and maps. */
    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        folds = List.copyOf(folds);
        EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
        copy.putAll(metrics);
        metrics = Collections.unmodifiableMap(copy);
    }

    /** Whether it has a score. */
    public boolean succeeded() {
        return failure == null;
    }

    /** Whether it was trained on all customers, so that its score can be compared with the first one's. */
    boolean isWhole() {
        return share == 1;
    }

    /** The best first, failed ones last, the earlier of equals first. */
    static Comparator<Trial> bestFirst(Metric metric) {
        Comparator<Trial> byScore = (one, other) ->
                metric.isBetter(one.score, other.score) ? -1 : metric.isBetter(other.score, one.score) ? 1 : 0;
        return Comparator.<Trial, Boolean>comparing(trial -> !trial.succeeded())
                .thenComparing(byScore)
                .thenComparing(Trial::number);
    }

    JsonObject toJson() {
        Map<String, Object> byLabel = new LinkedHashMap<>();
        metrics.forEach((metric, value) -> byLabel.put(metric.label(), value));
        return JsonObject.part()
                .put("number", number)
                .put("values", values)
                .put("share", share)
                .put("score", score)
                .put("folds", folds)
                .put("metrics", byLabel)
                .put("failure", failure);
    }

    static Trial read(JsonObject json) {
        Map<String, Object> values = new LinkedHashMap<>();
        json.part("values").members().forEach((knob, value) -> values.put(knob, Objects.requireNonNull(value, knob)));
        JsonObject byLabel = json.part("metrics");
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        Stream.of(Metric.values())
                .filter(metric -> byLabel.has(metric.label()))
                .forEach(metric -> metrics.put(metric, byLabel.number(metric.label())));
        return new Trial(
                json.integer("number"),
                values,
                json.number("share"),
                json.number("score"),
                json.numbers("folds"),
                metrics,
                json.optionalText("failure"));
    }
}
