package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Sample;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The times of the events of a log that comes in parts, by days in UTC: as much as tells the time that the log has
 * seen. Not thread-safe.
 */
final class DayTimes {

    /** What lies on one day. */
    private static final class Day {

        /** Events, and of attributes rows. */
        private int counted;

        private long rows;
        private long first = Long.MAX_VALUE;
        private long last = Micros.BEGINNING;

        /** The first rows, each as its place among all and its time. */
        private final List<long[]> firstRows = new ArrayList<>(0);
    }

    private final long end;
    private final TreeMap<Long, Day> events = new TreeMap<>();
    private final TreeMap<Long, Day> attributes = new TreeMap<>();
    private boolean hasEvents;
    private long lastDay = Long.MIN_VALUE;
    private @Nullable Day lastOfEvents;
    private long place;

    /** @param set the end, or null if the events tell it */
    DayTimes(@Nullable Instant set) {
        this.end = set == null ? Long.MAX_VALUE : Micros.ceiling(set);
    }

    /** Takes the events of a part, in order of arrival. */
    void add(RecordedEvents part) {
        for (int i = 0; i < part.size(); i++) {
            boolean attribute = part.kind(i) == EventTable.ATTRIBUTE;
            hasEvents |= !attribute;
            long time = part.time(i);
            if (time == Micros.BEGINNING || time >= end) {
                continue;
            }
            boolean row = part.has(RecordedEvents.ROW, i);
            Day day = attribute ? day(attributes, Micros.day(time)) : eventsOf(Micros.day(time));
            day.counted += !attribute || row ? 1 : 0;
            day.rows += row ? 1 : 0;
            day.first = Math.min(day.first, time);
            day.last = Math.max(day.last, time);
            if (row && day.firstRows.size() < DataQualityReport.MAX_SAMPLES) {
                day.firstRows.add(new long[] {place + i, time});
            }
        }
        place += part.size();
    }

    private Day eventsOf(long number) {
        Day day = lastOfEvents;
        if (day == null || number != lastDay) {
            day = day(events, number);
            lastOfEvents = day;
            lastDay = number;
        }
        return day;
    }

    private static Day day(TreeMap<Long, Day> days, long number) {
        return days.computeIfAbsent(number, any -> new Day());
    }

    /** The last event that lies before the end and is not detached; {@link Micros#BEGINNING} if there is none. */
    long last(ObservedTime observed) {
        long until = Micros.ceiling(observed.until());
        return events.values().stream()
                .mapToLong(day -> day.last)
                .filter(last -> last < until)
                .max()
                .orElse(Micros.BEGINNING);
    }

    /** The time that all parts together have seen, as {@link ObservedTime#of} finds it of a log in one piece. */
    ObservedTime observed(ZoneId zone, @Nullable Instant set) {
        TreeMap<Long, Day> days = hasEvents ? events : attributes;
        TreeMap<Long, Integer> counts = new TreeMap<>();
        days.forEach((number, day) -> {
            if (day.counted > 0) {
                counts.put(number, day.counted);
            }
        });
        DetachedEvents detached = DetachedEvents.of(counts);
        long first = Long.MAX_VALUE;
        long last = Micros.BEGINNING;
        long earlyRows = 0;
        List<Day> early = new ArrayList<>();
        List<Day> late = new ArrayList<>();
        for (Day day : days.values()) {
            if (detached.isEarly(day.first)) {
                earlyRows += day.rows;
                early.add(day);
            } else if (set == null && detached.isLate(day.first)) {
                late.add(day);
            } else {
                first = Math.min(first, day.first);
                last = Math.max(last, day.last);
            }
        }
        return ObservedTime.of(
                first, last, detached.longestPause(), zone, set, earlyRows, samples(early, zone), samples(late, zone));
    }

    private static List<Sample> samples(List<Day> days, ZoneId zone) {
        List<Sample> samples = new ArrayList<>();
        days.stream()
                .flatMap(day -> day.firstRows.stream())
                .sorted(Comparator.comparingLong(row -> row[0]))
                .limit(DataQualityReport.MAX_SAMPLES)
                .forEach(row -> samples.add(ObservedTime.day(row[1], zone)));
        return samples;
    }
}
