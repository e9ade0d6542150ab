package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    private static final String[] PARTS = {
        "a",
        "b",
        ".",
        "[ab]",
        "[^a]",
        "\\d",
        "\\W",
        "(a|b)",
        "(?:ab|b|)",
        "(a*)",
        "(b+a)?",
        "a*",
        "b?",
        "a{2}",
        "[0-9]{1,2}",
        "b{0,}",
        "\\.",
        "-",
        "|",
        "(a|b*)*",
        "\\s",
        "é",
        "[a-]",
        "[]a]"
    };

    @Test
    void anyExpressionMatchesWhatJavasDoes() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder expression = new StringBuilder(random.nextInt(4) == 0 ? "(?i)" : "");
            for (int parts = random.nextInt(6); parts > 0; parts--) {
                expression.append(PARTS[random.nextInt(PARTS.length)]);
            }
            LinearPattern own = LinearPattern.of(expression.toString());
            Pattern java = Pattern.compile(expression.toString().replace("[]a]", "[\\]a]"), Pattern.DOTALL);
            for (int k = 0; k < 5; k++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(7); length > 0; length--) {
                    text.append("aabbAB0 .-é]".charAt(random.nextInt(12)));
                }
                assertThat(own.matches(text))
                        .as("'%s' on '%s'", expression, text)
                        .isEqualTo(java.matcher(text).matches());
            }
        }
    }

    @Test
    void theWholeTextHasToMatchAndMarksOfItsEndsChangeNothing() {
        assertThat(LinearPattern.of("^.*@example\\.org$").matches("zoe@example.org"))
                .isTrue();
        assertThat(LinearPattern.of("test").matches("a test")).isFalse();
        assertThat(LinearPattern.of("(?i)^(.*, *)?test(,.*)?$").matches("gift, TEST,x"))
                .isTrue();
        assertThat(LinearPattern.of("a.c").matches("a\ud83d\ude00c")).isTrue();
        assertThat(LinearPattern.of("").matches("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+", "(a|a)*", "(a*)*b?", "(.*)*(.*)*(.*)*", "(a?){300}a{300}"})
    void noExpressionTakesLong(String expression) {
        LinearPattern pattern = LinearPattern.of(expression);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            pattern.matches("a".repeat(LinearPattern.LONGEST_TEXT) + "!");
            pattern.matches("a".repeat(1000) + "!");
        }
        assertThat(pattern.matches("a".repeat(LinearPattern.LONGEST_TEXT + 1))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "(a",
                "a)",
                "[",
                "[a",
                "[b-a]",
                "*",
                "a**",
                "a{",
                "a{2,1}",
                "a{x}",
                "a{2000}",
                "\\",
                "(a)\\1",
                "(?=a)",
                "(?<n>a)",
                "\\bzoe",
                "a^b",
                "a$b",
                "((a{100}){100}){100}",
                "{2}",
                "\\p{L}"
            })
    void whatIsNotKnownIsRefused(String expression) {
        assertThatThrownBy(() -> LinearPattern.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be used: ")
                .hasMessageNotContaining("zoe");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> LinearPattern.of("(".repeat(100_000))).hasMessageContaining("nest deeper than 30");
    }
}
