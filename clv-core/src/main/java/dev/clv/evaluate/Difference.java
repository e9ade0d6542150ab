package dev.clv.evaluate;

import dev.clv.explain.json.JsonObject;

/**
 * By how much two models differ in one metric.
 *
 * @param difference the metric of the one less that of the other; for a metric that should be near a number, the
 *     distance of the one less that of the other
 * @param interval in which the difference plausibly lies
 * @param verdict what that says of the one
 */
public record Difference(double difference, Interval interval, Verdict verdict) {

    JsonObject toJson() {
        return JsonObject.part()
                .put("difference", difference)
                .put("interval", interval.toJson())
                .put("verdict", verdict.words());
    }

    static Difference read(JsonObject json, Metric metric) {
        Interval interval = Interval.read(json, "interval");
        double difference = json.number("difference");
        return new Difference(difference, interval, Verdict.of(difference, interval, metric.higherIsBetter()));
    }

    /** For instance {@code no difference beyond noise (0.004, plausibly -0.010 to 0.018)}. */
    @Override
    public String toString() {
        return verdict.words() + " (" + Words.number(difference) + ", plausibly " + interval + ")";
    }
}
