package dev.clv;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments that every evaluation of an event log looks at, from what was known at the cutoff: {@code order_days}
 * (1, 2, 3-5, 6+), {@code tenure} since the first purchase, and {@code age}, new for those whose first purchase is less
 * than a horizon old.
 */
final class CustomerSegments {

    private static final long THREE_MONTHS = 90;
    private static final long YEAR = 365;

    private final List<String> orderDays = new ArrayList<>();
    private final List<String> tenures = new ArrayList<>();
    private final List<String> ages = new ArrayList<>();

    private CustomerSegments() {}

    /**
     * The segment of each customer in each division.
     *
     * @param customers who bought before the cutoff
     */
    static Map<String, List<String>> of(EventLog log, List<String> customers, Instant cutoff, Horizon horizon) {
        CustomerSegments segments = new CustomerSegments();
        Instant young = horizon.before(cutoff, log.zone());
        customers.forEach(customer -> segments.add(log.history(customer).before(cutoff), young));
        Map<String, List<String>> divisions = new LinkedHashMap<>();
        divisions.put("order_days", segments.orderDays);
        divisions.put("tenure", segments.tenures);
        divisions.put("age", segments.ages);
        return divisions;
    }

    private void add(CustomerHistory history, Instant young) {
        int days = 0;
        @Nullable LocalDate last = null;
        Instant first = history.cutoff();
        for (Purchase purchase : history.events(Purchase.class)) {
            LocalDate day = LocalDate.ofInstant(purchase.time(), history.zone());
            first = last == null ? purchase.time() : first;
            days += day.equals(last) ? 0 : 1;
            last = day;
        }
        long tenure = ChronoUnit.DAYS.between(first, history.cutoff());
        orderDays.add(days < 3 ? Integer.toString(days) : days < 6 ? "3-5" : "6+");
        tenures.add(tenure < THREE_MONTHS ? "0-89 days" : tenure < YEAR ? "90-364 days" : "a year or more");
        ages.add(first.isBefore(young) ? "old" : "new");
    }
}
