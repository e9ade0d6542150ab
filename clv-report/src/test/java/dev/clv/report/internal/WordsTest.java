package dev.clv.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Words ENGLISH = new Words(Locale.ENGLISH, "GBP", ZoneOffset.UTC);

    private static Properties texts(String file) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                WordsTest.class.getResourceAsStream("/dev/clv/report/" + file), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = Pattern.compile("\\{\\d}").matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() throws IOException {
        Properties english = texts("words.properties");
        Properties chinese = texts("words_zh.properties");
        Set<String> more = new HashSet<>(chinese.stringPropertyNames());
        more.removeAll(english.stringPropertyNames());

        assertThat(chinese.stringPropertyNames()).containsAll(english.stringPropertyNames());
        assertThat(more).allMatch(key -> key.startsWith("segment."));
        assertThat(english.stringPropertyNames())
                .allSatisfy(key ->
                        assertThat(places(chinese.getProperty(key))).isEqualTo(places(english.getProperty(key))));
    }

    @Test
    void aChineseTextHasNoEnglishSentence() throws IOException {
        Properties chinese = texts("words_zh.properties");
        assertThat(chinese.stringPropertyNames())
                .filteredOn(key -> !key.equals("page.charts"))
                .filteredOn(key -> chinese.getProperty(key).matches(".*[a-z]{3,} [a-z]{2,} [a-z]{2,}.*"))
                .isEmpty();
    }

    @Test
    void numbersHaveAsManyDigitsAsAReaderNeeds() {
        assertThat(ENGLISH.money(1234.56)).isEqualTo("1,235 GBP");
        assertThat(ENGLISH.money(9.5)).isEqualTo("9.50 GBP");
        assertThat(ENGLISH.money(0)).isEqualTo("0 GBP");
        assertThat(ENGLISH.money(-0.001)).isEqualTo("0.00 GBP");
        assertThat(ENGLISH.money(Double.NaN)).isEqualTo("–");
        assertThat(ENGLISH.percent(0.421)).isEqualTo("42 %");
        assertThat(ENGLISH.percent(0.0421)).isEqualTo("4.2 %");
        assertThat(ENGLISH.percent(0.01)).isEqualTo("1 %");
        assertThat(ENGLISH.number(Format.NUMBER, 0.67)).isEqualTo("0.670");
        assertThat(ENGLISH.number(Format.NUMBER, 12345.6)).isEqualTo("12,346");
        assertThat(ENGLISH.number(Format.NUMBER, 1e-12)).isEqualTo("0");
    }

    @Test
    void daysAreThoseOfTheZoneInTheLanguage() {
        Instant day = Instant.parse("2024-06-17T00:00:00Z");
        assertThat(ENGLISH.day(day)).isEqualTo("June 17, 2024");
        assertThat(new Words(Locale.CHINESE, "CNY", ZoneOffset.UTC).day(day)).isEqualTo("2024年6月17日");
    }

    @Test
    void aNameWithoutATextStaysAsItIs() {
        assertThat(ENGLISH.name("segment", "strong {0} spend")).isEqualTo("strong {0} spend");
        assertThatThrownBy(() -> ENGLISH.of("no.such.text")).isInstanceOf(MissingResourceException.class);
    }
}
