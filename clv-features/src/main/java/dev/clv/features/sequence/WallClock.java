package dev.clv.features.sequence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * The calendar and the time of day of a zone. Times between two instants are those that a clock on the wall shows, so
 * that one morning is a whole number of days after another, also where the clock was changed between them. Immutable
 * and thread-safe.
 */
final class WallClock {

    private static final int SECONDS_PER_DAY = 86_400;

    /** A clock that is put forward at midnight skips no more. */
    private static final int MOST_SKIPPED = 3 * 3600;

    private final ZoneId zone;
    private final ZoneRules rules;

    WallClock(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    ZoneId zone() {
        return zone;
    }

    private long seconds(Instant instant) {
        return instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
    }

    /** Days, with a fraction, from one instant to a later one; never below 0. */
    double days(Instant from, Instant to) {
        return Math.max(0, seconds(to) - seconds(from)) / (double) SECONDS_PER_DAY;
    }

    /** Days since 1970-01-01. */
    long day(Instant instant) {
        return Math.floorDiv(seconds(instant), SECONDS_PER_DAY);
    }

    /** How much of the week has passed at the beginning of the day, in [0, 1), 0 on Monday. */
    double ofWeek(Instant instant) {
        // 1970-01-01 was a Thursday.
        return Math.floorMod(day(instant) + 3, 7L) / 7.0;
    }

    /** How much of the year has passed at the beginning of the day, in [0, 1). */
    double ofYear(Instant instant) {
        LocalDate date = LocalDate.ofEpochDay(day(instant));
        return (date.getDayOfYear() - 1) / (double) date.lengthOfYear();
    }

    /** How much of the day has passed, in [0, 1); 0 at its beginning also where the clock skips midnight. */
    double ofDay(Instant instant) {
        long second = Math.floorMod(seconds(instant), (long) SECONDS_PER_DAY);
        boolean begins = second > 0
                && second <= MOST_SKIPPED
                && LocalDate.ofEpochDay(day(instant))
                        .atStartOfDay(zone)
                        .toInstant()
                        .equals(instant);
        return begins ? 0 : second / (double) SECONDS_PER_DAY;
    }
}
