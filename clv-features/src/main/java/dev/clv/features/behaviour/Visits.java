package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.SharedFold;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A customer's views, cart adds and purchases as sessions. A session ends with 30 minutes of silence. Where events name
 * their session, one of another id begins a new session and one of the same id goes on with it, however long the
 * silence; next to an event without an id, silence decides. Ids are kept as hashes.
 *
 * <p>Events of one instant are a set: those without an id come first, then those of each id.
 */
final class Visits {

    static final SharedFold<Visits> SHARED = new SharedFold<>() {
        @Override
        public String name() {
            return "visits";
        }

        @Override
        public Fold<Visits> begin(CustomerContext customer) {
            return new VisitFold(new Visits(customer));
        }
    };

    private final CustomerContext customer;

    /** The first instant, where there is more than one: what was earlier may be of the same instant. */
    private @Nullable Moment head;

    private SessionChain body;

    /** The last instant. */
    private @Nullable Moment tail;

    private Visits(CustomerContext customer) {
        this.customer = customer;
        this.body = new SessionChain(customer);
    }

    /** What all sessions so far add up to. */
    SessionTotals totals() {
        SessionChain all = new SessionChain(customer);
        if (head != null) {
            head.appendTo(all);
        }
        all.append(body);
        if (tail != null) {
            tail.appendTo(all);
        }
        return all.totals();
    }

    private void add(Moment moment) {
        if (tail != null && tail.time.equals(moment.time)) {
            tail.add(moment);
            return;
        }
        close();
        tail = moment;
    }

    /** The last instant is over. */
    private void close() {
        if (tail != null && head == null) {
            head = tail;
        } else if (tail != null) {
            tail.appendTo(body);
        }
        tail = null;
    }

    private void add(Visits later) {
        if (later.head != null) {
            add(later.head);
            close();
            body.append(later.body);
        }
        if (later.tail != null) {
            add(later.tail);
        }
    }

    /** What happened at one instant, by session. */
    private static final class Moment {

        /** Instead of an id; before all ids. */
        private static final long PLAIN = Long.MIN_VALUE;

        private final Instant time;
        private final Map<Long, SessionRun> runs = new TreeMap<>();

        Moment(Instant time) {
            this.time = time;
        }

        static Moment of(Instant time, @Nullable String session, int views, int carts, int purchases) {
            Moment moment = new Moment(time);
            long id = session == null || session.isEmpty() ? PLAIN : Math.max(PLAIN + 1, CustomerSet.hash(session));
            moment.runs.put(id, new SessionRun(time, time, views, carts, purchases));
            return moment;
        }

        void add(Moment same) {
            same.runs.forEach((id, run) -> runs.merge(id, run, SessionRun::and));
        }

        void appendTo(SessionChain chain) {
            runs.forEach((id, run) -> chain.append(id == PLAIN ? Session.plain(run) : Session.named(id, run)));
        }

        void snapshot(StateWriter out) {
            out.instant(time).whole(runs.size());
            runs.forEach((id, run) -> {
                out.whole(id);
                run.snapshot(out);
            });
        }

        static Moment read(StateReader in) {
            Moment moment = new Moment(in.instant());
            for (int i = in.count(6); i > 0; i--) {
                moment.runs.put(in.whole(), SessionRun.read(in));
            }
            return moment;
        }
    }

    private static final class VisitFold implements SharedFold.Fold<Visits> {

        private final Visits visits;

        VisitFold(Visits visits) {
            this.visits = visits;
        }

        @Override
        public Visits value() {
            return visits;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof View view) {
                visits.add(Moment.of(view.time(), view.session(), 1, 0, 0));
            } else if (event instanceof CartAdd cart) {
                visits.add(Moment.of(cart.time(), cart.session(), 0, 1, 0));
            } else if (event instanceof Purchase purchase) {
                visits.add(Moment.of(purchase.time(), null, 0, 0, 1));
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            out.flag(visits.head != null).flag(visits.tail != null);
            visits.body.snapshot(out);
            if (visits.head != null) {
                visits.head.snapshot(out);
            }
            if (visits.tail != null) {
                visits.tail.snapshot(out);
            }
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            Visits other = new Visits(visits.customer);
            boolean hasHead = later.flag();
            boolean hasTail = later.flag();
            other.body = SessionChain.read(visits.customer, later);
            other.head = hasHead ? Moment.read(later) : null;
            other.tail = hasTail ? Moment.read(later) : null;
            visits.add(other);
        }
    }
}
