package dev.clv.evaluate;

import dev.clv.caution.Caution;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model and baselines predicted of the same customers, with what came true: all that an {@link Evaluation} is
 * made of. Immutable.
 *
 * @param customers an id for each row; rows of one customer are drawn together by the bootstrap
 * @param model what the model predicted, a row each
 * @param baselines predictions by baseline name, in the order of the rows; not modified
 * @param flooredLabels how many customers' refunds exceeded their purchases, so that their true value was floored at 0
 * @param segments by the name of a division, the segment of each row
 * @param horizons what the model predicted of the same rows over other horizons than the main one, shortest first
 * @param cautions what to know before believing an evaluation of them; often empty
 */
public record Forecasts(
        List<String> customers,
        PredictedValues model,
        Map<String, double[]> baselines,
        int flooredLabels,
        Map<String, List<String>> segments,
        SortedMap<Duration, PredictedValues> horizons,
        List<Caution> cautions) {

    /** Forecasts over one horizon without cautions. */
    public Forecasts(
            List<String> customers,
            PredictedValues model,
            Map<String, double[]> baselines,
            int flooredLabels,
            Map<String, List<String>> segments) {
        this(customers, model, baselines, flooredLabels, segments, Collections.emptySortedMap(), List.of());
    }

    /**
     * Copies lists and maps.
     *
     * @throws IllegalArgumentException if ids, a baseline, a division or another horizon have another number of rows
     *     than the model
     */
    public Forecasts {
        customers = List.copyOf(customers);
        model = model.ofCustomers(customers);
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
        int rows = model.size();
        baselines.forEach((name, values) -> requireRows("the baseline '" + name + "'", values.length, rows));
        Map<String, List<String>> copy = new LinkedHashMap<>();
        segments.forEach((name, ofRows) -> {
            requireRows("the division '" + name + "'", ofRows.size(), rows);
            copy.put(name, List.copyOf(ofRows));
        });
        segments = Collections.unmodifiableMap(copy);
        horizons = Collections.unmodifiableSortedMap(new TreeMap<>(horizons));
        horizons.forEach(
                (horizon, values) -> requireRows("the horizon of " + new Horizon(horizon), values.size(), rows));
        cautions = List.copyOf(cautions);
    }

    private static void requireRows(String what, int found, int rows) {
        if (found != rows) {
            throw new IllegalArgumentException(
                    what + " must have a value for each of the " + rows + " rows, has " + found);
        }
    }

    /**
     * With one more division into segments, which the evaluation scores one by one.
     *
     * @param name such as {@code country}
     * @param segmentOfRow in the order of the rows
     */
    public Forecasts by(String name, List<String> segmentOfRow) {
        Map<String, List<String>> more = new LinkedHashMap<>(segments);
        more.put(name, segmentOfRow);
        return new Forecasts(customers, model, baselines, flooredLabels, more, horizons, cautions);
    }

    /**
     * With a division by each of some attributes of the customers, as they were known at a time. Customers of whom an
     * attribute is not known are the segment {@code (missing)}.
     *
     * @param attributes such as {@code channel}; may be empty
     * @param log that knows the customers
     * @param at as of when was predicted
     * @throws IllegalArgumentException if nobody in the log has one of the attributes before that time
     */
    public Forecasts by(List<String> attributes, EventLog log, Instant at) {
        AttributeSegments.require(attributes, log, at);
        return AttributeSegments.divide(this, attributes, log, at);
    }

    /** With these cautions and no others. */
    public Forecasts withCautions(List<Caution> others) {
        return new Forecasts(customers, model, baselines, flooredLabels, segments, horizons, others);
    }

    /** With other ids of the same rows. */
    Forecasts ofCustomers(List<String> ids) {
        return new Forecasts(ids, model, baselines, flooredLabels, segments, horizons, cautions);
    }

    /** With more cautions in front, such as those of the model's training. */
    public Forecasts withMore(List<Caution> others) {
        List<Caution> all = new ArrayList<>(others);
        all.addAll(cautions);
        return withCautions(all);
    }

    /**
     * All rows of several forecasts one after the other; the baselines, divisions and horizons that all of them have.
     *
     * @param parts at least one
     */
    static Forecasts pooled(List<Forecasts> parts) {
        List<String> customers = new ArrayList<>();
        Map<String, double[]> baselines = new LinkedHashMap<>();
        Map<String, List<String>> segments = new LinkedHashMap<>();
        parts.forEach(part -> customers.addAll(part.customers));
        for (String name : parts.get(0).baselines.keySet()) {
            if (parts.stream().allMatch(part -> part.baselines.containsKey(name))) {
                baselines.put(
                        name,
                        PredictedValues.joined(parts.stream()
                                .map(part -> part.baselines.get(name))
                                .toList()));
            }
        }
        for (String name : parts.get(0).segments.keySet()) {
            if (parts.stream().allMatch(part -> part.segments.containsKey(name))) {
                List<String> all = new ArrayList<>();
                parts.forEach(part -> all.addAll(part.segments.getOrDefault(name, List.of())));
                segments.put(name, all);
            }
        }
        SortedMap<Duration, PredictedValues> horizons = new TreeMap<>();
        for (Duration horizon : parts.get(0).horizons.keySet()) {
            List<PredictedValues> over = parts.stream()
                    .map(part -> part.horizons.get(horizon))
                    .filter(Objects::nonNull)
                    .toList();
            if (over.size() == parts.size()) {
                horizons.put(horizon, PredictedValues.pooled(over));
            }
        }
        return new Forecasts(
                customers,
                PredictedValues.pooled(parts.stream().map(Forecasts::model).toList()),
                baselines,
                parts.stream().mapToInt(Forecasts::flooredLabels).sum(),
                segments,
                horizons,
                List.of());
    }

    /** Names sizes only, because predictions are personal data. */
    @Override
    public String toString() {
        return "Forecasts[" + model.size() + " rows, baselines " + baselines.keySet() + "]";
    }
}
