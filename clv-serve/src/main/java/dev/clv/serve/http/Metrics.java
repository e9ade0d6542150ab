package dev.clv.serve.http;

import dev.clv.serve.live.LiveCounts;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.ShadowReport;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests, and writes all counts in the text format of Prometheus. Thread-safe. */
final class Metrics {

    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private static final class Times {
        final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        final LongAdder nanos = new LongAdder();

        Times() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }
    }

    private final Map<String, Times> times = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final LongAdder skipped = new LongAdder();

    void count(Access access) {
        String labels = "method=\"" + access.method() + "\",route=\"" + access.route() + "\"";
        requests.computeIfAbsent(labels + ",status=\"" + access.status() + "\"", key -> new LongAdder())
                .increment();
        Times of = times.computeIfAbsent(labels, key -> new Times());
        double seconds = access.took().toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        of.buckets[bucket].increment();
        of.nanos.add(access.took().toNanos());
    }

    /** Lines of events that could not be read. */
    void skipped(long lines) {
        skipped.add(lines);
    }

    String text(LiveScorer scorer) {
        StringBuilder out = new StringBuilder();
        LiveCounts counts = scorer.counts();
        head(out, "clv_events_total", "counter", "Events by what became of them.");
        line(out, "clv_events_total{receipt=\"accepted\"}", counts.accepted());
        line(out, "clv_events_total{receipt=\"repeated\"}", counts.repeated());
        line(out, "clv_events_total{receipt=\"too_late\"}", counts.late());
        line(out, "clv_events_total{receipt=\"in_future\"}", counts.future());
        one(out, "clv_lines_skipped_total", "counter", "Lines of events that could not be read.", skipped.sum());
        one(out, "clv_scores_total", "counter", "Predictions made.", counts.scores());
        one(out, "clv_explanations_total", "counter", "Explanations made.", counts.explanations());
        one(out, "clv_explanations_cached_total", "counter", "Explanations given again.", counts.cachedExplanations());
        one(
                out,
                "clv_explanations_busy_total",
                "counter",
                "Explanations refused, as too many were made.",
                counts.busy());
        one(out, "clv_customers_resident", "gauge", "Customers whose states are in memory.", counts.resident());
        one(
                out,
                "clv_customers_evicted_total",
                "counter",
                "States dropped from memory, not from the store.",
                counts.evicted());
        one(
                out,
                "clv_states_refolded_total",
                "counter",
                "States folded again for a model of other features.",
                counts.refolded());
        head(out, "clv_model_info", "gauge", "The version that answers.");
        line(out, "clv_model_info{model=\"" + escaped(scorer.model().name()) + "\"}", 1);
        ShadowReport shadow = scorer.shadowReport();
        if (shadow != null) {
            one(
                    out,
                    "clv_shadow_compared_total",
                    "counter",
                    "Answers that the candidate gave, too.",
                    shadow.compared());
            one(
                    out,
                    "clv_shadow_failed_total",
                    "counter",
                    "Answers that the candidate failed to give.",
                    shadow.failed());
            head(out, "clv_shadow_mean_difference", "gauge", "Mean absolute difference of the candidate's values.");
            out.append("clv_shadow_mean_difference ")
                    .append(shadow.meanDifference())
                    .append('\n');
        }
        head(out, "clv_http_requests_total", "counter", "Requests by route and status.");
        requests.forEach((labels, count) -> line(out, "clv_http_requests_total{" + labels + "}", count.sum()));
        head(out, "clv_http_request_seconds", "histogram", "Time of requests by route.");
        times.forEach((labels, of) -> histogram(out, labels, of));
        return out.toString();
    }

    private static void histogram(StringBuilder out, String labels, Times of) {
        long sum = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            sum += of.buckets[i].sum();
            String bound = i < BOUNDS.length ? String.valueOf(BOUNDS[i]) : "+Inf";
            line(out, "clv_http_request_seconds_bucket{" + labels + ",le=\"" + bound + "\"}", sum);
        }
        out.append(String.format(Locale.ROOT, "clv_http_request_seconds_sum{%s} %.6f%n", labels, of.nanos.sum() / 1e9)
                .replace(System.lineSeparator(), "\n"));
        line(out, "clv_http_request_seconds_count{" + labels + "}", sum);
    }

    private static void one(StringBuilder out, String name, String kind, String help, long value) {
        head(out, name, kind, help);
        line(out, name, value);
    }

    private static void head(StringBuilder out, String name, String kind, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(name).append(' ').append(value).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
