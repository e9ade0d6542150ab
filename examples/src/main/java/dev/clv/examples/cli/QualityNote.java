package dev.clv.examples.cli;

import dev.clv.caution.Caution;
import dev.clv.explain.json.Json;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.LogReasons;
import dev.clv.features.event.UnknownIds;
import dev.clv.features.table.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of the rows of a log: in one line, in full, or as JSON. */
final class QualityNote {

    private QualityNote() {}

    /** One line with every reason and how many rows it applied to. */
    static String line(LogFacts log) {
        DataQualityReport quality = log.quality();
        String remarks = reasons(quality, Effect.REMARKED);
        boolean more = quality.skipped() > 0 || !remarks.isEmpty();
        return String.format(
                Locale.ROOT,
                "read %d rows: %d accepted, %d dropped%s, %d skipped%s, %d duplicates; %d customers, %s%s%s",
                quality.read(),
                quality.accepted(),
                quality.dropped(),
                late(quality),
                quality.skipped(),
                inBrackets(reasons(quality, Effect.SKIPPED)),
                quality.duplicates(),
                log.customerCount(),
                observed(log),
                remarks.isEmpty() ? "" : "; remarks: " + remarks,
                more ? "; --quality shows more" : "");
    }

    /** A log without events has no end of its own. */
    private static String observed(LogFacts log) {
        boolean known = log.lastEvent().isPresent() || !log.observedUntil().equals(Instant.EPOCH);
        return (log.size() == 0 ? "no events" : "")
                + (log.size() == 0 && known ? ", " : "")
                + (known ? "observed until " + log.observedUntil() : "");
    }

    private static String reasons(DataQualityReport quality, Effect effect) {
        return quality.counts().stream()
                .filter(count -> count.reason().effect() == effect)
                .map(count -> count.rows() + " " + count.reason().key())
                .collect(Collectors.joining(", "));
    }

    private static String inBrackets(String reasons) {
        return reasons.isEmpty() ? "" : " (" + reasons + ")";
    }

    private static String late(DataQualityReport quality) {
        long late = quality.count(LogReasons.FUTURE);
        long detached = quality.count(LogReasons.DETACHED_LATE);
        if (detached > 0) {
            return " (" + detached + " of them far after all others)";
        }
        boolean rules = quality.counts().stream()
                .filter(count -> count.reason().effect() == Effect.DROPPED)
                .allMatch(count -> count.reason().key().startsWith("rule_"));
        if (late == 0 && !rules) {
            return inBrackets(reasons(quality, Effect.DROPPED));
        }
        return late == 0 ? " by the mapping" : " (" + late + " of them not before --observed-until)";
    }

    /**
     * The whole report, and what else there was to say; samples are as the report shows them.
     *
     * @param asked what became of the ids of --customers; null if it was not given
     */
    static String json(DataQualityReport quality, @Nullable UnknownIds asked, List<Caution> cautions) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", "data-quality");
        json.put("version", 1);
        json.put("read", quality.read());
        json.put("accepted", quality.accepted());
        json.put("dropped", quality.dropped());
        json.put("skipped", quality.skipped());
        json.put("duplicates", quality.duplicates());
        json.put("reasons", quality.counts().stream().map(QualityNote::reason).toList());
        putAll(json, asked, cautions);
        return Json.write(json);
    }

    /**
     * What was remarkable about a plain table, and what else there was to say.
     *
     * @param asked what became of the ids of --customers; null if it was not given
     */
    static String json(Table table, @Nullable UnknownIds asked, List<Caution> cautions) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", "table-quality");
        json.put("version", 1);
        json.put("rows", table.rows());
        json.put("columns", table.columns().size());
        json.put("notes", table.notes());
        putAll(json, asked, cautions);
        return Json.write(json);
    }

    private static void putAll(Map<String, @Nullable Object> json, @Nullable UnknownIds asked, List<Caution> cautions) {
        if (asked != null) {
            Map<String, @Nullable Object> customers = new LinkedHashMap<>();
            customers.put("asked", asked.asked());
            customers.put("found", asked.asked() - asked.unknown());
            customers.put("unknown", asked.unknown());
            customers.put("spelled_differently", asked.spelled());
            customers.put("means", asked.sentence());
            json.put("customers", customers);
        }
        json.put("cautions", cautions.stream().map(QualityNote::caution).toList());
    }

    private static Map<String, @Nullable Object> caution(Caution caution) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("key", caution.key());
        json.put("sentence", CommandWords.translate(caution.sentence()));
        return json;
    }

    private static Map<String, @Nullable Object> reason(DataQualityReport.Count count) {
        Map<String, @Nullable Object> reason = new LinkedHashMap<>();
        reason.put("effect", count.reason().effect().name().toLowerCase(Locale.ROOT));
        reason.put("reason", count.reason().key());
        reason.put("rows", count.rows());
        reason.put("means", count.reason().sentence());
        List<Map<String, @Nullable Object>> samples =
                count.samples().stream().map(QualityNote::sample).toList();
        reason.put("samples", samples);
        return reason;
    }

    private static Map<String, @Nullable Object> sample(DataQualityReport.Sample sample) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("line", sample.line());
        json.put("column", sample.column());
        json.put("value", sample.value());
        return json;
    }
}
