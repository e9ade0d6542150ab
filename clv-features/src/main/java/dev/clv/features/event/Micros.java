package dev.clv.features.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Times as microseconds since 1970-01-01T00:00:00Z, which reach from the year -290308 to the year 294247.
 *
 * <p>{@link Long#MIN_VALUE} stands for {@link Instant#MIN}: known from the beginning of time.
 */
final class Micros {

    static final long BEGINNING = Long.MIN_VALUE;

    static final long PER_DAY = 86_400_000_000L;

    private static final long PER_SECOND = 1_000_000;
    private static final long LARGEST_SECOND = Long.MAX_VALUE / PER_SECOND - 1;

    private Micros() {}

    /** Cuts off what is smaller than a microsecond, towards the past. */
    static long floor(Instant time) {
        if (time.equals(Instant.MIN)) {
            return BEGINNING;
        }
        if (Math.abs(time.getEpochSecond()) > LARGEST_SECOND) {
            throw new IllegalArgumentException(
                    "time must lie between the years -290308 and 294247 (or be Instant.MIN), was " + time);
        }
        return time.getEpochSecond() * PER_SECOND + time.getNano() / 1000;
    }

    /** The first microsecond that is not before {@code time}; times out of range go to the nearest end of the range. */
    static long ceiling(Instant time) {
        if (Math.abs(time.getEpochSecond()) > LARGEST_SECOND) {
            return time.getEpochSecond() < 0 ? BEGINNING : Long.MAX_VALUE;
        }
        return time.getEpochSecond() * PER_SECOND + (time.getNano() + 999) / 1000;
    }

    /** The number of the day in UTC, from 1970-01-01 on. */
    static long day(long micros) {
        return Math.floorDiv(micros, PER_DAY);
    }

    /** The date of a day in UTC as a zone has it at its noon. */
    static LocalDate date(long day, ZoneId zone) {
        return toInstant(day * PER_DAY + PER_DAY / 2).atZone(zone).toLocalDate();
    }

    static Instant toInstant(long micros) {
        return micros == BEGINNING
                ? Instant.MIN
                : Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000L);
    }
}
