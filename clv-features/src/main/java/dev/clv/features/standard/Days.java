package dev.clv.features.standard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** Calendar days of a zone, as days since 1970-01-01. Immutable. */
final class Days {

    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneRules rules;

    Days(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** The day of an instant. */
    long of(Instant instant) {
        long local = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
        return Math.floorDiv(local, SECONDS_PER_DAY);
    }

    /** The day of the last instant before {@code cutoff}. */
    long asOf(Instant cutoff) {
        return of(cutoff.minusNanos(1));
    }
}
