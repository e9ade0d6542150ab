package dev.clv.serve.retrain;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Difference;
import dev.clv.explain.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a retraining. Immutable; holds nothing of single customers.
 *
 * @param decision any but {@link RetrainingDecision#ROLLED_BACK}
 * @param challenger the version that was added; null if nothing was trained
 * @param champion the champion from now on
 * @param windowStart the start of the newest window of which everything was seen
 * @param windowEnd its end
 * @param reasons in sentences; at least one
 * @param comparison of the challenger with the champion on the window: negative differences of an error are good; empty
 *     if there was nothing to compare
 * @param segments the same on every segment of at least 30 customers; may be empty
 * @param cautions of the training and of the judgement; often empty
 */
public record RetrainingOutcome(
        RetrainingDecision decision,
        @Nullable RegistryVersion challenger,
        RegistryVersion champion,
        Instant windowStart,
        Instant windowEnd,
        List<String> reasons,
        Comparison comparison,
        List<SegmentComparison> segments,
        List<Caution> cautions) {

    /** Copies the lists. */
    public RetrainingOutcome {
        requireNonNull(decision, "decision");
        requireNonNull(champion, "champion");
        reasons = List.copyOf(reasons);
        segments = List.copyOf(segments);
        cautions = List.copyOf(cautions);
    }

    /** As JSON: the decision, its reasons, every difference with its interval, and the cautions. */
    public String toJson() {
        return json(decision, windowStart, windowEnd, reasons, comparison, segments, cautions)
                .put("challenger", challenger == null ? null : challenger.toJson())
                .put("champion", champion.toJson())
                .toString();
    }

    static JsonObject json(
            RetrainingDecision decision,
            Instant windowStart,
            Instant windowEnd,
            List<String> reasons,
            Comparison comparison,
            List<SegmentComparison> segments,
            List<Caution> cautions) {
        JsonObject differences = JsonObject.part();
        comparison.differences().forEach((metric, difference) -> differences.put(metric.label(), json(difference)));
        return JsonObject.of("retraining", 1)
                .put("decision", decision.name())
                .put("window_start", windowStart.toString())
                .put("window_end", windowEnd.toString())
                .put("reasons", reasons)
                .put("differences", differences)
                .put(
                        "segments",
                        segments.stream()
                                .map(segment -> json(segment.difference())
                                        .put("division", segment.division())
                                        .put("segment", segment.segment())
                                        .put("customers", segment.customers()))
                                .toList())
                .put(
                        "cautions",
                        cautions.stream()
                                .map(caution -> Map.of("key", caution.key(), "sentence", caution.sentence()))
                                .toList());
    }

    private static JsonObject json(Difference difference) {
        return JsonObject.part()
                .put("difference", difference.difference())
                .put("low", difference.interval().low())
                .put("high", difference.interval().high())
                .put("verdict", difference.verdict().words());
    }

    /** A line for the decision, and one for each reason. */
    @Override
    public String toString() {
        String line = System.lineSeparator();
        return decision.name().toLowerCase(java.util.Locale.ROOT)
                + (challenger == null ? "" : ": version " + challenger.number())
                + ", champion: version " + champion.number() + ", window from " + windowStart + " to " + windowEnd
                + line
                + String.join(line, reasons) + line;
    }
}
