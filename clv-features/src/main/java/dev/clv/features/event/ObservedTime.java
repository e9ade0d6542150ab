package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time that a log has seen, and the events that lie apart from it.
 *
 * @param from its start
 * @param until its end, exclusive
 * @param currentUntil how late one can ask before the silence since its end is longer than any before: a day after it
 *     at least
 * @param earlyRows rows of events that are detached from all others, before them
 * @param early days of the first of them
 * @param late days of the first detached events after all others; none if the end was set
 */
record ObservedTime(
        Instant from, Instant until, Instant currentUntil, long earlyRows, List<Sample> early, List<Sample> late) {

    /** @param set the end, or null for the end of the calendar day of the last event that is not detached */
    static ObservedTime of(RecordedEvents events, ZoneId zone, @Nullable Instant set) {
        long end = set == null ? Long.MAX_VALUE : Micros.ceiling(set);
        // Attributes are no behaviour: a snapshot taken later does not say that nobody bought until then.
        boolean withAttributes = !hasEvents(events);
        DetachedEvents detached = DetachedEvents.among(
                events.size(),
                i -> events.time(i) < end && counts(events, i, withAttributes) ? events.time(i) : Micros.BEGINNING);
        long first = Long.MAX_VALUE;
        long last = Micros.BEGINNING;
        long earlyRows = 0;
        List<Sample> early = new ArrayList<>();
        List<Sample> late = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            long time = events.time(i);
            boolean attribute = events.kind(i) == EventTable.ATTRIBUTE;
            if (time == Micros.BEGINNING || time >= end || (attribute && !withAttributes)) {
                continue;
            }
            boolean row = events.has(RecordedEvents.ROW, i);
            if (detached.isEarly(time)) {
                earlyRows += row ? 1 : 0;
                addDay(early, row, time, zone);
            } else if (set == null && detached.isLate(time)) {
                addDay(late, row, time, zone);
            } else {
                first = Math.min(first, time);
                last = Math.max(last, time);
            }
        }
        return of(first, last, detached.longestPause(), zone, set, earlyRows, early, late);
    }

    /**
     * The observed time of events of which the first and the last are known.
     *
     * @param first {@link Long#MAX_VALUE} if there is none
     * @param last {@link Micros#BEGINNING} if there is none
     */
    static ObservedTime of(
            long first,
            long last,
            long longestPause,
            ZoneId zone,
            @Nullable Instant set,
            long earlyRows,
            List<Sample> early,
            List<Sample> late) {
        Instant until = set != null ? set : last == Micros.BEGINNING ? Instant.EPOCH : startOfDay(last, zone, 1);
        return new ObservedTime(
                first == Long.MAX_VALUE ? until : startOfDay(first, zone, 0),
                until,
                later(until, Math.max(1, longestPause)),
                earlyRows,
                early,
                late);
    }

    /** The same time, of which one can ask no later than so many days after its end, or one if that is more. */
    ObservedTime pausedAtMost(int days) {
        Instant latest = later(until, Math.max(1, days));
        return latest.isBefore(currentUntil) ? new ObservedTime(from, until, latest, earlyRows, early, late) : this;
    }

    private static Instant later(Instant time, long days) {
        Duration pause = Duration.ofDays(days);
        return time.isBefore(Instant.MAX.minus(pause)) ? time.plus(pause) : Instant.MAX;
    }

    /** A row counts once, and so does the refund that the row of a purchase tells of, which may be later. */
    private static boolean counts(RecordedEvents events, int i, boolean withAttributes) {
        byte kind = events.kind(i);
        return kind == EventTable.ATTRIBUTE
                ? withAttributes && events.has(RecordedEvents.ROW, i)
                : events.has(RecordedEvents.ROW, i) || kind == EventTable.code(EventKind.REFUND);
    }

    private static boolean hasEvents(RecordedEvents events) {
        int i = 0;
        while (i < events.size() && events.kind(i) == EventTable.ATTRIBUTE) {
            i++;
        }
        return i < events.size();
    }

    private static void addDay(List<Sample> samples, boolean row, long time, ZoneId zone) {
        if (row && samples.size() < DataQualityReport.MAX_SAMPLES) {
            samples.add(day(time, zone));
        }
    }

    /** The calendar day of an event as a sample. */
    static Sample day(long time, ZoneId zone) {
        return new Sample(
                0, "time", Micros.toInstant(time).atZone(zone).toLocalDate().toString());
    }

    private static Instant startOfDay(long time, ZoneId zone, int daysLater) {
        return Micros.toInstant(time)
                .atZone(zone)
                .toLocalDate()
                .plusDays(daysLater)
                .atStartOfDay(zone)
                .toInstant();
    }
}
