package dev.clv.features.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Calendar days of a zone, as days since 1970-01-01. Remembers what it was asked last, as all extractors ask for the
 * day of the same event one after another. Not thread-safe.
 */
public final class Days {

    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneRules rules;

    private @Nullable Instant lastInstant;
    private long lastDay;
    private @Nullable Instant lastCutoff;
    private long lastAsOf;

    /** Days of this zone. */
    public Days(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** The day of an instant. */
    @SuppressWarnings("ReferenceEquality") // a shortcut only: an equal instant gets the same day either way
    public long of(Instant instant) {
        if (instant != lastInstant) {
            lastDay = day(instant);
            lastInstant = instant;
        }
        return lastDay;
    }

    /** The day of the last instant before {@code cutoff}. */
    @SuppressWarnings("ReferenceEquality") // as above
    public long asOf(Instant cutoff) {
        if (cutoff != lastCutoff) {
            lastAsOf = day(cutoff.minusNanos(1));
            lastCutoff = cutoff;
        }
        return lastAsOf;
    }

    private long day(Instant instant) {
        long local = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
        return Math.floorDiv(local, SECONDS_PER_DAY);
    }
}
