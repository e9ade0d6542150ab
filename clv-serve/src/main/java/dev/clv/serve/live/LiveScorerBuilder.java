package dev.clv.serve.live;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The settings of a {@link LiveScorer}. Mutable, not thread-safe. */
public final class LiveScorerBuilder {

    private static final Duration DEFAULT_LATENESS = Duration.ofDays(2);
    private static final Duration DEFAULT_AHEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int DEFAULT_RESIDENT = 20_000;
    private static final int DEFAULT_EXPLANATIONS = 2;
    private static final int DEFAULT_CACHED = 10_000;

    final ModelVersion model;
    StateStore store = StateStore.inMemory();
    ZoneId zone = ZoneOffset.UTC;
    Duration lateness = DEFAULT_LATENESS;
    Duration ahead = DEFAULT_AHEAD;
    Duration explanationWait = Duration.ofSeconds(2);
    Duration explanationAge = Duration.ofHours(1);
    boolean keepEvents;
    int resident = DEFAULT_RESIDENT;
    int explanationsAtOnce = DEFAULT_EXPLANATIONS;
    int explanationsCached = DEFAULT_CACHED;

    LiveScorerBuilder(ModelVersion model) {
        this.model = model;
    }

    /** Where states are kept; in memory unless set. The scorer closes it. */
    public LiveScorerBuilder store(StateStore store) {
        this.store = store;
        return this;
    }

    /** The zone whose calendar days count, that of the log that the model was trained on; UTC unless set. */
    public LiveScorerBuilder zone(ZoneId zone) {
        this.zone = zone;
        return this;
    }

    /**
     * By how much an event may be older than its customer's newest one and still count; 2 days unless set. So long are
     * the ids of events remembered, too, and so many events are kept one by one.
     *
     * @param lateness zero or more, at most a hundred years
     */
    public LiveScorerBuilder lateness(Duration lateness) {
        this.lateness = require("lateness", lateness);
        return this;
    }

    /**
     * By how much an event may be later than now, as clocks differ; 5 minutes unless set.
     *
     * @param ahead zero or more, at most a hundred years
     */
    public LiveScorerBuilder clocksDifferBy(Duration ahead) {
        this.ahead = require("clocksDifferBy", ahead);
        return this;
    }

    /**
     * Keeps every event in the store, not only what the model's features need of it, so that a model of other features
     * can take over; some 50 bytes an event. Unless this is set, settled events are not kept.
     */
    public LiveScorerBuilder keepEvents() {
        this.keepEvents = true;
        return this;
    }

    /**
     * Of how many customers the states are in memory; 20,000 unless set, which takes some 100 MB. Those of others are
     * read from the store when they are asked for.
     *
     * @param customers at least 1
     */
    public LiveScorerBuilder resident(int customers) {
        this.resident = positive("resident", customers);
        return this;
    }

    /**
     * How many explanations may be made at once; 2 unless set. Further ones wait, and are refused in the end.
     *
     * @param explanations at least 1
     * @param wait how long one waits for its turn; 2 seconds unless set
     */
    public LiveScorerBuilder explanationsAtOnce(int explanations, Duration wait) {
        this.explanationsAtOnce = positive("explanationsAtOnce", explanations);
        this.explanationWait = require("the wait for an explanation", wait);
        return this;
    }

    /**
     * Gives an explanation again if nothing happened to the customer and the model since; 10,000 of them for an hour
     * unless set.
     *
     * @param explanations how many are kept, 0 for none
     * @param age how much earlier their instant may be than the one asked for
     */
    public LiveScorerBuilder cacheExplanations(int explanations, Duration age) {
        if (explanations < 0) {
            throw new IllegalArgumentException("cacheExplanations must be 0 or more, was " + explanations);
        }
        this.explanationsCached = explanations;
        this.explanationAge = require("the age of an explanation", age);
        return this;
    }

    /**
     * Opens the scorer.
     *
     * @throws IllegalArgumentException if the store holds states of another zone, or states without their events
     *     although {@link #keepEvents} is set
     * @throws UnfitStateException if it holds states of other features, and no events
     */
    public LiveScorer open() {
        StoreNote.open(store, zone, model.model().features(), keepEvents);
        return new LiveScorer(this);
    }

    private static Duration require(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from zero to a hundred years, was " + value + "; give a duration such as PT48H");
        }
        return value;
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }
}
