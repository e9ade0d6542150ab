package dev.clv.serve.live;

import dev.clv.ClvModel;
import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventBytes;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scorer knows of one customer: a snapshot of the model's state after all events that are settled (no event may
 * come before them any more), the recent events one by one, and, as long as it pays, the state after all of them. Not
 * thread-safe.
 */
final class LiveCustomer {

    /** Folding events into the snapshot costs as much as reading it and writing it, so it waits for so many. */
    private static final int WORTH_SETTLING = 32;

    private record Recent(@Nullable String id, CustomerEvent event) {

        Instant time() {
            return event.time();
        }
    }

    private final String customer;
    private final ZoneId zone;

    /** The features that the snapshot is of. */
    private final String features;

    private byte @Nullable [] settled;
    private @Nullable Instant settledUntil; // the time of the newest settled event
    private final List<Recent> recent = new ArrayList<>(4); // by time
    private @Nullable Set<String> ids; // of the recent events; null until asked for
    private long appended;
    private @Nullable CustomerState head;

    LiveCustomer(String customer, ZoneId zone, ClvModel model) {
        this.customer = customer;
        this.zone = zone;
        this.features = model.features();
    }

    /** The state of so many events ago: changes with every event. */
    long version() {
        return appended;
    }

    boolean isKnown() {
        return appended > 0;
    }

    String features() {
        return features;
    }

    /** The time of the newest event; null if there is none. */
    @Nullable
    Instant newest() {
        return recent.isEmpty() ? settledUntil : recent.get(recent.size() - 1).time();
    }

    /** What would become of an event. */
    Receipt judge(LiveEvent event, Duration lateness) {
        Instant newest = newest();
        Instant time = event.event().time();
        String id = event.id();
        if (id != null && ids().contains(id)) {
            return Receipt.REPEATED;
        }
        // Settled with a shorter lateness, events may be younger than today's limit.
        Instant settledTo = settledUntil;
        boolean late = (newest != null && time.isBefore(before(newest, lateness)))
                || (settledTo != null && time.isBefore(settledTo));
        return late ? Receipt.TOO_LATE : Receipt.ACCEPTED;
    }

    private Set<String> ids() {
        Set<String> known = ids;
        if (known == null) {
            known = new HashSet<>();
            for (Recent each : recent) {
                if (each.id() != null) {
                    known.add(each.id());
                }
            }
            ids = known;
        }
        return known;
    }

    private static Instant before(Instant time, Duration lateness) {
        return time.isBefore(Instant.MIN.plus(lateness)) ? Instant.MIN : time.minus(lateness);
    }

    /** Takes an event that was judged to be accepted. */
    void add(@Nullable String id, CustomerEvent event) {
        int at = recent.size();
        while (at > 0 && recent.get(at - 1).time().isAfter(event.time())) {
            at--;
        }
        CustomerState state = head;
        if (at == recent.size() && state != null) {
            state.add(event);
        } else {
            head = null;
        }
        recent.add(at, new Recent(id, event));
        if (ids != null && id != null) {
            ids.add(id);
        }
        appended++;
    }

    /**
     * Folds the events that none can come before any more into the snapshot, if there are enough of them.
     *
     * @return whether there were
     */
    boolean settle(ClvModel model, Duration lateness) {
        Instant newest = newest();
        if (recent.size() < WORTH_SETTLING || newest == null) {
            return false;
        }
        Instant limit = before(newest, lateness);
        int old = 0;
        while (old < recent.size() && recent.get(old).time().isBefore(limit)) {
            old++;
        }
        // The snapshot holds the recent events, too, so it is written the less often the more of them there are.
        if (old < Math.max(WORTH_SETTLING, recent.size() / 4)) {
            return false;
        }
        CustomerState state = settledState(model);
        for (Recent each : recent.subList(0, old)) {
            state.add(each.event());
        }
        settled = state.snapshot();
        settledUntil = recent.get(old - 1).time();
        recent.subList(0, old).clear();
        ids = null;
        return true;
    }

    private CustomerState settledState(ClvModel model) {
        byte[] snapshot = settled;
        return snapshot == null ? model.begin(customer, zone) : model.restore(customer, snapshot);
    }

    /**
     * The state after all events before {@code at}; the caller must not change it, nor keep it.
     *
     * @throws IllegalArgumentException if events that are settled are not before {@code at}
     */
    CustomerState state(ClvModel model, Instant at) {
        Instant newest = newest();
        if (newest != null && !newest.isBefore(at)) {
            Instant until = settledUntil;
            if (until != null && !until.isBefore(at)) {
                throw new IllegalArgumentException(
                        "what was known of the customer at " + at + " is not kept any more, as events until " + until
                                + " are settled; ask as of a later instant");
            }
            CustomerState earlier = settledState(model);
            for (Recent each : recent) {
                if (each.time().isBefore(at)) {
                    earlier.add(each.event());
                }
            }
            return earlier;
        }
        CustomerState state = head;
        if (state == null) {
            state = settledState(model);
            for (Recent each : recent) {
                state.add(each.event());
            }
            head = state;
        }
        return state;
    }

    /** Everything but the state after all events, for a store. */
    byte[] snapshot() {
        StateWriter out = new StateWriter();
        byte[] state = settled;
        Instant until = settledUntil;
        out.text(features).flag(state != null);
        if (state != null && until != null) {
            out.bytes(state).instant(until);
        }
        out.whole(recent.size());
        recent.forEach(each -> write(each.id(), each.event(), out));
        return out.toBytes();
    }

    /** Whether a stored snapshot is of the model's features. */
    static boolean fits(StateStore.Saved saved, ClvModel model) {
        byte[] snapshot = saved.snapshot();
        return snapshot == null || new StateReader(snapshot).text().equals(model.features());
    }

    /**
     * What a store has of a customer.
     *
     * @throws UnfitStateException if the snapshot is of other features than the model's
     */
    static LiveCustomer of(String customer, ZoneId zone, StateStore.Saved saved, ClvModel model) {
        LiveCustomer read = new LiveCustomer(customer, zone, model);
        byte[] snapshot = saved.snapshot();
        if (snapshot != null) {
            StateReader in = new StateReader(snapshot);
            String of = in.text();
            if (!of.equals(read.features)) {
                throw new UnfitStateException(of, read.features);
            }
            if (in.flag()) {
                read.settled = in.bytes();
                read.settledUntil = in.instant();
            }
            for (int i = in.count(2); i > 0; i--) {
                read.take(in);
            }
            in.end();
        }
        for (byte[] event : saved.events()) {
            read.take(new StateReader(event));
        }
        read.appended = saved.appended();
        return read;
    }

    private void take(StateReader in) {
        String id = in.flag() ? in.text() : null;
        add(id, EventBytes.read(in));
    }

    /** An event for a store. */
    static byte[] bytes(@Nullable String id, CustomerEvent event) {
        StateWriter out = new StateWriter();
        write(id, event, out);
        return out.toBytes();
    }

    private static void write(@Nullable String id, CustomerEvent event, StateWriter out) {
        out.flag(id != null);
        if (id != null) {
            out.text(id);
        }
        EventBytes.write(event, out);
    }

    /** The event that {@link #bytes} wrote. */
    static CustomerEvent event(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        if (in.flag()) {
            in.text();
        }
        return EventBytes.read(in);
    }
}
