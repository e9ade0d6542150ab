package dev.clv.features.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The calendar days of a zone, by numbers from 0 on. Immutable and thread-safe. */
final class ZonedDays {

    private final long firstDay;

    /** When each day begins, and when the last one ends. */
    private final long[] starts;

    private ZonedDays(long firstDay, long[] starts) {
        this.firstDay = firstDay;
        this.starts = starts;
    }

    /**
     * The days from that of one time to that of another, but not more than {@code most + 1} of them.
     *
     * @param last in microseconds
     */
    static ZonedDays of(Instant first, long last, ZoneId zone, int most) {
        long firstDay = first.atZone(zone).toLocalDate().toEpochDay();
        long lastDay = Micros.toInstant(last).atZone(zone).toLocalDate().toEpochDay();
        long[] starts = new long[(int) Math.min(most + 1L, lastDay - firstDay + 1) + 1];
        for (int day = 0; day < starts.length; day++) {
            starts[day] = Micros.ceiling(
                    LocalDate.ofEpochDay(firstDay + day).atStartOfDay(zone).toInstant());
        }
        return new ZonedDays(firstDay, starts);
    }

    int size() {
        return starts.length - 1;
    }

    /** The day of a time that lies in one of them. */
    int of(long time) {
        int day = (int) Math.min(size() - 1, (time - starts[0]) / Micros.PER_DAY);
        while (time < starts[day]) {
            day--;
        }
        while (time >= starts[day + 1]) {
            day++;
        }
        return day;
    }

    boolean contains(int day, long time) {
        return time >= starts[day] && time < starts[day + 1];
    }

    LocalDate date(int day) {
        return LocalDate.ofEpochDay(firstDay + day);
    }

    /** The day of the week, from 0 for Monday. */
    int weekday(int day) {
        return date(day).getDayOfWeek().ordinal();
    }
}
