package dev.clv.features.standard;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/** The share of days with a visit that had a purchase, in any order within the day. Not thread-safe. */
final class Conversion {

    private static final long NEVER = Long.MIN_VALUE;

    private long visitDays;
    private long boughtDays;

    /** The first days, for merging: only they can be a day that an earlier state has as well. */
    private long firstVisit = NEVER;

    private long firstPurchase = NEVER;
    private long lastVisit = NEVER;
    private long lastPurchase = NEVER;

    /** @param day not before any other one */
    void visit(long day) {
        if (day != lastVisit) {
            firstVisit = firstVisit == NEVER ? day : firstVisit;
            lastVisit = day;
            visitDays++;
            if (day == lastPurchase) {
                boughtDays++;
            }
        }
    }

    /** @param day not before any other one */
    void purchase(long day) {
        if (day != lastPurchase) {
            firstPurchase = firstPurchase == NEVER ? day : firstPurchase;
            lastPurchase = day;
            if (day == lastVisit) {
                boughtDays++;
            }
        }
    }

    double share() {
        return visitDays == 0 ? Double.NaN : (double) boughtDays / visitDays;
    }

    void snapshot(StateWriter out) {
        out.whole(visitDays).whole(boughtDays);
        out.whole(firstVisit).whole(firstPurchase).whole(lastVisit).whole(lastPurchase);
    }

    /** Adds the days of a later one, which may begin on the day on which this one ends. */
    void merge(StateReader in) {
        Conversion later = new Conversion();
        later.visitDays = in.whole();
        later.boughtDays = in.whole();
        later.firstVisit = in.whole();
        later.firstPurchase = in.whole();
        later.lastVisit = in.whole();
        later.lastPurchase = in.whole();
        long shared = Math.max(lastVisit, lastPurchase);
        int before = visited(shared) + later.visited(shared);
        int boughtBefore = bought(shared) + later.bought(shared);
        boolean visited = before > 0;
        boolean bought = visited && (purchased(shared) || later.purchased(shared));
        visitDays += later.visitDays;
        boughtDays += later.boughtDays;
        if (shared != NEVER) {
            visitDays += (visited ? 1 : 0) - before;
            boughtDays += (bought ? 1 : 0) - boughtBefore;
        }
        firstVisit = firstVisit == NEVER ? later.firstVisit : firstVisit;
        firstPurchase = firstPurchase == NEVER ? later.firstPurchase : firstPurchase;
        lastVisit = Math.max(lastVisit, later.lastVisit);
        lastPurchase = Math.max(lastPurchase, later.lastPurchase);
    }

    /** Whether there was a visit on a day that is the first or the last one: 1, else 0. */
    private int visited(long day) {
        return firstVisit == day || lastVisit == day ? 1 : 0;
    }

    private boolean purchased(long day) {
        return firstPurchase == day || lastPurchase == day;
    }

    private int bought(long day) {
        return visited(day) == 1 && purchased(day) ? 1 : 0;
    }
}
