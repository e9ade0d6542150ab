package dev.clv.serve.live;

import dev.clv.features.CustomerState;
import dev.clv.reason.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Makes explanations, few at once, and keeps the latest one of each customer until something happens. Thread-safe. */
final class Explanations {

    private final int atOnce;
    private final Semaphore room;
    private final Duration wait;
    private final Duration age;
    private final LongAdder made = new LongAdder();
    private final LongAdder givenAgain = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Guarded by itself. */
    private final Map<String, LiveExplanation> latest;

    Explanations(LiveScorerBuilder settings) {
        this.atOnce = settings.explanationsAtOnce;
        this.room = new Semaphore(atOnce);
        this.wait = settings.explanationWait;
        this.age = settings.explanationAge;
        int most = settings.explanationsCached;
        this.latest = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LiveExplanation> eldest) {
                return size() > most;
            }
        };
    }

    /** An explanation of just this state by just this version, of about this instant; null if there is none. */
    @Nullable
    LiveExplanation known(String customer, String version, long state, Instant at) {
        LiveExplanation known;
        synchronized (latest) {
            known = latest.get(customer);
        }
        if (known == null || !known.model().equals(version) || known.state() != state) {
            return null;
        }
        Instant of = known.explanation().at();
        if (of == null || at.isBefore(of) || at.isAfter(of.plus(age))) {
            return null;
        }
        givenAgain.increment();
        return new LiveExplanation(version, state, true, known.explanation());
    }

    /**
     * Makes one.
     *
     * @param events how many the state has seen
     * @throws BusyException if too many are being made, and none of them is finished in time
     */
    LiveExplanation make(ModelVersion version, long events, CustomerState state, Instant at) {
        if (!mayBegin()) {
            refused.increment();
            throw new BusyException(atOnce);
        }
        try {
            LiveExplanation explanation = new LiveExplanation(
                    version.name(), events, false, version.model().explain(state, at, Reference.averageCustomer()));
            made.increment();
            return explanation;
        } finally {
            room.release();
        }
    }

    private boolean mayBegin() {
        try {
            return room.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void keep(String customer, LiveExplanation explanation) {
        synchronized (latest) {
            latest.put(customer, explanation);
        }
    }

    void remove(String customer) {
        synchronized (latest) {
            latest.remove(customer);
        }
    }

    long made() {
        return made.sum();
    }

    long givenAgain() {
        return givenAgain.sum();
    }

    long refused() {
        return refused.sum();
    }
}
