package dev.clv.train;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.Cutoff;
import dev.clv.label.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * At which cutoffs training rows are made. Several show the model other seasons and customers at other ages; rows of
 * one cutoff alone lose to a constant where the season turns.
 */
public final class Origins {

    private static final int MOST = 12;

    /** Closer windows teach little more. */
    private static final long FEWEST_DAYS = 14;

    /** With {@link #MOST} origins, all seasons; older customers have less to say of tomorrow. */
    private static final long SPAN_DAYS = 330;

    private static final int MOST_ROWS = 50_000;

    /** Where a log begins: so many customers, or one of a hundred, have bought. */
    private static final int FIRST_CUSTOMERS = 20;

    private Origins() {}

    /**
     * Cutoffs that go back from one in equal steps.
     *
     * @param count at least 1
     * @param zone in which whole days are counted
     * @throws IllegalArgumentException if one lies outside the years 1 to 9999
     */
    public static List<Instant> of(Instant latest, int count, Horizon step, ZoneId zone) {
        List<Instant> origins = new ArrayList<>();
        Instant origin = latest;
        for (int i = 0; i < count; i++) {
            origins.add(Cutoff.require("an origin", origin));
            origin = step.before(origin, zone);
        }
        return List.copyOf(origins);
    }

    /**
     * As many as a log allows: up to 12, spread evenly over up to 330 days before the latest and at least 14 days
     * apart, all with at least a horizon of history, and with no more than 50,000 rows together unless one origin has
     * more. The history begins when 20 customers, and at least one of a hundred, have bought.
     *
     * @param latest the latest origin
     * @return latest first; the latest alone if the log allows no other
     * @throws IllegalArgumentException if it lies outside the years 1 to 9999
     */
    public static List<Instant> automatic(EventLog log, Instant latest, Horizon horizon) {
        Cutoff.require("an origin", latest);
        Instant[] firsts = firstPurchases(log, latest);
        if (firsts.length <= FIRST_CUSTOMERS) {
            return List.of(latest);
        }
        Instant begin = begin(firsts);
        long days = Math.min(
                SPAN_DAYS,
                Duration.between(horizon.after(begin, log.zone()), latest).toDays());
        long count = Math.min(Math.min(MOST, MOST_ROWS / firsts.length), 1 + days / FEWEST_DAYS);
        return count < 2 ? List.of(latest) : of(latest, (int) count, Horizon.ofDays(days / (count - 1)), log.zone());
    }

    /** When the purchases of a log begin: when the first 20 customers, and at least one of a hundred, had bought. */
    public static Instant begin(EventLog log, Instant latest) {
        return begin(firstPurchases(log, latest));
    }

    private static Instant begin(Instant[] firsts) {
        return firsts[Math.min(firsts.length - 1, Math.max(FIRST_CUSTOMERS - 1, firsts.length / 100))];
    }

    /** Those before the latest origin, ascending. */
    private static Instant[] firstPurchases(EventLog log, Instant latest) {
        return log.customers().stream()
                .map(customer -> firstPurchase(log, customer))
                .filter(first -> first.isBefore(latest))
                .sorted()
                .toArray(Instant[]::new);
    }

    /** The time of the first purchase; the end of time if there is none. */
    private static Instant firstPurchase(EventLog log, String customer) {
        for (CustomerEvent event : log.history(customer).events()) {
            if (event instanceof Purchase purchase) {
                return purchase.time();
            }
        }
        return Instant.MAX;
    }
}
