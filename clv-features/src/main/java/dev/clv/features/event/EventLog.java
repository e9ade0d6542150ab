package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final DataQualityReport quality;

    private static final DataQualityReport.Reason DUPLICATE_ID = new DataQualityReport.Reason(
            DataQualityReport.Effect.DUPLICATE, "event_id", "an event with this id is already there");

    private EventLog(Builder builder) {
        this.events = builder.events;
        this.zone = builder.zone;
        this.currency = builder.currency;
        DataQualityReport.Builder tally = builder.tally;
        if (tally == null) {
            tally = DataQualityReport.builder();
            for (long row = 0; row < builder.rows + builder.duplicates; row++) {
                tally.read();
            }
        }
        tally.count(DUPLICATE_ID, builder.duplicates);
        this.quality = tally.accepted(builder.rows).build();
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

    /** How many events it holds, attribute changes not counted. */
    public long size() {
        return events.values().stream()
                .flatMap(List::stream)
                .filter(event -> !(event instanceof AttributeChange))
                .count();
    }

    /** The time of the first event, or empty when there is none. */
    public Optional<Instant> firstEvent() {
        return events.values().stream().map(list -> list.get(0).time()).min(Instant::compareTo);
    }

    /** The time of the last event, or empty when there is none. */
    public Optional<Instant> lastEvent() {
        return events.values().stream()
                .map(list -> list.get(list.size() - 1).time())
                .max(Instant::compareTo);
    }

    /** What became of every row that was read. */
    public DataQualityReport quality() {
        return quality;
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
        private @Nullable ExchangeRates rates;
        private double winsorizeAt = Double.NaN;
        private DataQualityReport.@Nullable Builder tally;
        private final Set<String> ids = new java.util.HashSet<>();
        private long duplicates;
        private long rows;

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

        /** Rates into one currency, for events in several. */
        public Builder rates(ExchangeRates rates) {
            this.rates = requireNonNull(rates, "rates");
            return this;
        }

        /** Caps amounts at this quantile of the purchases' amounts; nothing is capped unless asked. */
        public Builder winsorizeAmountsAt(double quantile) {
            if (!(quantile > 0 && quantile < 1)) {
                throw new IllegalArgumentException("quantile must be between 0 and 1, was " + quantile);
            }
            this.winsorizeAt = quantile;
            return this;
        }

        /** A reader's counts, completed when the log is built. */
        public Builder quality(DataQualityReport.Builder tally) {
            this.tally = requireNonNull(tally, "tally");
            return this;
        }

        /** Adds the event and the attributes of a row; false when an event with its id is already there. */
        public boolean append(EventRow row) {
            if (row.eventId != null && !ids.add(row.eventId.toString())) {
                duplicates++;
                return false;
            }
            String customer = String.valueOf(row.customer);
            Instant time =
                    row.hasTime ? Instant.EPOCH.plus(row.time, java.time.temporal.ChronoUnit.MICROS) : Instant.MIN;
            for (int i = 0; i < row.attributes; i++) {
                add(
                        customer,
                        new AttributeChange(time, row.attributeNames[i].toString(), row.attributeValues[i].toString()));
            }
            if (row.kind != null) {
                add(customer, event(row, row.kind, time));
            }
            rows++;
            return true;
        }

        private static CustomerEvent event(EventRow row, EventKind kind, Instant time) {
            java.math.BigDecimal amount = java.math.BigDecimal.valueOf(row.unscaled, row.scale);
            return switch (kind) {
                case PURCHASE ->
                    new Purchase(time, amount, row.quantity, text(row.order), text(row.product), text(row.category));
                case REFUND ->
                    new Refund(time, amount, row.quantity, text(row.order), text(row.product), text(row.category));
                case VIEW -> new View(time, text(row.product), text(row.category));
                case CART_ADD -> new CartAdd(time, row.quantity, text(row.product), text(row.category));
                case REVIEW -> new Review(time, row.rating, text(row.text), text(row.product), text(row.category));
                case FEEDBACK -> new Feedback(time, String.valueOf(row.text));
                case SIGNAL -> new Signal(time, String.valueOf(row.name), row.value);
            };
        }

        private static @Nullable String text(@Nullable CharSequence text) {
            return text == null ? null : text.toString();
        }

        /** The log. */
        public EventLog build() {
            events.values().forEach(list -> list.sort(java.util.Comparator.comparing(CustomerEvent::time)));
            return new EventLog(this);
        }
    }
}
