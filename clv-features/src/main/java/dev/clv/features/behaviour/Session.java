package dev.clv.features.behaviour;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session, or a stretch of one. What comes before its first event with a session id is kept apart, because an earlier
 * session may turn out to go on into it.
 *
 * @param plain events without an id before the first with one; null if there are none
 * @param id stands for the session id of the others
 * @param named the events from the first with an id on; null if no event has one
 * @param endsPlain whether the last event has no id
 */
record Session(
        @Nullable SessionRun plain, long id, @Nullable SessionRun named, boolean endsPlain) {

    /** Silence that ends a session, unless a session id says otherwise. */
    private static final Duration GAP = Duration.ofMinutes(30);

    static Session plain(SessionRun run) {
        return new Session(run, 0, null, true);
    }

    static Session named(long id, SessionRun run) {
        return new Session(null, id, run, false);
    }

    SessionRun whole() {
        SessionRun all = plain == null ? named : named == null ? plain : plain.and(named);
        if (all == null) {
            throw new IllegalStateException("a session has at least one event");
        }
        return all;
    }

    private boolean isNear(SessionRun later) {
        return !whole().last().plus(GAP).isBefore(later.first());
    }

    /** This and what follows: one session, or two. */
    List<Session> join(Session later) {
        SessionRun first = later.plain;
        if (first == null) {
            return joinNamed(later);
        }
        if (!isNear(first)) {
            return List.of(this, later);
        }
        Session longer = named == null
                ? plain(plain == null ? first : plain.and(first))
                : new Session(plain, id, named.and(first), true);
        return later.named == null ? List.of(longer) : longer.joinNamed(named(later));
    }

    private static Session named(Session session) {
        return new Session(null, session.id, session.named, session.endsPlain);
    }

    /** @param later whose first event has an id */
    private List<Session> joinNamed(Session later) {
        SessionRun first = later.named;
        if (first == null) {
            throw new IllegalStateException("a session has at least one event");
        }
        boolean goesOn = named == null ? isNear(first) : id == later.id && (!endsPlain || isNear(first));
        if (!goesOn) {
            return List.of(this, later);
        }
        SessionRun all = named == null ? first : named.and(first);
        return List.of(new Session(plain, later.id, all, later.endsPlain));
    }

    void snapshot(StateWriter out) {
        out.flag(plain != null).flag(named != null).whole(id).flag(endsPlain);
        if (plain != null) {
            plain.snapshot(out);
        }
        if (named != null) {
            named.snapshot(out);
        }
    }

    static Session read(StateReader in) {
        boolean hasPlain = in.flag();
        boolean hasNamed = in.flag();
        long id = in.whole();
        boolean endsPlain = in.flag();
        SessionRun plain = hasPlain || !hasNamed ? SessionRun.read(in) : null;
        return new Session(plain, id, hasNamed ? SessionRun.read(in) : null, endsPlain);
    }
}
