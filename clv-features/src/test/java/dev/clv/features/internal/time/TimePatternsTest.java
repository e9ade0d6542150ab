package dev.clv.features.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.internal.cell.Slice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is java.time, and for days of Excel its documented fixed points. */
class TimePatternsTest {

    private static final ZoneOffset UTC = ZoneOffset.UTC;

    private static long read(String text, String... patterns) {
        return TimeParser.ofAny(List.of(patterns), UTC).parse(Slice.of(text));
    }

    private static long micros(String instant) {
        return micros(Instant.parse(instant));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static Instant randomInstant(Random random) {
        return Instant.ofEpochSecond(1_000_000_000L + random.nextInt(1_500_000_000), 1000L * random.nextInt(1_000_000));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "yyyy-MM-dd[ HH:mm:ss], 2019-10-01, 2019-10-01T00:00:00Z",
        "yyyy-MM-dd[ HH:mm:ss], 2019-10-01 08:09:10, 2019-10-01T08:09:10Z",
        "yyyy-MM-dd HH:mm:ss[.SSS], 2024-02-03 10:11:12, 2024-02-03T10:11:12Z",
        "yyyy-MM-dd HH:mm:ss[.SSS], 2024-02-03 10:11:12.345, 2024-02-03T10:11:12.345Z",
        "[d/M/yyyy][yyyy-MM-dd], 13/2/2024, 2024-02-13T00:00:00Z",
        "[d/M/yyyy][yyyy-MM-dd], 2024-02-03, 2024-02-03T00:00:00Z",
        "yyyyMMdd[HHmm[ss]], 20240203, 2024-02-03T00:00:00Z",
        "yyyyMMdd[HHmm[ss]], 202402031011, 2024-02-03T10:11:00Z",
        "yyyyMMdd[HHmm[ss]], 20240203101112, 2024-02-03T10:11:12Z",
        "yyyy-MM-dd HH:mm[ XXX], 2024-02-03 10:11 +01:00, 2024-02-03T09:11:00Z",
        "yyyy-MM-dd HH:mm[ XXX], 2024-02-03 10:11, 2024-02-03T10:11:00Z",
        "d MMM yyyy[ h:mm a], 3 Feb 2024 2:05 PM, 2024-02-03T14:05:00Z",
        "d MMM yyyy[ h:mm a], 3 Feb 2024, 2024-02-03T00:00:00Z"
    })
    void bracketsAreOptionalParts(String pattern, String text, String expected) {
        assertThat(read(text, pattern)).isEqualTo(micros(expected));
    }

