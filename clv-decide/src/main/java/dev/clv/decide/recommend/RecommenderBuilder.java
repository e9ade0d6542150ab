package dev.clv.decide.recommend;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Builds a {@link Recommender}. Not thread-safe. */
public final class RecommenderBuilder {

    private int window = 30;
    private int origins = 3;
    private boolean newOnly;
    private long seed = 42;
    private Assortment assortment = Assortment.fromLog();

    RecommenderBuilder() {}

    /**
     * For which time after the instant products are wanted; 30 days by default. Popularity and the training of the
     * second stage count in this window.
     *
     * @param length whole days, from 1 to 365
     */
    public RecommenderBuilder window(Duration length) {
        if (length.compareTo(Duration.ofDays(1)) < 0
                || length.compareTo(Duration.ofDays(365)) > 0
                || !length.equals(Duration.ofDays(length.toDays()))) {
            throw new IllegalArgumentException("the window must be 1 to 365 whole days, was " + length);
        }
        window = (int) length.toDays();
        return this;
    }

    /** Only products that the customer has not bought; otherwise those that are bought again as well, the default. */
    public RecommenderBuilder newProducts() {
        newOnly = true;
        return this;
    }

    /**
     * On how many windows before the instant, one after another, the second stage is trained; 3 by default.
     *
     * @param count from 1 to 24; windows before the first purchase are left out
     */
    public RecommenderBuilder origins(int count) {
        if (count < 1 || count > 24) {
            throw new IllegalArgumentException("there must be 1 to 24 training windows, were " + count);
        }
        origins = count;
        return this;
    }

    /** What can be sold; {@link Assortment#fromLog} by default. */
    public RecommenderBuilder assortment(Assortment all) {
        assortment = requireNonNull(all, "assortment");
        return this;
    }

    /** Of all randomness; 42 by default. The same seed gives the same bits. */
    public RecommenderBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Learns from everything before an instant; nothing later is looked at.
     *
     * @throws IllegalArgumentException if no purchase before it names a product
     */
    public Recommender fit(EventLog log, Instant at) {
        return fit(log, at, Runnable::run);
    }

    /**
     * The same, with parts of the work on an executor: each window, and each network of the second stage. The result
     * does not depend on it; the memory needed is that of all windows at work.
     */
    public Recommender fit(EventLog log, Instant at, Executor executor) {
        return Recommender.fit(this, log, at, executor);
    }

    int window() {
        return window;
    }

    int origins() {
        return origins;
    }

    boolean newOnly() {
        return newOnly;
    }

    long seed() {
        return seed;
    }

    Assortment assortment() {
        return assortment;
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("window", window + " days");
        settings.put("products", newOnly ? "not bought before" : "any");
        settings.put("training windows", Integer.toString(origins));
        settings.put("seed", Long.toString(seed));
        settings.put("assortment", assortment.toString());
        return settings;
    }
}
