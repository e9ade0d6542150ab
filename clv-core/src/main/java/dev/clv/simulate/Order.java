package dev.clv.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order with everything that will follow from it.
 *
 * @param time when it was placed
 * @param lines what was bought, one product a line, no product twice
 * @param satisfaction how it went, from 1 (badly) to 5 (very well)
 * @param last whether the customer leaves after it
 * @param giveBack the refund that will follow, or null
 */
record Order(
        Instant time,
        List<Line> lines,
        int satisfaction,
        boolean last,
        @Nullable GiveBack giveBack) {

    /** One product of the {@link Catalogue}, so many units of it, for so many cents together. */
    record Line(int product, int units, long cents) {}

    /** A refund of all lines or of one, decided when the order is placed and paid {@code after} it. */
    record GiveBack(Duration after, List<Line> lines) {

        long cents() {
            return lines.stream().mapToLong(Line::cents).sum();
        }
    }

    long cents() {
        return lines.stream().mapToLong(Line::cents).sum();
    }

    /** What is paid back within [from, until), in cents. */
    long centsBackWithin(Instant from, Instant until) {
        if (giveBack == null) {
            return 0;
        }
        Instant paid = time.plus(giveBack.after());
        return paid.isBefore(from) || !paid.isBefore(until) ? 0 : giveBack.cents();
    }
}
