package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SpanTest {

    @Test
    void daysAndIsoDurationsAreRead() {
        assertThat(new Span().convert("180d")).isEqualTo(Duration.ofDays(180));
        assertThat(new Span().convert("P180D")).isEqualTo(Duration.ofDays(180));
        assertThat(new Span().convert("PT36H")).isEqualTo(Duration.ofHours(36));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "180", "-3d", "0d", "PT0S", "1.5d", "six months", "99999999999d"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> new Span().convert(text));
    }
}