    @Test
    void optionalPartsAgreeWithJavaTime() {
        String pattern = "[EEE, ]d MMM uuuu[ HH:mm[:ss[.SSS]]]";
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        TimeParser parser = TimeParser.of(pattern, UTC);
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            LocalDateTime time = LocalDateTime.ofInstant(randomInstant(random), UTC);
            String[] forms = {
                "d MMM uuuu", "d MMM uuuu HH:mm", "EEE, d MMM uuuu HH:mm:ss", "EEE, d MMM uuuu HH:mm:ss.SSS"
            };
            String text = DateTimeFormatter.ofPattern(forms[i % forms.length], Locale.ENGLISH)
                    .format(time);
            var parsed = formatter.parseBest(text, LocalDateTime::from, LocalDate::from);
            LocalDateTime expected = parsed instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(parsed);
            assertThat(parser.parse(Slice.of(text))).as(text).isEqualTo(micros(expected.toInstant(UTC)));
        }
    }

    @Test
    void twoDigitsOfAYearAreThoseOfPosix() {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .appendPattern("d/M/")
                .appendValueReduced(ChronoField.YEAR, 2, 2, 1969)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        for (LocalDate day = LocalDate.of(1969, 1, 1); day.getYear() < 2069; day = day.plusDays(17)) {
            assertThat(read(formatter.format(day), "d/M/yy"))
                    .isEqualTo(micros(day.atStartOfDay().toInstant(UTC)));
        }
    }

    @Test
    void offsetsAndZonesAreReadAsWritten() {
        Random random = new Random(6);
        List<ZoneId> zones =
                List.of(ZoneId.of("Europe/Paris"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"), UTC);
        for (String letters : List.of("XXX", "xx", "XX", "Z", "ZZZZZ", "xxx", "OOOO", "VV", "XXX'['VV']'")) {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss " + letters, Locale.ENGLISH);
            TimeParser parser = TimeParser.of("yyyy-MM-dd HH:mm:ss " + letters, ZoneId.of("Asia/Tokyo"));
            for (int i = 0; i < 300; i++) {
                ZonedDateTime time = randomInstant(random)
                        .atZone(zones.get(i % zones.size()))
                        .withNano(0);
                if (letters.equals("VV")) {
                    time = time.withEarlierOffsetAtOverlap();
                }
                assertThat(parser.parse(Slice.of(formatter.format(time))))
                        .as(formatter.format(time))
                        .isEqualTo(micros(time.toInstant()));
            }
        }
    }

    @Test
    void ofAnOffsetAndAZoneInAnOverlapTheOffsetDecides() {
        assertThat(read("2024-10-27 02:30+01:00[Europe/Paris]", "yyyy-MM-dd HH:mmXXX'['VV']'"))
                .isEqualTo(micros("2024-10-27T01:30:00Z"));
    }

    @Test
    void countsSinceTheEpochAreInstantsWhateverTheZone() {
        Random random = new Random(7);
        TimeParser seconds = TimeParser.of("epoch-seconds", ZoneId.of("Asia/Tokyo"));
        TimeParser millis = TimeParser.of("epoch-millis", null);
        TimeParser micros = TimeParser.of("epoch-micros", null);
        for (int i = 0; i < 5_000; i++) {
            Instant time = randomInstant(random);
            long expected = micros(time);
            assertThat(seconds.parse(Slice.of("" + time.getEpochSecond()))).isEqualTo(expected / 1_000_000 * 1_000_000);
            assertThat(seconds.parse(
                            Slice.of(new BigDecimal(expected).movePointLeft(6).toPlainString())))
                    .isEqualTo(expected);
            assertThat(millis.parse(Slice.of("" + time.toEpochMilli()))).isEqualTo(expected / 1000 * 1000);
            assertThat(millis.parse(Slice.of("" + (double) time.toEpochMilli())))
                    .isEqualTo(expected / 1000 * 1000);
            assertThat(micros.parse(Slice.of("" + expected))).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "epoch-seconds, 1582939984000",
        "epoch-seconds, 0",
        "epoch-seconds, -5",
        "epoch-seconds, ''",
        "epoch-seconds, 1582939984x",
        "epoch-seconds, 1.5829E+9",
        "epoch-seconds, 1e999999999",
        "epoch-seconds, 99999999999999999999999999999999999999999999",
        "epoch-seconds, 1582939984-",
        "epoch-millis, 1582939984",
        "epoch-millis, 1.58294E+12",
        "epoch-micros, 1582939984000",
        "excel-days, 60",
        "excel-days, 60.5",
        "excel-days, 0",
        "excel-days, 1",
        "excel-days, -1",
        "excel-days, 20240203",
        "excel-days, 2024-02-03"
    })
    void anotherUnitAnotherFormAndLostDigitsAreNoTimes(String pattern, String text) {
        assertThat(read(text, pattern)).isEqualTo(TimeParser.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2, 1900-01-02T00:00:00Z",
        "59, 1900-02-28T00:00:00Z",
        "61, 1900-03-01T00:00:00Z",
        "25569, 1970-01-01T00:00:00Z",
        "44197, 2021-01-01T00:00:00Z",
        "44198.5, 2021-01-02T12:00:00Z",
        "44198.4236111111, 2021-01-02T10:10:00Z",
        "44197.9999999999, 2021-01-02T00:00:00Z",
        "44197 0.75, 2021-01-01T18:00:00Z",
        "4.4197E4, 2021-01-01T00:00:00Z"
    })
    void daysOfExcelAreThoseOfItsTable(String days, String expected) {
        assertThat(read(days, "excel-days")).isEqualTo(micros(expected));
    }

    @Test
    void daysOfExcelAreLocalTimesToTheMillisecond() {
        TimeParser parser = TimeParser.of("excel-days", ZoneId.of("America/New_York"));
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            LocalDateTime time =
                    LocalDateTime.ofInstant(randomInstant(random), UTC).withNano(1_000_000 * random.nextInt(1000));
            BigDecimal days = new BigDecimal(micros(time.toInstant(UTC)))
                    .divide(new BigDecimal(86_400_000_000L), 10, RoundingMode.HALF_EVEN)
                    .add(new BigDecimal(25_569));
            assertThat(parser.parse(Slice.of(days.toPlainString())))
                    .as("%s", time)
                    .isEqualTo(micros(time.atZone(ZoneId.of("America/New_York")).toInstant()));
        }
        assertThat(TimeParser.of("excel-days", null).parse(Slice.of("44197"))).isEqualTo(TimeParser.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "M/d/yyyy h:mm        | write H for hours from 0 to 23",
                "M/d/yyyy K:mm        | write H for hours from 0 to 23",
                "yyyy-MM-dd[ h:mm]    | write H for hours from 0 to 23",
                "M/d/yyyy HH:mm a     | write h for the hour",
                "yyyy-mm-dd           | write M for the month",
                "YYYY-MM-dd           | write yyyy",
                "yyyy-MM-DD           | write d for the day of the month",
                "yyyy-ww              | names no day",
                "yyyy-'Q'q            | names no day",
                "yyyy-MM-dd kk:mm     | write H",
                "yyyy-MM-dd HH:mm z   | write Z, XXX or VV",
                "yyyy-MM-dd HH:mm v   | set the zone",
                "yyyy-MM-dd HH:ss     | write m for the minute",
                "yyyy-MM-dd HH:mm.SSS | write s for it",
                "yyyy-MM-dd A         | write HH, mm and ss",
                "yyyy-MM-dd HH:mm:ss n| write S",
                "yyyy-MM-dd G         | era",
                "y-MM-dd              | write yyyy",
                "yyy-MM-dd            | write yyyy",
                "yyyyy-MM-dd          | write yyyy",
                "yyyy-MMMMM-dd        | write M, MM",
                "yyyy-MM-ddd          | write d or dd",
                "yyyy-MM-ddTHH:mm     | quote text, such as 'T'",
                "yyyy-MM-dd ppH:mm    | pads",
                "yyyy-MM-dd HH:mm V   | write VV",
                "yyyy-MM-dd EEEEE     | write EEE",
                "yyyy-MM-dd e         | weekday",
                "yyyy-MM-dd {HH}      | reserved",
                "yyyy-MM-dd [HH:mm    | does not close it",
                "yyyy-MM-dd HH:mm]    | does not open",
                "yyyy-MM-dd dd        | names the day twice",
                "yyyy-MM              | does not name a day",
                "yyyy-dd              | does not name a month",
                "MM-dd HH:mm          | does not name a year",
                "[yyyy-MM][HH:mm]     | does not name a day",
                "Mdyyyy               | put something between its numbers",
                "[yyyy][MM][dd][HH][' '][','] | more than 32 ways"
            })
    void lettersThatNameNoInstantOrAnotherThanOneThinksAreRefusedWithARemedy(String pattern, String remedy) {
        assertThatThrownBy(() -> TimePatterns.require(List.of(pattern.strip())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time pattern '" + pattern.strip() + "' cannot be used")
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            chars = {
                'b', 'i', 'j', 'l', 'o', 'r', 't', 'f', 'g', 'C', 'I', 'J', 'P', 'R', 'T', 'U', 'B', 'c', 'F', 'N', 'Q',
                'w', 'W'
            })
    void everyOtherLetterIsRefusedByName(char letter) {
        assertThatThrownBy(() -> TimeParser.of("yyyy-MM-dd " + letter, UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(letter));
    }

    @Test
    void severalPatternsAreTriedInTheirOrder() {
        String[] patterns = {"d.M.yyyy", "iso", "excel-days", "MMM d, yyyy h:mm a"};
        assertThat(read("3.2.2024", patterns)).isEqualTo(micros("2024-02-03T00:00:00Z"));
        assertThat(read("2024-02-03T10:11Z", patterns)).isEqualTo(micros("2024-02-03T10:11:00Z"));
        assertThat(read("44198.5", patterns)).isEqualTo(micros("2021-01-02T12:00:00Z"));
        assertThat(read("FEB 3, 2024 1:05 pm", patterns)).isEqualTo(micros("2024-02-03T13:05:00Z"));
        assertThat(read("3/2/2024", patterns)).isEqualTo(TimeParser.NONE);
        String[] counts = {"excel-days", "epoch-millis", "epoch-seconds", "epoch-micros", "yyyyMMdd"};
        for (String text : List.of("45325", "1706918400", "1706918400000", "1706918400000000", "20240203")) {
            assertThat(read(text, counts)).as(text).isEqualTo(micros("2024-02-03T00:00:00Z"));
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"d/M/yyyy, M/d/yyyy", "dd/MM/yy, yy/MM/dd", "h:mm a d/M/yyyy, K:mm a M/d/yyyy"})
    void patternsThatReadOneTextAsTwoTimesAreRefusedTogether(String one, String other) {
        assertThatThrownBy(() -> TimeParser.ofAny(List.of(one, other), UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + one + "' and '" + other + "'")
                .hasMessageContaining("different time");
        assertThatThrownBy(() -> TimeParser.of("[d/M/yyyy][M/d/yyyy]", UTC)).hasMessageContaining("different time");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1582939984       | epoch-seconds",
                "1582939984000    | epoch-millis",
                "1582939984000000 | epoch-micros",
                "44198.5          | excel-days",
                "44197            | excel-days",
                "20240203         | yyyyMMdd",
                "2024-02-03 10:11 | iso",
                "2024-02-03 9:11  | yyyy-MM-dd H:mm",
                "03/04/2024 10:11 | d/M/yyyy H:mm,M/d/yyyy H:mm",
                "2/13/2024 2:05 PM| M/d/yyyy h:mm a",
                "13.2.24          | d.M.yy",
                "2024-2-3         | yyyy-M-d",
                "2024-02-03 9:11 PM | yyyy-M-d h:mm a",
                "2024-02-03T10:11:12 UTC | yyyy-MM-dd'T'HH:mm:ss 'UTC'",
                "2024-02-03 10:11:12 Europe/Paris | yyyy-MM-dd HH:mm:ss VV",
                "2024-02-03T10:11:12+01:00[Europe/Paris] | yyyy-MM-dd'T'HH:mm:ssXXX'['VV']'",
                "20240203101112   | yyyyMMddHHmmss",
                "20240203T101112Z | yyyyMMdd'T'HHmmssX",
                "Sat, 03 Feb 2024 10:11:12 GMT | EEE, d MMM yyyy HH:mm:ss VV",
                "Sat, 3 Feb 2024 10:11:12 +0100 | EEE, d MMM yyyy HH:mm:ss Z",
                "Sat Feb 03 10:11:12 UTC 2024 | EEE MMM d HH:mm:ss VV yyyy",
                "anna@example.org | ''",
                "5                | ''",
                "3. Februar 2024  | d. MMM yyyy",
                "3. Dez 2024      | d. MMM yyyy",
                "3 de marzo de 2024 | d 'de' MMM 'de' yyyy",
                "2024-02-03 10.11.12 | yyyy-MM-dd HH.mm.ss",
                "Sat Feb 03 2024 10:11:12 GMT+0100 | EEE MMM d yyyy HH:mm:ss 'GMT'Z",
                "123456789        | ''"
            })
    void thePatternsThatFitAValueAreNamed(String value, String patterns) {
        assertThat(String.join(",", TimeGuess.fitting(value.strip()))).isEqualTo(patterns.strip());
    }

    /** July 5, 1998 is day 35981 of one and 34519 of the other in Microsoft's description of both systems. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "34519, 1998-07-05T00:00:00Z",
        "0, 1904-01-01T00:00:00Z",
        "42735.25, 2021-01-01T06:00:00Z",
        "42735 0.75, 2021-01-01T18:00:00Z"
    })
    void daysOfWorkbooksFromOldMacsAreThoseOfTheirTable(String days, String expected) {
        assertThat(read(days, "excel-days-1904")).isEqualTo(micros(expected));
    }

    /** The oracle is what the JDK knows of languages. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "tr"})
    void monthsMayHaveTheirNamesInOtherLanguages(String language) {
        Locale locale = Locale.forLanguageTag(language);
        for (Month month : Month.values()) {
            long expected = micros(LocalDate.of(2024, month, 5).atStartOfDay().toInstant(UTC));
            String whole = month.getDisplayName(TextStyle.FULL, locale);
            String brief = month.getDisplayName(TextStyle.SHORT, locale);
            for (String written : List.of(brief, brief.toUpperCase(locale), brief.replace(".", ""))) {
                assertThat(read("5 " + written + " 2024", "d MMM yyyy"))
                        .as(written)
                        .isEqualTo(expected);
            }
            for (String written : List.of(whole, whole.toUpperCase(locale))) {
                assertThat(read("5 de " + written + " de 2024", "d 'de' MMMM 'de' yyyy"))
                        .as(written)
                        .isEqualTo(expected);
            }
        }
        assertThat(read("5 Xyz 2024", "d MMM yyyy")).isEqualTo(TimeParser.NONE);
    }
}
