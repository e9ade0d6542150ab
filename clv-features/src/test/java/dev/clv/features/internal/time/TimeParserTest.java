package dev.clv.features.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.internal.cell.Slice;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is java.time. */
class TimeParserTest {

    private static final ZoneId UTC = ZoneOffset.UTC;

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static LocalDateTime randomTime(Random random) {
        return LocalDateTime.ofEpochSecond(
                (long) (random.nextDouble() * 8_000_000_000L) - 2_000_000_000L,
                1000 * random.nextInt(1_000_000),
                UTC.getRules().getOffset(Instant.EPOCH));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"UTC", "Europe/London", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "+05:45"})
    void isoLocalTimesAgreeWithJavaTime(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        TimeParser parser = TimeParser.of(null, zone);
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            LocalDateTime time = randomTime(random);
            assertThat(parser.parse(Slice.of(time.toString())))
                    .as("%s in %s", time, zone)
                    .isEqualTo(micros(time.atZone(zone).toInstant()));
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"Europe/London", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca"})
    void everyQuarterOfAnHourAroundTransitionsAgreesWithJavaTime(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        TimeParser parser = TimeParser.of(null, zone);
        int gaps = 0;
        Instant at = Instant.parse("2005-01-01T00:00:00Z");
        for (int transition = 0; transition < 20; transition++) {
            var next = zone.getRules().nextTransition(at);
            if (next == null) {
                break;
            }
            at = next.getInstant();
            LocalDateTime around = LocalDateTime.ofInstant(at, zone).minusDays(2);
            for (int quarter = 0; quarter < 4 * 96; quarter++) {
                LocalDateTime time = around.plusMinutes(15L * quarter);
                assertThat(parser.parse(Slice.of(time.toString())))
                        .as("%s in %s", time, zone)
                        .isEqualTo(micros(time.atZone(zone).toInstant()));
                boolean gap = zone.getRules().getValidOffsets(time).isEmpty();
                assertThat(parser.inGap()).as("%s in %s", time, zone).isEqualTo(gap);
                gaps += gap ? 1 : 0;
            }
        }
        assertThat(gaps).isPositive();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({
        "2024-01-05T10:00:00Z, 2024-01-05T10:00:00Z",
        "2024-01-05t10:00:00z, 2024-01-05T10:00:00Z",
        "2024-01-05 10:00Z, 2024-01-05T10:00:00Z",
        "2024-01-05T10:00:00.5Z, 2024-01-05T10:00:00.5Z",
        "2024-01-05T10:00:00.123456789Z, 2024-01-05T10:00:00.123456Z",
        "2024-01-05T10:00:00+01:30, 2024-01-05T08:30:00Z",
        "2024-01-05T10:00:00-0800, 2024-01-05T18:00:00Z",
        "2024-01-05 10:00:00 +01, 2024-01-05T09:00:00Z",
        "1900-01-02T00:00:00Z, 1900-01-02T00:00:00Z",
        "2199-12-31T23:59:59Z, 2199-12-31T23:59:59Z"
    })
    void isoTimesWithAnOffsetNeedNoZone(String text, Instant expected) {
        TimeParser parser = TimeParser.of(null, null);
        assertThat(parser.parse(Slice.of(text))).isEqualTo(micros(expected));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-1-05T10:00:00Z",
                "2024-01-05T10Z",
                "2024-01-05T10:00:Z",
                "2024-01-05T10:00:00.Z",
                "2024-01-05T10:00:00.0123456789Z",
                "2024-01-05T1:00:00Z",
                "2024-01-05T10:00:00ZZ",
                "2024-01-05T10:00:00+1",
                "2024-01-05T10:00:00+01:",
                "2024-01-05T10:00:00+19:00",
                "2024-00-05T10:00:00Z",
                "2024-01-00T10:00:00Z",
                "1900-02-29T10:00:00Z",
                "0000-01-01T00:00:00Z",
                "2024-01-05T10:60:00Z",
                "2024-01-05X10:00:00Z",
                "-024-01-05T10:00:00Z",
                "2024-01-05 ",
                "2024-01-05T10:00:00 "
            })
    void whatIsNotIsoIsRefused(String text) {
        TimeParser parser = TimeParser.of(null, UTC);
        assertThat(parser.parse(Slice.of(text))).isEqualTo(TimeParser.NONE);
        assertThat(parser.problem()).isEqualTo(TimeParser.Problem.NOT_A_TIME);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "yyyy-MM-dd HH:mm:ss",
                "yyyyMMdd",
                "yyyyMMddHHmmss",
                "M/d/yyyy H:mm",
                "dd.MM.yyyy",
                "d MMM yyyy",
                "MMMM d, yyyy HH:mm",
                "yyyy-MM-dd HH:mm:ss.SSS",
                "h:mm a d/M/uuuu",
                "KK:mm:ss a yyyy/MM/dd",
                "yyyyMMddHHmmssSSS",
                "yyyy-MM-dd HH:mm:ss.S",
                "yyyy-MM-dd HH:mm:ss.SSSSSSSSS",
                "yyyy\u5e74M\u6708d\u65e5 H:mm",
                "yyyy/MM/dd'T'HH",
                "EEE, d MMM yyyy",
                "yyyy-DDD"
            })
    void patternsAgreeWithJavaTime(String pattern) {
        TimeParser parser = TimeParser.of(pattern, UTC);
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            String text = formatter.format(randomTime(random));
            assertThat(parser.parse(Slice.of(text))).as(text).isEqualTo(expected(formatter, text));
            String broken = breakOne(random, text);
            // Without its last letter, February is German.
            String english = pattern.contains("MMM") ? MonthNames.inEnglish(broken, !pattern.contains("MMMM")) : null;
            long expected = expected(formatter, broken);
            assertThat(parser.parse(Slice.of(broken)))
                    .as("'%s' of %s", broken, pattern)
                    .isEqualTo(
                            expected != TimeParser.NONE || english == null ? expected : expected(formatter, english));
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"0001-01-01", "0024-02-03", "1753-01-01", "1900-01-01", "2200-01-01", "9999-12-31"})
    void placeholdersAndYearsWithoutTheirCenturyAreNoTimesOfAShop(String text) {
        TimeParser parser = TimeParser.of(null, UTC);
        assertThat(parser.parse(Slice.of(text))).isEqualTo(TimeParser.NONE);
        assertThat(parser.problem()).isEqualTo(TimeParser.Problem.IMPLAUSIBLE);
    }

    private static long expected(DateTimeFormatter formatter, String text) {
        try {
            var parsed = formatter.parse(text);
            var time = parsed.query(java.time.temporal.TemporalQueries.localTime());
            LocalDate day = LocalDate.from(parsed);
            if (day.isBefore(LocalDate.of(1900, 1, 2)) || day.getYear() > 2199) {
                return TimeParser.NONE;
            }
            return micros((time == null ? day.atStartOfDay() : day.atTime(time)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return TimeParser.NONE;
        }
    }

    /** Another digit or mark somewhere, or one more, or one less; letters stay, as their case is free here. */
    private static String breakOne(Random random, String text) {
        int at = random.nextInt(text.length());
        String mark = String.valueOf("0123456789/-: ".charAt(random.nextInt(14)));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + mark + text.substring(at + 1);
            case 1 -> text.substring(0, at) + mark + text.substring(at);
            default -> text.substring(0, at) + text.substring(at + 1);
        };
    }

    @Test
    void monthNamesAreReadInAnyCaseWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            TimeParser parser = TimeParser.of("d MMM yyyy", UTC);
            long expected = micros(Instant.parse("2024-09-03T00:00:00Z"));
            assertThat(parser.parse(Slice.of("3 Sep 2024"))).isEqualTo(expected);
            assertThat(parser.parse(Slice.of("3 SEP 2024"))).isEqualTo(expected);
            assertThat(parser.parse(Slice.of("3 Sept 2024"))).isEqualTo(expected);
            assertThat(parser.parse(Slice.of("3 wrz 2024"))).isEqualTo(expected);
            assertThat(parser.parse(Slice.of("3 September 2024"))).isEqualTo(TimeParser.NONE);
            assertThat(parser.parse(Slice.of("3 Sop 2024"))).isEqualTo(TimeParser.NONE);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aPatternMayNameTheOffsetOrTheZone() {
        TimeParser offset = TimeParser.of("yyyy-MM-dd HH:mm:ss xx", null);
        assertThat(offset.parse(Slice.of("2024-01-05 10:00:00 +0100")))
                .isEqualTo(micros(Instant.parse("2024-01-05T09:00:00Z")));
        TimeParser zone = TimeParser.of("yyyy-MM-dd HH:mm:ss VV", UTC);
        assertThat(zone.parse(Slice.of("2024-07-05 10:00:00 Europe/Paris")))
                .isEqualTo(micros(ZonedDateTime.parse("2024-07-05T10:00+02:00").toInstant()));
    }

    @Test
    void aPatternWithoutAZoneNeedsOne() {
        TimeParser parser = TimeParser.of("yyyyMMdd", null);
        assertThat(parser.parse(Slice.of("20240105"))).isEqualTo(TimeParser.NONE);
        assertThat(parser.problem()).isEqualTo(TimeParser.Problem.NO_ZONE);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"HH:mm", "yyyy-MM", "yyyy-MM-dd HH:mm:bb", "'open", "hello world"})
    void patternsThatLeaveTheDayOpenAreRefusedByName(String pattern) {
        assertThatThrownBy(() -> TimeParser.of(pattern, UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time pattern '" + pattern + "'");
    }
}
