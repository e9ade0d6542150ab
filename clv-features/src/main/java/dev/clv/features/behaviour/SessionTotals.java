package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.temporal.ChronoUnit;

/** What sessions that follow each other add up to. Bounded. Not thread-safe. */
final class SessionTotals {

    private static final int RECENT = 30;
    private static final long NONE = Long.MIN_VALUE;

    final RecentDays starts = new RecentDays(RECENT);
    long days;
    private long firstDay = NONE;
    private long lastDay = NONE;
    long micros;
    long views;
    long withPurchase;
    long withCart;
    long bounced;

    /** Sessions after the last with a purchase; all of them where there is none. */
    long sincePurchase;

    long count() {
        return starts.total();
    }

    void add(CustomerContext customer, Session session) {
        SessionRun run = session.whole();
        SessionTotals one = new SessionTotals();
        one.firstDay = customer.day(run.first());
        one.lastDay = one.firstDay;
        one.days = 1;
        one.starts.add(one.firstDay, 1);
        one.micros = ChronoUnit.MICROS.between(run.first(), run.last());
        one.views = run.views();
        one.withPurchase = run.purchases() > 0 ? 1 : 0;
        one.withCart = run.carts() > 0 ? 1 : 0;
        one.bounced = run.views() == 1 && run.carts() + run.purchases() == 0 ? 1 : 0;
        one.sincePurchase = 1 - one.withPurchase;
        add(one);
    }

    /** @param later of sessions that begin no earlier than these */
    void add(SessionTotals later) {
        if (later.count() == 0) {
            return;
        }
        days += later.days - (lastDay == later.firstDay ? 1 : 0);
        firstDay = firstDay == NONE ? later.firstDay : firstDay;
        lastDay = later.lastDay;
        starts.add(later.starts);
        micros += later.micros;
        views += later.views;
        sincePurchase = later.withPurchase > 0 ? later.sincePurchase : sincePurchase + later.sincePurchase;
        withPurchase += later.withPurchase;
        withCart += later.withCart;
        bounced += later.bounced;
    }

    void snapshot(StateWriter out) {
        starts.snapshot(out);
        out.whole(days).whole(firstDay).whole(lastDay).whole(micros).whole(views);
        out.whole(withPurchase).whole(withCart).whole(bounced).whole(sincePurchase);
    }

    static SessionTotals read(StateReader in) {
        SessionTotals read = new SessionTotals();
        read.starts.merge(in);
        read.days = in.whole();
        read.firstDay = in.whole();
        read.lastDay = in.whole();
        read.micros = in.whole();
        read.views = in.whole();
        read.withPurchase = in.whole();
        read.withCart = in.whole();
        read.bounced = in.whole();
        read.sincePurchase = in.whole();
        return read;
    }
}
