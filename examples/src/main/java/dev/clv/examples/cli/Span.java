package dev.clv.examples.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as an option's value, see {@link dev.clv.examples.cli.config.Span}. */
final class Span implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return dev.clv.examples.cli.config.Span.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
