package dev.clv.examples.cli;

import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What to compare a customer with, as typed: {@code average}, {@code top}, {@code earlier:D} or {@code customer:ID}.
 *
 * @param kind the first word
 * @param moment for {@code earlier}
 * @param customer for {@code customer}
 */
record ReferenceChoice(
        String kind, @Nullable Moment moment, @Nullable String customer) {

    static final String FORMS = "average, top, earlier:D or customer:ID";

    /** As an option's value. */
    static final class Converter implements ITypeConverter<ReferenceChoice> {

        @Override
        public ReferenceChoice convert(String text) {
            int colon = text.indexOf(':');
            String kind = colon < 0 ? text : text.substring(0, colon);
            String rest = text.substring(colon + 1);
            if (colon < 0 && (kind.equals("average") || kind.equals("top"))) {
                return new ReferenceChoice(kind, null, null);
            }
            if (colon > 0 && !rest.isBlank() && kind.equals("customer")) {
                return new ReferenceChoice(kind, null, rest);
            }
            if (colon > 0 && kind.equals("earlier")) {
                try {
                    return new ReferenceChoice(kind, Moment.parse(rest), null);
                } catch (DateTimeException e) {
                    throw new TypeConversionException("'" + rest + "' is no date such as 2011-06-09");
                }
            }
            throw new TypeConversionException("a reference is one of " + FORMS);
        }
    }
}
