package dev.clv.examples.cli.config;

import java.time.DateTimeException;
import java.time.Duration;

/** A length of time as people write it: {@code 180d}, or ISO 8601 such as {@code PT36H}. */
public final class Span {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Duration DAY = Duration.ofDays(1);

    private Span() {}

    /**
     * The length.
     *
     * @throws IllegalArgumentException if it is neither form, not more than zero, or more than a century
     */
    public static Duration parse(String text) {
        Duration duration;
        try {
            duration = text.matches("\\d{1,6}d")
                    ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                    : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no length of time such as 180d (days) or PT36H (ISO 8601)", e);
        }
        if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be more than zero and at most " + LONGEST.toDays() + "d");
        }
        return duration;
    }

    /** As people write it: the inverse of {@link #parse}. */
    public static String format(Duration duration) {
        long days = duration.toDays();
        return duration.equals(DAY.multipliedBy(days)) ? days + "d" : duration.toString();
    }
}
