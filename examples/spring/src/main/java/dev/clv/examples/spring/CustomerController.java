package dev.clv.examples.spring;

import dev.clv.ClvPrediction;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.read.EventReader;
import dev.clv.features.read.ReadEvent;
import dev.clv.reason.Reasons;
import dev.clv.serve.live.LiveEvent;
import dev.clv.serve.live.LiveExplanation;
import dev.clv.serve.live.LiveScore;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.Receipt;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the service answers; Spring makes problems (RFC 9457) of what it refuses. */
@RestController
class CustomerController {

    private static final int MOST_BYTES = 8 << 20;

    private final LiveScorer scorer;
    private final Clock clock;

    CustomerController(LiveScorer scorer, Clock clock) {
        this.scorer = scorer;
        this.clock = clock;
    }

    /**
     * A customer's value, as a client needs it.
     *
     * @param low and {@code high}: between them with a probability of 80 %
     */
    record Value(
            String model, Instant at, String currency, double value, double low, double high, double probability) {}

    /** What raises a value and what lowers it. */
    record Why(String model, double value, List<String> up, List<String> down) {}

    /** What became of some events, and how many lines were no events. */
    record Taken(Map<Receipt, Long> receipts, long skipped) {}

    /** Takes in JSON lines with the names of the standard header. */
    @PostMapping(path = "/events", consumes = "application/x-ndjson")
    Taken take(@RequestBody byte[] lines) {
        if (lines.length > MOST_BYTES || (lines.length > 1 && lines[0] == 0x1f)) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "send at most " + MOST_BYTES + " bytes at once, and not compressed");
        }
        Map<Receipt, Long> receipts = new EnumMap<>(Receipt.class);
        Instant now = clock.instant();
        DataQualityReport report = EventReader.jsonLines()
                .maxSkippedShare(1)
                .each(
                        new ByteArrayInputStream(lines),
                        "the body",
                        read -> receipts.merge(take(read, now), 1L, Long::sum));
        return new Taken(receipts, report.skipped());
    }

    private Receipt take(ReadEvent read, Instant now) {
        return scorer.add(new LiveEvent(read.customer(), read.key(), read.event()), now);
    }

    @GetMapping("/customers/{id}/value")
    Value value(@PathVariable("id") String id, @RequestParam(name = "at", required = false) @Nullable Instant at) {
        LiveScore score = known(id, at == null ? clock.instant() : at);
        ClvPrediction prediction = score.prediction();
        return new Value(
                score.model(),
                Objects.requireNonNull(prediction.at()),
                prediction.currency(),
                prediction.value(),
                prediction.quantile(0.1),
                prediction.quantile(0.9),
                prediction.probabilityPositive());
    }

    @GetMapping("/customers/{id}/why")
    Why why(@PathVariable("id") String id) {
        Instant now = clock.instant();
        known(id, now);
        LiveExplanation explained = scorer.explain(id, now);
        Reasons reasons = explained.explanation().reasons(3);
        return new Why(
                explained.model(),
                explained.explanation().prediction(),
                names(reasons.up().stream().map(effect -> effect.feature().name())),
                names(reasons.down().stream().map(effect -> effect.feature().name())));
    }

    private static List<String> names(Stream<String> names) {
        return names.toList();
    }

    @DeleteMapping("/customers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable("id") String id) {
        if (!scorer.forget(id)) {
            throw unknown();
        }
    }

    private LiveScore known(String id, Instant at) {
        LiveScore score = scorer.score(id, at);
        if (!score.isKnown()) {
            throw unknown();
        }
        return score;
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                "no event of this customer was taken in; send events to /events, or check the id");
    }
}
