package dev.clv.decide.recommend;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Parts of logs. */
final class EventLogs {

    private EventLogs() {}

    /** The same log without what comes at an instant or later. */
    static EventLog before(EventLog log, Instant at) {
        EventLog.Builder builder = EventLog.builder().zone(log.zone()).currency(log.currency());
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).before(at).events()) {
                builder.add(customer, event);
            }
        }
        return builder.build();
    }

    static Set<String> bought(EventLog log, String customer, Instant at) {
        return bought(log, customer, Instant.MIN, at);
    }

    static Set<String> bought(EventLog log, String customer, Instant from, Instant until) {
        return log.history(customer).before(until).events(Purchase.class).stream()
                .filter(purchase -> !purchase.time().isBefore(from))
                .map(Purchase::product)
                .collect(Collectors.toSet());
    }

    static Map<String, String> categories(EventLog log, Instant at) {
        Map<String, String> categories = new HashMap<>();
        for (String customer : log.customers()) {
            for (Purchase purchase : log.history(customer).before(at).events(Purchase.class)) {
                categories.put(purchase.product(), purchase.category());
            }
        }
        return categories;
    }
}
