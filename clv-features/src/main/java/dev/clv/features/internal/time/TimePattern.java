package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.time.LocalDateTime;

/** Takes a text apart into {@link TimeFields}. */
interface TimePattern {

    /** Whether {@code text} is a time of this pattern; {@code fields} then holds it, checked. */
    boolean parse(Slice text, TimeFields fields);

    /** The same for the usual texts only; one that it does not take, {@link #parse} may. */
    default boolean parseFast(Slice text, TimeFields fields) {
        return parse(text, fields);
    }

    /** A time as this pattern writes it, in UTC where it names a zone. */
    String write(LocalDateTime time);
}
