package dev.clv.label;

import java.time.Instant;

/** The times that a model can be asked about: the years 1 to 9999, in which calendars and durations are safe. */
public final class Cutoff {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Cutoff() {}

    /**
     * The time, if a model can be asked about it.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException if it lies outside the years 1 to 9999
     */
    public static Instant require(String name, Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException(name + " must lie in the years 1 to 9999, was " + time);
        }
        return time;
    }
}
