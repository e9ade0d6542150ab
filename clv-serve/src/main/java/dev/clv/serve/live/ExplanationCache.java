package dev.clv.serve.live;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest explanation of each customer, until something happens. Thread-safe. */
final class ExplanationCache {

    private final int most;
    private final Duration age;
    private final Map<String, LiveExplanation> byCustomer;

    ExplanationCache(int most, Duration age) {
        this.most = most;
        this.age = age;
        this.byCustomer = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LiveExplanation> eldest) {
                return size() > ExplanationCache.this.most;
            }
        };
    }

    /** An explanation of just this state by just this model, of about this instant; null if there is none. */
    @Nullable
    synchronized LiveExplanation get(String customer, String model, long state, Instant at) {
        LiveExplanation known = byCustomer.get(customer);
        if (known == null || !known.model().equals(model) || known.state() != state) {
            return null;
        }
        Instant made = known.explanation().at();
        boolean near = made != null && !at.isBefore(made) && !at.isAfter(made.plus(age));
        return near ? new LiveExplanation(model, state, true, known.explanation()) : null;
    }

    synchronized void put(String customer, LiveExplanation explanation) {
        byCustomer.put(customer, explanation);
    }

    synchronized void remove(String customer) {
        byCustomer.remove(customer);
    }
}
