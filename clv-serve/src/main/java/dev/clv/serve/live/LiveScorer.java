package dev.clv.serve.live;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventBytes;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Predicts customers while their events come in. An event that is accepted counts in the next answer as of an instant
 * after it; an answer equals, bit for bit, what the model predicts of the whole history
 * ({@link ClvModel#predict(CustomerState, Instant)}), and belongs to exactly one version of the model, which it names.
 *
 * <pre>{@code
 * LiveScorer scorer = LiveScorer.builder(model)
 *         .zone(ZoneId.of("Europe/London"))
 *         .store(DurableStore.open(Path.of("states")))
 *         .open();
 * scorer.add(new LiveEvent("17850", "order-1-line-1", Purchase.of(time, amount)), now);
 * ClvPrediction p = scorer.score("17850", now).prediction();
 * }</pre>
 *
 * <p><b>Late events.</b> Events may come in any order as long as none is older than its customer's newest one by more
 * than the {@linkplain LiveScorerBuilder#lateness lateness}; older ones are left out and counted. An id that comes
 * again within that time changes nothing.
 *
 * <p><b>Memory.</b> The states of the customers asked for latest are in memory, all others in the {@link StateStore}.
 *
 * <p>Thread-safe; uses no clock and starts no thread. A call about a customer waits for another one about a customer of
 * the same of 64 shards, which takes microseconds, or what it takes to read the customer from the store; explanations
 * are made outside.
 */
public final class LiveScorer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveScorer.class);
    private static final int SHARD_BITS = 6;
    private static final int SHARDS = 1 << SHARD_BITS;
    private static final int GOLDEN_RATIO = 0x9E3779B9; // times 2 to the power of 32

    private final StateStore store;
    private final ZoneId zone;
    private final Duration lateness;
    private final Duration ahead;
    private final boolean keepEvents;
    private final Shard[] shards = new Shard[SHARDS];
    private final ModelHolder holder;
    private final Explanations explanations;

    private final Map<Receipt, LongAdder> receipts = new EnumMap<>(Receipt.class);
    private final LongAdder scores = new LongAdder();
    private final LongAdder refolded = new LongAdder();

    LiveScorer(LiveScorerBuilder settings) {
        this.store = settings.store;
        this.zone = settings.zone;
        this.lateness = settings.lateness;
        this.ahead = settings.ahead;
        this.keepEvents = settings.keepEvents;
        this.explanations = new Explanations(settings);
        this.holder = new ModelHolder(
                settings.model,
                keepEvents,
                next -> StoreNote.open(store, zone, next.model().features(), keepEvents));
        int each = Math.max(1, settings.resident / SHARDS);
        Arrays.setAll(shards, i -> new Shard(each));
        for (Receipt receipt : Receipt.values()) {
            receipts.put(receipt, new LongAdder());
        }
    }

    /** The settings of a scorer by this model, which is named by its fingerprint. */
    public static LiveScorerBuilder builder(ClvModel model) {
        return builder(ModelVersion.of(model));
    }

    /** The settings of a scorer by this version of a model. */
    public static LiveScorerBuilder builder(ModelVersion model) {
        return new LiveScorerBuilder(model);
    }

    /**
     * Takes in an event. When this returns {@link Receipt#ACCEPTED}, the store has it.
     *
     * @param event its time is cut to microseconds, as that of every event of a log; amounts are taken to be in the
     *     currency of the model
     * @param now the time of the service; the scorer asks no clock
     * @throws StoreException if the store cannot write; the event does not count then
     */
    public Receipt add(LiveEvent event, Instant now) {
        Receipt receipt = event.event().time().isAfter(now.plus(ahead)) ? Receipt.IN_FUTURE : take(event);
        count(receipt).increment();
        return receipt;
    }

    private Receipt take(LiveEvent given) {
        LiveEvent event = new LiveEvent(given.customer(), given.id(), toMicros(given.event()));
        Shard shard = shard(event.customer());
        shard.lock.lock();
        try {
            ClvModel model = holder.current().model();
            LiveCustomer live = resident(shard, event.customer(), model);
            Receipt receipt = live.judge(event, lateness);
            if (receipt == Receipt.ACCEPTED) {
                store.append(event.customer(), live.version(), LiveCustomer.bytes(event.id(), event.event()));
                live.add(event.id(), event.event());
                shard.put(event.customer(), live);
                settle(event.customer(), live, model);
            }
            return receipt;
        } finally {
            shard.lock.unlock();
        }
    }

    /**
     * The event counts whatever comes of this: without the new snapshot, the one before and the events are complete.
     */
    private void settle(String customer, LiveCustomer live, ClvModel model) {
        if (live.settle(model, lateness)) {
            try {
                store.replace(customer, live.version(), live.snapshot(), keepEvents);
            } catch (StoreException e) {
                LOG.warn("a snapshot was not written, and is tried again after some events: {}", e.getMessage());
            }
        }
    }

    private static CustomerEvent toMicros(CustomerEvent event) {
        Instant time = event.time().truncatedTo(ChronoUnit.MICROS);
        return time.equals(event.time()) ? event : EventBytes.at(time, event);
    }

    /**
     * Predicts a customer's value over the horizon that starts at {@code at}, from the accepted events before it.
     *
     * @param customer anybody; who is not known is predicted as somebody who never bought
     * @param at as of when
     * @throws IllegalArgumentException if settled events are not before {@code at}, as what was known then is not kept
     * @throws StoreException if the store cannot be read
     */
    public LiveScore score(String customer, Instant at) {
        Shard shard = shard(customer);
        shard.lock.lock();
        try {
            ModelVersion version = holder.current();
            LiveCustomer live = resident(shard, customer, version.model());
            CustomerState state = live.state(version.model(), at);
            ClvPrediction prediction = version.model().predict(state, at);
            scores.increment();
            Shadow beside = holder.beside();
            if (beside != null) {
                beside.compare(version.name(), prediction.value(), model -> candidateValue(model, customer, live, at));
            }
            return new LiveScore(version.name(), live.version(), prediction);
        } finally {
            shard.lock.unlock();
        }
    }

    private double candidateValue(ClvModel candidate, String customer, LiveCustomer live, Instant at) {
        boolean fits = candidate.features().equals(live.features());
        LiveCustomer own = fits ? live : refolded(customer, candidate);
        return candidate.predict(own.state(candidate, at), at).value();
    }

    /**
     * Why the value of a customer is what it is, compared with the average customer.
     *
     * @param customer anybody
     * @param at as of when; an explanation of the same state by the same model may be given again, which then says so
     *     and has its own instant
     * @throws IllegalArgumentException if settled events are not before {@code at}
     * @throws BusyException if too many explanations are being made, and none of them is finished in time
     * @throws StoreException if the store cannot be read
     */
    public LiveExplanation explain(String customer, Instant at) {
        ModelVersion version;
        CustomerState state;
        long events;
        boolean whole;
        LiveCustomer live;
        Shard shard = shard(customer);
        shard.lock.lock();
        try {
            version = holder.current();
            live = resident(shard, customer, version.model());
            events = live.version();
            LiveExplanation known = explanations.known(customer, version.name(), events, at);
            if (known != null) {
                return known;
            }
            Instant newest = live.newest();
            whole = newest == null || newest.isBefore(at);
            // A copy, as events may come in while it is explained.
            state = version.model()
                    .restore(customer, live.state(version.model(), at).snapshot());
        } finally {
            shard.lock.unlock();
        }
        LiveExplanation made = explanations.make(version, events, state, at);
        // One of an earlier state must not be taken for one of the latest.
        if (whole) {
            keep(shard, customer, live, made);
        }
        return made;
    }

    /** Unless the customer was forgotten or did something while it was made. */
    private void keep(Shard shard, String customer, LiveCustomer explained, LiveExplanation made) {
        shard.lock.lock();
        try {
            if (shard.get(customer) == explained && explained.version() == made.state()) {
                explanations.keep(customer, made);
            }
        } finally {
            shard.lock.unlock();
        }
    }

    /** The version that answers. */
    public ModelVersion model() {
        return holder.current();
    }

    /**
     * Lets another version answer from now on. Nobody waits: answers under way are given by the version before. States
     * of the same features continue; if the features are others, each customer's events are folded again when the
     * customer is next asked for.
     *
     * @param next its currency is that of the present one
     * @throws UnfitStateException if its features are others, and events are not kept
     * @throws IllegalArgumentException if its currency is another one, or its name is that of the present one
     */
    public void swap(ModelVersion next) {
        holder.swap(next);
    }

    /**
     * The same after the next version has predicted customers whose states are in memory, so that its code is compiled
     * and its first answers are as fast as later ones.
     *
     * @param most how many customers it predicts first
     * @param at as of when
     * @return how many it did
     */
    public int warmUpAndSwap(ModelVersion next, int most, Instant at) {
        holder.requireFit(next);
        int warmed = 0;
        for (Shard shard : shards) {
            shard.lock.lock();
            try {
                List<String> latest = shard.ids();
                for (String customer : latest.subList(0, Math.min(latest.size(), (most + SHARDS - 1) / SHARDS))) {
                    LiveCustomer live = Objects.requireNonNull(shard.get(customer));
                    Instant newest = live.newest();
                    if (warmed < most && (newest == null || newest.isBefore(at))) {
                        candidateValue(next.model(), customer, live, at);
                        warmed++;
                    }
                }
            } finally {
                shard.lock.unlock();
            }
        }
        holder.swap(next);
        return warmed;
    }

    /**
     * Lets the version before answer again.
     *
     * @return that version
     * @throws IllegalStateException if there is none
     */
    public ModelVersion rollBack() {
        return holder.rollBack();
    }

    /**
     * Lets a candidate answer beside the present version, unheard, and records how its answers differ.
     *
     * @param candidate its currency is that of the present one
     * @param every it answers one question out of so many; at least 1. A candidate of other features folds all events
     *     of the customer again each time, and customers of the same shard wait for that
     * @throws UnfitStateException if its features are others, and events are not kept
     */
    public void shadow(ModelVersion candidate, int every) {
        holder.shadow(candidate, every);
    }

    /** Ends the shadow; {@link #shadowReport()} is null then. */
    public void endShadow() {
        holder.endShadow();
    }

    /** How the candidate's answers differ so far; null if there is no candidate. */
    public @Nullable ShadowReport shadowReport() {
        Shadow beside = holder.beside();
        return beside == null ? null : beside.report();
    }

    /**
     * Removes everything that is known of a customer, from memory and from the store, disk included.
     *
     * @return whether anything was known
     */
    public boolean forget(String customer) {
        boolean known = remove(customer, Instant.MAX);
        if (known) {
            store.erase();
        }
        return known;
    }

    /**
     * Forgets the customers whose newest event is too old.
     *
     * @param age of the newest event, before {@code now}
     * @return how many were forgotten
     */
    public long forgetOlderThan(Duration age, Instant now) {
        Instant limit = now.minus(age);
        long[] forgotten = {0};
        store.customers(customer -> forgotten[0] += remove(customer, limit) ? 1 : 0);
        if (forgotten[0] > 0) {
            store.erase();
        }
        return forgotten[0];
    }

    /** Removes a customer whose newest event is before {@code limit}; true if anything was known of such a one. */
    private boolean remove(String customer, Instant limit) {
        Shard shard = shard(customer);
        shard.lock.lock();
        try {
            LiveCustomer live = shard.get(customer);
            Instant newest = (live == null ? loaded(customer, holder.current().model()) : live).newest();
            if (newest == null || !newest.isBefore(limit)) {
                return false;
            }
            shard.remove(customer);
            explanations.remove(customer);
            return store.remove(customer);
        } finally {
            shard.lock.unlock();
        }
    }

    /**
     * Takes in the events of a log, in order of time, before any other event of its customers: how a service begins.
     * The events of a log have no ids, so afterwards only send events that are not in it. A store in which this did not
     * come to its end is refused when it is opened.
     *
     * @throws IllegalArgumentException if the log is of another currency or zone, or something is known of one of its
     *     customers
     */
    public void replay(EventLog log) {
        ClvModel model = holder.current().model();
        String currency = log.currency();
        if (currency != null
                && !currency.equals(model.currency())
                && !model.currency().equals(Explanation.NO_CURRENCY)) {
            throw new IllegalArgumentException("the log is in " + currency + " and the model in " + model.currency()
                    + "; replay a log in that one");
        }
        if (!log.zone().equals(zone)) {
            throw new IllegalArgumentException("the log counts days in " + log.zone() + " and the scorer in " + zone
                    + "; give both the same zone");
        }
        for (String customer : log.customers()) {
            if (store.load(customer).appended() > 0) {
                throw new IllegalArgumentException(
                        "something is known of a customer of the log already; replay it into an empty store");
            }
        }
        StoreNote.replaying(store, true);
        for (String customer : log.customers()) {
            Shard shard = shard(customer);
            shard.lock.lock();
            try {
                LiveCustomer live = new LiveCustomer(customer, zone, model);
                for (CustomerEvent event : log.history(customer).events()) {
                    if (keepEvents) {
                        store.append(customer, live.version(), LiveCustomer.bytes(null, event));
                    }
                    live.add(null, event);
                }
                live.settle(model, lateness);
                store.replace(customer, live.version(), live.snapshot(), keepEvents);
            } finally {
                shard.lock.unlock();
            }
        }
        StoreNote.replaying(store, false);
    }

    /** The ids of all customers of whom something is known, handed over one by one. */
    public void customers(Consumer<String> consumer) {
        store.customers(consumer);
    }

    /** What it has done so far. */
    public LiveCounts counts() {
        long resident = 0;
        long evicted = 0;
        for (Shard shard : shards) {
            shard.lock.lock();
            try {
                resident += shard.size();
                evicted += shard.evicted();
            } finally {
                shard.lock.unlock();
            }
        }
        return new LiveCounts(
                count(Receipt.ACCEPTED).sum(),
                count(Receipt.REPEATED).sum(),
                count(Receipt.TOO_LATE).sum(),
                count(Receipt.IN_FUTURE).sum(),
                scores.sum(),
                explanations.made(),
                explanations.givenAgain(),
                explanations.refused(),
                resident,
                evicted,
                refolded.sum());
    }

    /** Closes the store. */
    @Override
    public void close() {
        store.close();
    }

    private LongAdder count(Receipt receipt) {
        return Objects.requireNonNull(receipts.get(receipt));
    }

    private Shard shard(String customer) {
        // Bits that hash tables do not look at first: customers of one shard must not share a bucket of its table.
        return shards[customer.hashCode() * GOLDEN_RATIO >>> Integer.SIZE - SHARD_BITS];
    }

    /** The customer from memory, or from the store, which puts them into memory; nobody unknown gets there. */
    private LiveCustomer resident(Shard shard, String customer, ClvModel model) {
        LiveCustomer live = shard.get(customer);
        if (live != null && live.features().equals(model.features())) {
            return live;
        }
        LiveCustomer known = live == null ? loaded(customer, model) : refolded(customer, model);
        if (known.isKnown()) {
            shard.put(customer, known);
        }
        return known;
    }

    private LiveCustomer loaded(String customer, ClvModel model) {
        StateStore.Saved saved = store.load(customer);
        if (keepEvents && !LiveCustomer.fits(saved, model)) {
            LiveCustomer live = refolded(customer, model);
            store.replace(customer, live.version(), live.snapshot(), true);
            return live;
        }
        return LiveCustomer.of(customer, zone, saved, model);
    }

    /** The customer from all of their events, by another model. */
    private LiveCustomer refolded(String customer, ClvModel model) {
        LiveCustomer live =
                LiveCustomer.of(customer, zone, new StateStore.Saved(0, null, byTime(store.events(customer))), model);
        live.settle(model, lateness);
        refolded.increment();
        return live;
    }

    private static List<byte[]> byTime(List<byte[]> events) {
        // Stable, so that events of one instant stay in the order in which they came.
        return events.stream()
                .sorted(Comparator.comparing(event -> LiveCustomer.event(event).time()))
                .toList();
    }
}
