package dev.clv.examples.cli;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as typed: an instant, or a date, which means the start of that day wherever the log is. */
final class Moment {

    private final @Nullable LocalDate date;
    private final @Nullable Instant instant;

    private Moment(@Nullable LocalDate date, @Nullable Instant instant) {
        this.date = date;
        this.instant = instant;
    }

    /**
     * Reads {@code 2011-06-09} or {@code 2011-06-09T00:00:00Z}.
     *
     * @throws DateTimeException when it is neither
     */
    static Moment parse(String text) {
        if (!text.matches("\\d{4}-.*")) {
            throw new DateTimeException("no year of four digits");
        }
        return text.indexOf('T') < 0
                ? new Moment(LocalDate.parse(text), null)
                : new Moment(null, OffsetDateTime.parse(text).toInstant());
    }

    /** The instant it means in a zone. */
    Instant in(ZoneId zone) {
        return instant != null
                ? instant
                : requireNonNull(date).atStartOfDay(zone).toInstant();
    }

    /** As an option's value. */
    static final class Converter implements ITypeConverter<Moment> {

        @Override
        public Moment convert(String text) {
            try {
                return parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text
                        + "' is neither a date such as 2011-06-09 nor an instant such as 2011-06-09T00:00:00Z");
            }
        }
    }
}
