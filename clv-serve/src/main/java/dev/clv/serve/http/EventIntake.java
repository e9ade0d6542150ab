package dev.clv.serve.http;

import dev.clv.explain.json.JsonObject;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.read.EventReadException;
import dev.clv.features.read.EventReader;
import dev.clv.features.read.ReadEvent;
import dev.clv.reason.Explanation;
import dev.clv.serve.live.LiveEvent;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.Receipt;
import dev.clv.serve.live.StoreException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of one body: JSON lines with the standard names of fields. */
final class EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

    private final LiveScorer scorer;
    private final Instant now;
    private final String currency;
    private final Map<Receipt, Integer> receipts = new EnumMap<>(Receipt.class);
    private int otherCurrency;
    private long line; // the one that is being taken in

    EventIntake(LiveScorer scorer, Instant now) {
        this.scorer = scorer;
        this.now = now;
        this.currency = scorer.model().model().currency();
    }

    /** Takes all of a body in, line by line; what was taken in before a failure counts. */
    Response take(InputStream body, Metrics metrics) {
        DataQualityReport report;
        try {
            report = EventReader.jsonLines().maxSkippedShare(1).each(body, "the body", this::take);
        } catch (EventReadException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            LOG.error("events are not stored: {}", e.getMessage());
            throw new Problem(
                    507,
                    "Cannot store",
                    "the events before line " + line
                            + " count; send the others again, that line included, when there is"
                            + " room: the log of the service says what is wrong");
        }
        metrics.skipped(report.skipped() + otherCurrency);
        Map<String, Object> reasons = new LinkedHashMap<>();
        report.counts().stream()
                .filter(count -> count.reason().effect() == DataQualityReport.Effect.SKIPPED)
                .forEach(count -> reasons.put(count.reason().key(), count.rows()));
        if (otherCurrency > 0) {
            reasons.put("other_currency", otherCurrency);
        }
        long skipped = report.skipped() + otherCurrency;
        if (skipped > 0 && receipts.isEmpty()) {
            throw new Problem(
                    422,
                    "No event",
                    "none of " + report.read() + " lines is an event: " + reasons
                            + "; a line is an object such as {\"customer_id\":\"17850\",\"time\":\"2026-03-01T10:00:00Z\","
                            + "\"type\":\"purchase\",\"amount\":12.5,\"event_id\":\"o1\"}");
        }
        JsonObject json = JsonObject.part();
        for (Receipt receipt : Receipt.values()) {
            json.put(receipt.name().toLowerCase(Locale.ROOT), receipts.getOrDefault(receipt, 0));
        }
        return Response.json(
                json.put("skipped", skipped).put("reasons", reasons).toString());
    }

    private void take(ReadEvent read) {
        line = read.line();
        String code = read.currency();
        boolean money = read.event() instanceof Purchase || read.event() instanceof Refund;
        boolean named = code != null && !currency.equals(Explanation.NO_CURRENCY);
        if (money && named && !currency.equals(code)) {
            otherCurrency++;
            return;
        }
        receipts.merge(scorer.add(new LiveEvent(read.customer(), read.key(), read.event()), now), 1, Integer::sum);
    }
}
