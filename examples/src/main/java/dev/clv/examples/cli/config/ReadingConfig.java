package dev.clv.examples.cli.config;

import dev.clv.features.event.ExchangeRates;
import dev.clv.features.read.CsvEventReader;
import dev.clv.features.read.EventReader;
import dev.clv.features.read.FileEventReader;
import dev.clv.features.read.JsonLinesEventReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part {@code reading}: how an event log is read, apart from its mapping. */
final class ReadingConfig {

    private ReadingConfig() {}

    static void check(ConfigObject part) {
        apply(part, EventReader.jsonLines());
        apply(part, EventReader.csv());
    }

    static void apply(ConfigObject part, FileEventReader<?> reader) {
        part.flag("strict", reader::strict);
        part.number("maxSkippedShare", reader::maxSkippedShare);
        part.flag("negativeAmountsAsRefunds", reader::negativeAmountsAsRefunds);
        part.flag("keepBlanks", reader::keepBlanks);
        part.number("winsorizeAmountsAt", reader::winsorizeAmountsAt);
        part.text("currency", reader::currency);
        part.object("rates", rates -> {
            ExchangeRates into = rates(rates);
            part.text("currency", currency -> requireSame(rates, into.base(), currency));
            reader.rates(into);
        });
        part.text("zone", zone -> reader.zone(zone(part, zone)));
        part.text("observedUntil", until -> reader.observedUntil(instant(part, until)));
        part.texts("missing", words -> reader.missing(words.toArray(new String[0])));
        part.count("maxFieldLength", reader::maxFieldLength);
        part.count("threads", count -> {
            if (reader instanceof CsvEventReader csv) {
                csv.threads(count);
            }
        });
        part.count("maxAttributes", names -> {
            if (reader instanceof JsonLinesEventReader lines) {
                lines.maxAttributes(names);
            }
        });
    }

    private static void requireSame(ConfigObject rates, String into, String currency) {
        if (!into.equals(currency)) {
            throw rates.wrong(
                    "into",
                    "is " + into + ", but 'reading.currency' is " + currency
                            + "; name one currency in both, or leave 'reading.currency' out");
        }
    }

    /** {@code {"into": "GBP", "USD": 0.79}}. */
    private static ExchangeRates rates(ConfigObject part) {
        ExchangeRates.Builder[] builder = new ExchangeRates.Builder[1];
        part.text("into", code -> builder[0] = ExchangeRates.into(code));
        if (builder[0] == null) {
            throw part.wrong("into", "is missing: the currency that all amounts are converted into");
        }
        part.otherNumbers((code, factor) -> builder[0].rate(code, BigDecimal.valueOf(factor)));
        return builder[0].build();
    }

    private static ZoneId zone(ConfigObject part, String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw part.wrong("zone", "must be a time zone such as Europe/London, was '" + zone + "'");
        }
    }

    private static Instant instant(ConfigObject part, String instant) {
        try {
            return Instant.parse(instant);
        } catch (DateTimeException e) {
            throw part.wrong("observedUntil", "must be an instant such as 2024-01-01T00:00:00Z, was '" + instant + "'");
        }
    }

    /** {@code null} where a default is that nothing happens. */
    static Map<String, @Nullable Object> defaults() {
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        defaults.put("strict", false);
        defaults.put("maxSkippedShare", EventReader.DEFAULT_MAX_SKIPPED_SHARE);
        defaults.put("negativeAmountsAsRefunds", false);
        defaults.put("keepBlanks", false);
        defaults.put("winsorizeAmountsAt", null);
        defaults.put("currency", null);
        defaults.put("rates", null);
        defaults.put("zone", null);
        defaults.put("observedUntil", null);
        defaults.put("missing", List.of());
        defaults.put("maxFieldLength", FileEventReader.DEFAULT_MAX_FIELD_LENGTH);
        defaults.put("threads", null);
        defaults.put("maxAttributes", JsonLinesEventReader.DEFAULT_MAX_ATTRIBUTES);
        return defaults;
    }
}
