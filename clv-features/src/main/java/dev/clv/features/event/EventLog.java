package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everybody's events, immutable.
 *
 * <p>The same events in any order of insertion make the same log: customers are sorted by id, and a customer's events
 * by time and then by their content.
 */
public final class EventLog {

    private final Map<String, List<CustomerEvent>> events;
    private final ZoneId zone;
    private final @Nullable String currency;
    private final Instant observedUntil;

    private EventLog(Builder builder) {
        this.events = builder.events;
        this.zone = builder.zone;
        this.currency = builder.currency;
        Instant last = events.values().stream()
                .map(list -> list.get(list.size() - 1).time())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        this.observedUntil = builder.observedUntil != null
                ? builder.observedUntil
                : last.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** A log from events at hand. */
    public static Builder builder() {
        return new Builder();
    }

    /** All customers' ids, sorted; unmodifiable. */
    public List<String> customers() {
        return List.copyOf(events.keySet());
    }

    /** The zone whose calendar days count. */
    public ZoneId zone() {
        return zone;
    }

    /** The one currency of all amounts, as an ISO 4217 code, or null when nobody said. */
    public @Nullable String currency() {
        return currency;
    }

    /** The end of what this log has seen, exclusive; by default the end of its last event's calendar day. */
    public Instant observedUntil() {
        return observedUntil;
    }

    /** Everything known about one customer before {@link #observedUntil()}; an empty history when the id is unknown. */
    public CustomerHistory history(String customer) {
        return CustomerHistory.of(customer, zone, observedUntil, events.getOrDefault(customer, List.of()));
    }

    /** The same log for some customers only; ids that the log does not know are passed over. */
    public EventLog only(Set<String> customers) {
        Builder builder = builder().zone(zone).observedUntil(observedUntil);
        builder.currency = currency;
        events.forEach((customer, list) -> {
            if (customers.contains(customer)) {
                list.forEach(event -> builder.add(customer, event));
            }
        });
        return builder.build();
    }

    /** Collects events; not thread-safe. */
    public static final class Builder {

        private final Map<String, List<CustomerEvent>> events = new TreeMap<>();
        private ZoneId zone = ZoneOffset.UTC;
        private @Nullable String currency;
        private @Nullable Instant observedUntil;

        private Builder() {}

        /** The zone whose calendar days count; UTC unless said. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /** The one currency of all amounts, as an ISO 4217 code; unknown unless said. */
        public Builder currency(String currency) {
            this.currency = requireNonNull(currency, "currency");
            return this;
        }

        /** The end of what was observed, exclusive; the end of the last event's calendar day unless said. */
        public Builder observedUntil(Instant end) {
            this.observedUntil = requireNonNull(end, "observedUntil");
            return this;
        }

        /** Adds one event of one customer, in any order. */
        public Builder add(String customer, CustomerEvent event) {
            events.computeIfAbsent(customer, id -> new ArrayList<>()).add(event);
            return this;
        }

        /** The log. */
        public EventLog build() {
            events.values().forEach(list -> list.sort(java.util.Comparator.comparing(CustomerEvent::time)));
            return new EventLog(this);
        }
    }
}
