package dev.clv.features.internal.text;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Review;
import org.jspecify.annotations.Nullable;

/** What customers write on an occasion. */
public final class WrittenText {

    private WrittenText() {}

    /** The text of a review or of feedback; null for another event, and where there is nothing but blanks. */
    public static @Nullable String of(CustomerEvent event) {
        String text = event instanceof Review review
                ? review.text()
                : event instanceof Feedback feedback ? feedback.text() : null;
        return text == null || text.isBlank() ? null : text;
    }
}
