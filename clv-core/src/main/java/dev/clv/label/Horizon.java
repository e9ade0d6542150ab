package dev.clv.label;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A span of time ahead of (or, for steps between training origins, behind) a cutoff.
 *
 * <p>A whole number of days means calendar days in the log's zone, so that a 30-day horizon that crosses the start of
 * summer time still ends at midnight; anything else is exact time.
 *
 * @param duration more than zero, at most 36,525 days (a hundred years)
 */
public record Horizon(Duration duration) {

    private static final Duration DAY = Duration.ofDays(1);

    private static final Duration MOST = Duration.ofDays(36_525);

    /** Refuses a duration out of range. */
    public Horizon {
        requireNonNull(duration, "horizon");
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("horizon must be positive, was " + duration);
        }
        if (duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("horizon must be at most " + MOST.toDays() + " days, was " + duration);
        }
    }

    /** A number of calendar days. */
    public static Horizon ofDays(long days) {
        return new Horizon(Duration.ofDays(days));
    }

    /** The instant this far after {@code from}. */
    public Instant after(Instant from, ZoneId zone) {
        return isWholeDays() ? from.atZone(zone).plusDays(duration.toDays()).toInstant() : from.plus(duration);
    }

    /** The instant this far before {@code until}. */
    public Instant before(Instant until, ZoneId zone) {
        return isWholeDays() ? until.atZone(zone).minusDays(duration.toDays()).toInstant() : until.minus(duration);
    }

    /** Its length in days, with a fraction. */
    public double days() {
        return duration.toMillis() / (double) DAY.toMillis();
    }

    boolean isWholeDays() {
        return duration.equals(DAY.multipliedBy(duration.toDays()));
    }

    /** For instance {@code 90 days} or {@code PT36H}. */
    @Override
    public String toString() {
        return isWholeDays() ? duration.toDays() + " days" : duration.toString();
    }
}
