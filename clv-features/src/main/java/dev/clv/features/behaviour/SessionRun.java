package dev.clv.features.behaviour;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;

/**
 * Events of one session that follow each other.
 *
 * @param first the time of the first
 * @param last the time of the last
 */
record SessionRun(Instant first, Instant last, long views, long carts, long purchases) {

    SessionRun and(SessionRun later) {
        return new SessionRun(first, later.last, views + later.views, carts + later.carts, purchases + later.purchases);
    }

    void snapshot(StateWriter out) {
        out.instant(first).instant(last).whole(views).whole(carts).whole(purchases);
    }

    static SessionRun read(StateReader in) {
        return new SessionRun(in.instant(), in.instant(), in.whole(), in.whole(), in.whole());
    }
}
