package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A customer attribute has this value from this moment on (country, tier, newsletter, ...).
 *
 * <p>An attribute from a table without times is known from {@link Instant#MIN} on.
 *
 * @param time from when on the value is known
 * @param name the attribute; not blank
 * @param value its value as text; an extractor that needs a number reads it from the text
 */
public record AttributeChange(Instant time, String name, String value) implements CustomerEvent {

    /** Refuses a blank name. */
    public AttributeChange {
        requireNonNull(time, "time");
        requireNonNull(value, "value");
        if (name.isBlank()) {
            throw new IllegalArgumentException("attribute name must not be blank");
        }
    }
}
