package dev.clv.features.sequence;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of the events that are older than the tokens: sums that do not depend on any order. Not thread-safe. */
final class OlderEvents {

    private long events;
    private BigDecimal net = BigDecimal.ZERO;
    private @Nullable Instant first;
    private @Nullable Token last;

    OlderEvents() {}

    private OlderEvents(OlderEvents other) {
        events = other.events;
        net = other.net;
        first = other.first;
        last = other.last;
    }

    OlderEvents copy() {
        return new OlderEvents(this);
    }

    long events() {
        return events;
    }

    BigDecimal net() {
        return net;
    }

    /** The latest of them, which the first token follows; null if there is none. */
    @Nullable
    Token last() {
        return last;
    }

    /** Calendar days from the first to the last of them; 0 if there is none. */
    long days(WallClock clock) {
        // Whole days, as the lines of an order that were given up apart are of one day.
        return first == null || last == null ? 0 : clock.day(last.time()) - clock.day(first);
    }

    void add(Token token) {
        add(token.lines(), token.net(), token.time(), token);
    }

    void add(OlderEvents others) {
        if (others.first != null && others.last != null) {
            add(others.events, others.net, others.first, others.last);
        }
    }

    private void add(long more, BigDecimal amount, Instant from, Token to) {
        events += more;
        net = net.add(amount);
        first = first == null || from.isBefore(first) ? from : first;
        last = last == null || Token.IN_TIME.compare(last, to) < 0 ? to : last;
    }

    void snapshot(StateWriter out) {
        out.flag(first != null && last != null);
        if (first != null && last != null) {
            out.whole(events).decimal(net).instant(first);
            last.snapshot(out);
        }
    }

    static OlderEvents of(StateReader in) {
        OlderEvents stored = new OlderEvents();
        if (in.flag()) {
            stored.add(in.whole(), in.decimal(), in.instant(), Token.of(in));
        }
        return stored;
    }
}
