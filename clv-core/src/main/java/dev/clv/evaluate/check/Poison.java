package dev.clv.evaluate.check;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Other futures for the same past. */
enum Poison {
    /** Every customer buys absurdly much, at once and a day later, and returns half of it; strangers come, too. */
    ABSURD("adding absurd events"),
    /** Nothing happens any more. */
    NOTHING("taking away all events");

    private static final BigDecimal ABSURD_AMOUNT = new BigDecimal("987654321.99");
    private static final int STRANGERS = 50;

    private final String words;

    Poison(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The log with another future from a time on. */
    EventLog applied(EventLog log, Instant known) {
        Instant end = later(log.observedUntil(), known.plus(Duration.ofDays(3)));
        EventLog.Builder poisoned = begun(log, end);
        List<String> customers = new ArrayList<>(log.customers());
        customers.forEach(customer ->
                log.history(customer).before(known).events().forEach(event -> poisoned.add(customer, event)));
        if (this == ABSURD) {
            for (int i = 0; i < STRANGERS; i++) {
                customers.add("a stranger of the future " + i);
            }
            for (String customer : customers) {
                log.history(customer).eventsFrom(known).forEach(event -> poisoned.add(customer, event));
                poisoned.add(customer, Purchase.of(known, ABSURD_AMOUNT));
                poisoned.add(customer, Purchase.of(known.plus(Duration.ofDays(1)), ABSURD_AMOUNT));
                poisoned.add(customer, Refund.of(known.plus(Duration.ofDays(2)), ABSURD_AMOUNT));
            }
        }
        return poisoned.build();
    }

    /** The log whose customers have each other's events from a time on, at random. */
    static EventLog exchanged(EventLog log, Instant cutoff) {
        EventLog.Builder exchanged = begun(log, log.observedUntil());
        List<String> customers = log.customers();
        int[] other = new int[customers.size()];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < other.length; i++) {
            int j = random.nextInt(i + 1);
            other[i] = other[j];
            other[j] = i;
        }
        for (int i = 0; i < other.length; i++) {
            String customer = customers.get(i);
            for (CustomerEvent event : log.history(customer).before(cutoff).events()) {
                exchanged.add(customer, event);
            }
            for (CustomerEvent event : log.history(customers.get(other[i])).eventsFrom(cutoff)) {
                exchanged.add(customer, event);
            }
        }
        return exchanged.build();
    }

    private static EventLog.Builder begun(EventLog log, Instant end) {
        EventLog.Builder builder = EventLog.builder().zone(log.zone()).observedUntil(end);
        String currency = log.currency();
        return currency == null ? builder : builder.currency(currency);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
