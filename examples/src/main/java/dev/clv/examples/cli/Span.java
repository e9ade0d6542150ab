package dev.clv.examples.cli;

import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as an option's value: {@code 180d}, or ISO 8601 such as {@code PT36H}; more than zero, at most a
 * century.
 */
final class Span implements ITypeConverter<Duration> {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = text.matches("\\d{1,6}d")
                    ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                    : Duration.parse(text);
            if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw new TypeConversionException(
                        "'" + text + "' must be more than zero and at most " + LONGEST.toDays() + "d");
            }
            return duration;
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no length of time such as 180d (days) or PT36H (ISO 8601)");
        }
    }
}
