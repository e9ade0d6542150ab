package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one customer before a cutoff, in order of time.
 *
 * <p>A history is always cut: it holds only events strictly before {@link #cutoff()}, and {@link #before(Instant)} is
 * the only way to get another one, so code that is given a history cannot see the future. Immutable and thread-safe.
 */
public final class CustomerHistory {

    private static final Duration DAY = Duration.ofDays(1);

    private final String customer;
    private final ZoneId zone;
    private final Instant cutoff;
    private final Instant currentUntil;
    private final EventSequence events;
    private final @Nullable String currency;
    private final boolean known;

    /**
     * @param currentUntil as of {@link #currentUntil()}
     * @param events all before {@code cutoff}
     * @param currency as of {@link #currency()}
     * @param known as of {@link #isKnown()}
     */
    CustomerHistory(
            String customer,
            ZoneId zone,
            Instant cutoff,
            Instant currentUntil,
            EventSequence events,
            @Nullable String currency,
            boolean known) {
        this.customer = customer;
        this.zone = zone;
        this.cutoff = cutoff;
        this.currentUntil = currentUntil;
        this.events = events;
        this.currency = currency;
        this.known = known;
    }

    /**
     * A history from events in any order; those at or after {@code cutoff} are left out, as they are the future.
     *
     * <p>Events of one instant keep the order in which they are given.
     *
     * @param customer the customer's id; not blank
     * @param zone the zone whose calendar days count
     * @param cutoff the end of what is known, exclusive
     * @param events any number of events; copied
     */
    public static CustomerHistory of(
            String customer, ZoneId zone, Instant cutoff, Iterable<? extends CustomerEvent> events) {
        requireNonNull(zone, "zone");
        requireNonNull(cutoff, "cutoff");
        if (customer.isBlank()) {
            throw new IllegalArgumentException("customer id must not be blank");
        }
        List<CustomerEvent> known = new ArrayList<>();
        for (CustomerEvent event : events) {
            if (event.time().isBefore(cutoff)) {
                known.add(event);
            }
        }
        known.sort(Comparator.comparing(CustomerEvent::time));
        Instant currentUntil = cutoff.isBefore(Instant.MAX.minus(DAY)) ? cutoff.plus(DAY) : Instant.MAX;
        return new CustomerHistory(
                customer, zone, cutoff, currentUntil, EventSequence.of(List.copyOf(known)), null, true);
    }

    /** The customer's id; personal data, so keep it out of logs and messages. */
    public String customer() {
        return customer;
    }

    /** The zone whose calendar days count. */
    public ZoneId zone() {
        return zone;
    }

    /** The end of what is known, exclusive. */
    public Instant cutoff() {
        return cutoff;
    }

    /**
     * How late one can ask about the customer: of a log's history {@link EventLog#currentUntil()}, up to which silence
     * is not longer than usual, of one that was made of events a day after its cutoff. A history that was cut
     * {@linkplain #before earlier} than what was observed can be asked about up to the cut, since what came after it is
     * missing.
     */
    public Instant currentUntil() {
        return currentUntil;
    }

    /** The currency of the log it comes from, as an ISO 4217 code; null if the log names none or it has no log. */
    public @Nullable String currency() {
        return currency;
    }

    /**
     * Whether the log it comes from {@linkplain EventLog#contains holds} the customer; true of a history that was made
     * of events.
     */
    public boolean isKnown() {
        return known;
    }

    /**
     * The events before the cutoff in order of time; unmodifiable, random access, possibly empty.
     *
     * <p>A history from a log makes each event when it is asked for, so walk the list once rather than get the same
     * element again and again.
     */
    public List<CustomerEvent> events() {
        return events;
    }

    /** The events of one kind in order of time; unmodifiable, random access. No others are made on the way. */
    public <E extends CustomerEvent> List<E> events(Class<E> kind) {
        List<E> some = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (events.isA(kind, i)) {
                some.add(kind.cast(events.get(i)));
            }
        }
        return Collections.unmodifiableList(some);
    }

    /**
     * The events at or after {@code start} and before the cutoff, found by binary search; a view of {@link #events()}.
     */
    public List<CustomerEvent> eventsFrom(Instant start) {
        return events.subList(events.countBefore(start), events.size());
    }

    /** Whether nothing at all is known, which makes predictions cold-start ones. */
    public boolean isEmpty() {
        return events.isEmpty();
    }

    /**
     * What was known before {@code cutoff}.
     *
     * @param cutoff the new end of what is known, exclusive; a later one than {@link #cutoff()} adds no events
     */
    public CustomerHistory before(Instant cutoff) {
        requireNonNull(cutoff, "cutoff");
        boolean earlier = cutoff.isBefore(this.cutoff) && cutoff.isBefore(currentUntil);
        return new CustomerHistory(
                customer,
                zone,
                cutoff,
                earlier ? cutoff : currentUntil,
                events.subList(0, events.countBefore(cutoff)),
                currency,
                known);
    }

    /** The last known value of each attribute, by attribute name in alphabetical order. */
    public Map<String, String> attributes() {
        Map<String, String> known = new TreeMap<>();
        for (AttributeChange change : events(AttributeChange.class)) {
            known.put(change.name(), change.value());
        }
        return Collections.unmodifiableMap(known);
    }

    /** Names the number of events only, because a history is personal data. */
    @Override
    public String toString() {
        return "CustomerHistory[" + events.size() + " events before " + cutoff + "]";
    }
}
