package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Words that are about no product: a complaint, a survey answer, a chat with support.
 *
 * @param time when it was given
 * @param text the words; may be empty
 */
public record Feedback(Instant time, String text) implements CustomerEvent {

    /** Refuses a missing text. */
    public Feedback {
        requireNonNull(time, "time");
        requireNonNull(text, "text");
    }
}
