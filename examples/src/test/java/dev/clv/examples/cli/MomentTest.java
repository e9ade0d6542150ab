package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentTest {

    @Test
    void aDateIsTheStartOfThatDayInTheLogsZone() {
        assertThat(Moment.parse("2011-06-09").in(ZoneOffset.UTC)).isEqualTo(Instant.parse("2011-06-09T00:00:00Z"));
        assertThat(Moment.parse("2011-06-09").in(ZoneId.of("Europe/London")))
                .isEqualTo(Instant.parse("2011-06-08T23:00:00Z"));
    }

    @Test
    void anInstantIsItselfInEveryZone() {
        Instant instant = Instant.parse("2011-06-09T12:30:00Z");
        assertThat(Moment.parse("2011-06-09T12:30:00Z").in(ZoneId.of("Asia/Tokyo")))
                .isEqualTo(instant);
        assertThat(Moment.parse("2011-06-09T14:30:00+02:00").in(ZoneOffset.UTC)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2011-02-30", "09/06/2011", "2011-06-09T12:30", "2011-06-09 12:30:00Z"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new Moment.Converter().convert(text))
                .withMessageContaining("neither a date such as 2011-06-09 nor an instant");
    }
}
