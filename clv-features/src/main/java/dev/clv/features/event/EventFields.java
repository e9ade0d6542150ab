package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of numbered events, from which their records are made. */
interface EventFields {

    Instant time(int event);

    BigDecimal amount(int event);

    /** The quantity, rating or value. */
    double number(int event);

    @Nullable
    String text(EventField field, int event);

    /** The text of a field that the event's kind needs. */
    String requiredText(EventField field, int event);
}
