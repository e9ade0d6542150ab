package dev.clv.features.event;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a log as a whole, in memory or in temporary files. */
public sealed interface LogFacts permits EventLog, StoredLog {

    /** The zone whose calendar days count. */
    ZoneId zone();

    /** The one currency of all amounts, as an ISO 4217 code, or null if neither the rows nor the builder names one. */
    @Nullable
    String currency();

    /**
     * What stands beside the amounts of a log without a {@link #currency()} and leaves open which of several currencies
     * they are in, such as {@code $} or {@code kr}; null if nothing does, or the log names its currency.
     */
    @Nullable
    String currencyMark();

    /**
     * The start of what this log has seen: the start of the calendar day of its first event, detached ones and
     * attributes aside, and {@link #observedUntil()} if there is no event. A few events far before all others
     * ({@link LogReasons#DETACHED_EARLY}) do not move it.
     */
    Instant observedFrom();

    /**
     * The end of what this log has seen, exclusive; unless set, the end of its last event's calendar day, which
     * attributes do not move ({@link LogReasons#ATTRIBUTES_LATE}) unless there is nothing else, and 1970-01-01 in UTC
     * if there is nothing. A few events far after all others, as of a mistyped year, do not move it: they are left out
     * ({@link LogReasons#DETACHED_LATE}) unless {@link EventLog.Builder#observedUntil} is set.
     */
    Instant observedUntil();

    /**
     * How late one can ask about customers before the silence since {@link #observedUntil()} is longer than any that
     * the log has seen: a day after it, or the log's longest pause from one day with events to the next, whichever is
     * more; days that an export has left out ({@code days_missing} in the report) are no pause. Whoever bought in a
     * longer silence looks inactive.
     */
    Instant currentUntil();

    /** How many customers there are. */
    int customerCount();

    /** How many events it holds; attribute changes do not count. */
    long size();

    /** The time of the first event or timed attribute change; empty when there is none. */
    Optional<Instant> firstEvent();

    /** The time of the last event or timed attribute change; empty when there is none. */
    Optional<Instant> lastEvent();

    /** What became of every row that was read; for a part of a log, of every row of the whole one. */
    DataQualityReport quality();
}
