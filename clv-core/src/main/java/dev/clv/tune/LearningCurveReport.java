package dev.clv.tune;

import dev.clv.evaluate.Interval;
import dev.clv.evaluate.Metric;
import dev.clv.explain.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a score grows with the customers that are trained on. Immutable and thread-safe; prints as a table with a
 * verdict.
 *
 * @param score the metric
 * @param points the sizes, ascending; at least two
 * @param difference the score of all customers less that of half of them; for a metric that should be near a number,
 *     the same of the distances
 * @param plausible the 95 % interval of the difference, by customers drawn anew
 * @param verdict whether more customers would help, in words
 * @param validation how it was measured, in words
 */
public record LearningCurveReport(
        Metric score, List<Point> points, double difference, Interval plausible, String verdict, String validation) {

    private static final String KIND = "learning-curve";
    private static final int VERSION = 1;

    /** Copies the list. */
    public LearningCurveReport {
        points = List.copyOf(points);
    }

    /**
     * One size.
     *
     * @param share of the customers that can be trained on, in (0, 1]
     * @param customers how many that are
     * @param score of all repeats together
     * @param interval of 95 %, by customers drawn anew
     */
    public record Point(double share, int customers, double score, Interval interval) {}

    /** As JSON with a kind and a version; {@link #fromJson} reads it back to the same bits. */
    public String toJson() {
        return JsonObject.of(KIND, VERSION)
                .put("score", score.label())
                .put(
                        "points",
                        points.stream()
                                .map(point -> JsonObject.part()
                                        .put("share", point.share)
                                        .put("customers", point.customers)
                                        .put("score", point.score)
                                        .put("interval", ends(point.interval)))
                                .toList())
                .put("difference", difference)
                .put("plausible", ends(plausible))
                .put("verdict", verdict)
                .put("validation", validation)
                .toString();
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static LearningCurveReport fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        return new LearningCurveReport(
                metric(json.text("score")),
                json.parts(
                        "points",
                        point -> new Point(
                                point.number("share"),
                                point.integer("customers"),
                                point.number("score"),
                                interval(point, "interval"))),
                json.number("difference"),
                interval(json, "plausible"),
                json.text("verdict"),
                json.text("validation"));
    }

    private static Interval interval(JsonObject json, String key) {
        List<Double> ends = json.numbers(key);
        if (ends.size() != 2) {
            throw new IllegalArgumentException("'" + key + "' must hold 2 numbers, holds " + ends.size());
        }
        return new Interval(ends.get(0), ends.get(1));
    }

    /** The metric of a label. */
    static Metric metric(String label) {
        return Stream.of(Metric.values())
                .filter(metric -> metric.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'score' must be the label of a metric"));
    }

    /** A line for each size, then the verdict. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%9s %12s  %s%n", "customers", score.label(), "plausibly"));
        points.forEach(point -> text.append(String.format(
                Locale.ROOT, "%9d %12s  %s%n", point.customers, TuningReport.number(point.score), point.interval)));
        return text.append(validation)
                .append(System.lineSeparator())
                .append(verdict)
                .append(System.lineSeparator())
                .toString();
    }
}
