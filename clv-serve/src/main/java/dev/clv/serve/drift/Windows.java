package dev.clv.serve.drift;

import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The stretches of a log that are compared, all of four whole weeks, so that each has the same days of the week. Window
 * 0 ends now; those from 1 on go back from the reference: the first few are the reference, and each of the earlier ones
 * shows how much a window usually differs from it. Before every window, and before every instant at which features are
 * compared, as much of the past counts as before all others, because a log that grows makes customers look older.
 * Immutable.
 *
 * @param past whole days of the log before the reference
 */
record Windows(ZoneId zone, Instant reference, Instant now, int past) {

    /** Days of a window. */
    static final int DAYS = 28;

    /** A log must have so many days before the reference. */
    static final int LEAST_PAST = 2 * DAYS;

    private static final int REFERENCES = 3;
    private static final int MOST_EARLIER = 12;
    private static final int YEAR = 364;
    private static final int WEEK = 7;

    /**
     * Up to {@code now}, from a reference moved back by up to six days, to the same day of the week and time of day.
     *
     * @throws IllegalArgumentException if the log ends before now, or there is too little time between its beginning,
     *     the reference and now
     */
    static Windows of(EventLog log, Instant reference, Instant now) {
        if (now.isAfter(log.observedUntil())) {
            throw new IllegalArgumentException("the log ends at " + log.observedUntil() + ", before " + now
                    + ", so that silence would look like drift; ask about its end or earlier");
        }
        ZonedDateTime end = now.atZone(log.zone());
        long between = ChronoUnit.DAYS.between(reference.atZone(log.zone()), end);
        if (between < DAYS) {
            throw new IllegalArgumentException("drift compares the " + DAYS + " days before " + now
                    + " with the time before " + reference + ", which must be at least " + DAYS
                    + " days earlier; ask about a later time or give an earlier reference");
        }
        boolean whole = !end.minusDays(between).toInstant().isAfter(reference);
        long weeks = ((whole ? between : between + 1) + WEEK - 1) / WEEK;
        ZonedDateTime start = end.minusWeeks(weeks);
        long past = ChronoUnit.DAYS.between(log.observedFrom().atZone(log.zone()), start);
        if (past < LEAST_PAST) {
            throw new IllegalArgumentException("drift needs " + LEAST_PAST + " days of the log before the reference, "
                    + reference + ", but the log begins at " + log.observedFrom()
                    + "; give a later reference or a log that begins earlier");
        }
        return new Windows(log.zone(), start.toInstant(), now, (int) Math.min(past, Integer.MAX_VALUE));
    }

    /** How many windows make the reference. */
    int references() {
        return Math.min(REFERENCES, past / DAYS - 1);
    }

    /** How many windows there are before those of the reference. */
    int earlier() {
        return Math.min(MOST_EARLIER, (past - DAYS * references()) / 2 / DAYS);
    }

    int count() {
        return 1 + references() + earlier();
    }

    /** When a window ends, exclusive. */
    Instant until(int window) {
        return window == 0 ? now : back(DAYS * (window - 1));
    }

    Instant from(int window) {
        return window == 0 ? daysBefore(now, DAYS) : back(DAYS * window);
    }

    /** What a window is compared as: 0 is now, 1 the reference, and each of the earlier ones is a group of its own. */
    int group(int window) {
        return window <= 1 ? window : Math.max(1, window - references() + 1);
    }

    int groups() {
        return 2 + earlier();
    }

    /** Who did nothing for so many days before a window is new in it. */
    int gap() {
        return Math.min(YEAR, past - DAYS * (references() + earlier()));
    }

    /** How many days features look back. */
    int lookback() {
        return Math.min(YEAR, past * 2 / 3 / WEEK * WEEK);
    }

    /** As of when features are taken: now, at the reference, and earlier. */
    List<Instant> instants() {
        int before = Math.min(MOST_EARLIER, (past - lookback()) / DAYS);
        return IntStream.rangeClosed(-1, before)
                .mapToObj(i -> i < 0 ? now : back(DAYS * i))
                .toList();
    }

    /** When the reference windows begin. */
    Instant referenceFrom() {
        return back(DAYS * references());
    }

    Instant daysBefore(Instant time, long days) {
        return time.atZone(zone).minusDays(days).toInstant();
    }

    private Instant back(long days) {
        return daysBefore(reference, days);
    }

    String day(Instant time) {
        return time.atZone(zone).toLocalDate().toString();
    }

    /** For sentences: {@code in the 28 days before 2024-06-01, beside the 84 days before 2024-01-01}. */
    String words() {
        return "in the " + DAYS + " days before " + day(now) + ", beside the " + DAYS * references() + " days before "
                + day(reference);
    }
}
