package dev.clv.evaluate;

import dev.clv.explain.json.JsonObject;
import dev.clv.internal.StudentT;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A paired comparison of two models on the same customers: by how much the one differs from the other in every metric
 * that both have, and whether that is more than noise. Immutable.
 *
 * @param differences by metric, in their order
 */
public record Comparison(Map<Metric, Difference> differences) {

    /** Copies the map. */
    public Comparison {
        EnumMap<Metric, Difference> copy = new EnumMap<>(Metric.class);
        copy.putAll(differences);
        differences = Collections.unmodifiableMap(copy);
    }

    /**
     * Compares two models over several splits of the same customers, in each of which both were trained on one part and
     * scored on the other. Trainings overlap, so that scores are not independent and the plain t-test finds differences
     * where there are none; the variance is corrected for it (Nadeau, Bengio 2003, "Inference for the Generalization
     * Error", Machine Learning 52): s<sup>2</sup> (1 / k + test / training) for k splits. Intervals are of 95 %.
     *
     * @param one the scores of each split, at least two
     * @param other the scores of the same splits, in the same order
     * @param testShare the share of the customers that each split tests, in (0, 1); for k folds 1 / k
     * @throws IllegalArgumentException if the numbers of splits differ or are below 2, or the share is out of range
     */
    public static Comparison overSplits(List<Scores> one, List<Scores> other, double testShare) {
        if (one.size() != other.size() || one.size() < 2) {
            throw new IllegalArgumentException("a comparison over splits needs the scores of both models on the same"
                    + " splits, at least 2, were " + one.size() + " and " + other.size());
        }
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("the share of test customers must lie in (0, 1), was " + testShare);
        }
        Map<Metric, Difference> differences = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double[] each = IntStream.range(0, one.size())
                    .mapToDouble(i -> metric.difference(
                            one.get(i).get(metric), other.get(i).get(metric)))
                    .toArray();
            double mean = mean(each);
            if (!Double.isNaN(mean)) {
                double reach = StudentT.quantile(0.975, each.length - 1)
                        * Math.sqrt(variance(each, mean) * (1.0 / each.length + testShare / (1 - testShare)));
                Interval interval = new Interval(mean - reach, mean + reach);
                differences.put(
                        metric, new Difference(mean, interval, Verdict.of(mean, interval, metric.higherIsBetter())));
            }
        }
        return new Comparison(differences);
    }

    /** The difference in a metric; empty if one of the models does not have it, or it is undefined. */
    public Optional<Difference> of(Metric metric) {
        return Optional.ofNullable(differences.get(metric));
    }

    /** Whether there is a difference in the metric with this verdict. */
    public boolean is(Metric metric, Verdict verdict) {
        return of(metric).filter(found -> found.verdict() == verdict).isPresent();
    }

    JsonObject toJson() {
        JsonObject json = JsonObject.part();
        differences.forEach((metric, difference) -> json.put(metric.label(), difference.toJson()));
        return json;
    }

    static Comparison read(JsonObject json) {
        Map<Metric, Difference> differences = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (json.has(metric.label())) {
                differences.put(metric, Difference.read(json.part(metric.label()), metric));
            }
        }
        return new Comparison(differences);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    /** A line for each metric. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        differences.forEach((metric, difference) ->
                text.append(metric.label()).append(": ").append(difference).append(System.lineSeparator()));
        return text.toString();
    }
}
