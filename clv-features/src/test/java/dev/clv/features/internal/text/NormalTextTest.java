package dev.clv.features.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOD Quality|good quality",
                "Ｇｏｏｄ　ｑｕａｌｉｔｙ！|good quality!",
                "質量很好，發貨快|质量很好,发货快",
                "Ótimo|ótimo",
                "ﬁne|fine",
                "don’t|don't",
                "İstanbul|istanbul",
                "№ 5 ①|no 5 1",
                "１９９元|199元"
            })
    void writesOneFormForManySpellings(String text, String form) {
        assertThat(NormalText.of(text)).hasToString(form);
    }

    @Test
    void joinsALetterWithTheMarksBehindIt() {
        assertThat(NormalText.of("O\u0301timo")).hasToString("\u00f3timo");
        assertThat(NormalText.of("O\u0301timo").origin(1)).isEqualTo(2);
    }

    @Test
    void dropsWhatIsInvisibleAndKeepsWhereTheRestCameFrom() {
        NormalText text = NormalText.of("\ufeffgo\u200eo\u200bd \u2764\ufe0f");
        assertThat(text).hasToString("good \u2764");
        assertThat(IntStream.rangeClosed(0, text.length()).map(text::origin)).containsExactly(1, 2, 4, 6, 7, 8, 10);
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(NormalText.of("QUALITY I")).hasToString("quality i");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void survivesWhatIsNoTextAtAll() {
        for (String text : List.of("", " ", "\0", "\ud83d", "\ude00x", "\u0301\u0301", "a" + "\u0301".repeat(1000))) {
            NormalText form = NormalText.of(text);
            assertThat(IntStream.rangeClosed(0, form.length()).map(form::origin).toArray())
                    .isSorted();
        }
    }

    @Test
    void originsNeverGoBackForRandomCharacters() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            String text = random.ints(random.nextInt(40), 0, 1 << 16)
                    .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
                    .toString();
            NormalText form = NormalText.of(text);
            assertThat(IntStream.rangeClosed(0, form.length()).map(form::origin).toArray())
                    .isSorted();
            assertThat(form.origin(form.length())).isEqualTo(text.length());
        }
    }

    @Test
    void tokensAreWordsSingleCharactersAndSymbols() {
        assertThat(tokens("I don't like it!! 质量很好iPhone12 👍 'tis"))
                .containsExactly(
                        "i", "don't", "like", "it", "!", "!", "质", "量", "很", "好", "iphone12", "👍", "'", "tis");
    }

    @Test
    void equalTokensHaveEqualHashesAndOthersHaveNot() {
        Tokens tokens = Tokens.of(NormalText.of("Late late lata tale 很 狠 好很"));
        assertThat(tokens.hash(0)).isEqualTo(tokens.hash(1));
        assertThat(tokens.hash(4)).isEqualTo(tokens.hash(7));
        assertThat(IntStream.of(0, 2, 3, 4, 5, 6).mapToLong(tokens::hash).distinct())
                .hasSize(6);
    }

    private static List<String> tokens(String text) {
        Tokens tokens = Tokens.of(NormalText.of(text));
        return IntStream.range(0, tokens.size()).mapToObj(tokens::text).toList();
    }
}
