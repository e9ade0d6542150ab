package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Anything else with a name and a number: a search, minutes in a video, a loyalty balance.
 *
 * @param time when
 * @param name what was measured; not blank
 * @param value the number; finite
 */
public record Signal(Instant time, String name, double value) implements CustomerEvent {

    /** Refuses a blank name and a value that is not finite. */
    public Signal {
        requireNonNull(time, "time");
        if (name.isBlank()) {
            throw new IllegalArgumentException("signal name must not be blank");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value of signal '" + name + "' must be finite, was " + value);
        }
    }
}
