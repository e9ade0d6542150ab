package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that follow each other. The first and the last are kept whole, as what is before or after may belong to
 * them; of those between only the totals are kept. Not thread-safe.
 */
final class SessionChain {

    private final CustomerContext customer;
    private @Nullable Session first;
    private SessionTotals between = new SessionTotals();

    /** Null if there are fewer than two. */
    private @Nullable Session last;

    SessionChain(CustomerContext customer) {
        this.customer = customer;
    }

    void append(Session next) {
        if (first == null) {
            first = next;
        } else if (last == null) {
            List<Session> joined = first.join(next);
            first = joined.get(0);
            last = joined.size() == 1 ? null : joined.get(1);
        } else {
            List<Session> joined = last.join(next);
            last = joined.get(joined.size() - 1);
            if (joined.size() > 1) {
                between.add(customer, joined.get(0));
            }
        }
    }

    void append(SessionChain later) {
        if (later.first == null) {
            return;
        }
        append(later.first);
        if (later.last != null) {
            if (last != null) {
                between.add(customer, last);
            }
            between.add(later.between);
            last = later.last;
        }
    }

    SessionTotals totals() {
        SessionTotals all = new SessionTotals();
        if (first != null) {
            all.add(customer, first);
        }
        all.add(between);
        if (last != null) {
            all.add(customer, last);
        }
        return all;
    }

    void snapshot(StateWriter out) {
        out.flag(first != null).flag(last != null);
        between.snapshot(out);
        if (first != null) {
            first.snapshot(out);
        }
        if (last != null) {
            last.snapshot(out);
        }
    }

    static SessionChain read(CustomerContext customer, StateReader in) {
        SessionChain chain = new SessionChain(customer);
        boolean hasFirst = in.flag();
        boolean hasLast = in.flag();
        chain.between = SessionTotals.read(in);
        chain.first = hasFirst ? Session.read(in) : null;
        chain.last = hasLast ? Session.read(in) : null;
        return chain;
    }
}
