package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is {@link BigDecimal}. */
class DecimalParserTest {

    private final DecimalParser parser = DecimalParser.plain();

    private static String digits(Random random, int most) {
        StringBuilder digits = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            // Many zeros and fives, where rounding is decided.
            digits.append("0123456789000555".charAt(random.nextInt(16)));
        }
        return digits.toString();
    }

    private static String number(Random random) {
        String text = digits(random, 22) + (random.nextBoolean() ? "" : "." + digits(random, 24));
        if (!text.chars().anyMatch(Character::isDigit)) {
            text = "7" + text;
        }
        String sign = new String[] {"", "-", "+"}[random.nextInt(3)];
        String exponent = random.nextInt(4) == 0 ? "e" + (random.nextInt(61) - 30) : "";
        return sign + text + exponent;
    }

    /** The documented rule in terms of BigDecimal: null when too large. */
    private static BigDecimal fit(BigDecimal exact) {
        if (exact.signum() == 0) {
            return BigDecimal.ZERO;
        }
        int integerDigits = Math.max(0, exact.precision() - exact.scale());
        if (integerDigits > 18) {
            return null;
        }
        BigDecimal rounded = exact.round(new MathContext(18, RoundingMode.HALF_EVEN));
        if (rounded.scale() > 18) {
            rounded = exact.setScale(18, RoundingMode.HALF_EVEN);
        }
        return rounded.abs().compareTo(new BigDecimal("1e18")) >= 0 ? null : rounded;
    }

    @Test
    void agreesWithBigDecimalOnRandomNumbers() {
        Random random = new Random(1);
        int tooLarge = 0;
        int rounded = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = number(random);
            BigDecimal exact = new BigDecimal(text);
            BigDecimal expected = fit(exact);
            boolean read = parser.parse(text);
            assertThat(read).as(text).isEqualTo(expected != null);
            if (expected == null) {
                assertThat(parser.tooLarge()).as(text).isTrue();
                tooLarge++;
            } else {
                assertThat(parser.decimal()).as(text).isEqualByComparingTo(expected);
                assertThat(parser.rounded()).as(text).isEqualTo(expected.compareTo(exact) != 0);
                assertThat(parser.scale()).as(text).isBetween(0, 18);
                assertThat(parser.toDouble())
                        .as(text)
                        .isEqualTo(parser.decimal().doubleValue());
                rounded += parser.rounded() ? 1 : 0;
            }
        }
        assertThat(tooLarge).isBetween(1_000, 150_000);
        assertThat(rounded).isBetween(1_000, 150_000);
    }

    @Test
    void productsAgreeWithBigDecimal() {
        Random random = new Random(2);
        DecimalParser other = DecimalParser.plain();
        int compared = 0;
        for (int i = 0; i < 100_000; i++) {
            String left = digits(random, 12) + "1." + digits(random, 8);
            String right = digits(random, 10) + "3." + digits(random, 9);
            assertThat(parser.parse(left) && other.parse(right)).isTrue();
            boolean inexact = parser.rounded() || other.rounded();
            BigDecimal exact = parser.decimal().multiply(other.decimal());
            BigDecimal expected = fit(exact);
            assertThat(parser.multiply(other)).as("%s x %s", left, right).isEqualTo(expected != null);
            if (expected != null) {
                assertThat(parser.decimal()).as("%s x %s", left, right).isEqualByComparingTo(expected);
                assertThat(parser.rounded()).isEqualTo(inexact || expected.compareTo(exact) != 0);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    @Test
    void keepsTheScaleThatWasWritten() {
        assertThat(parser.parse("-12.50")).isTrue();
        assertThat(parser.unscaled()).isEqualTo(-1250);
        assertThat(parser.scale()).isEqualTo(2);
        assertThat(parser.rounded()).isFalse();
    }

    @Test
    void noProductIsLargerThanItsDigits() {
        DecimalParser other = DecimalParser.plain();
        assertThat(parser.parse("-999999999999999999")).isTrue();
        assertThat(other.parse("-9")).isTrue();
        assertThat(parser.multiply(other)).isFalse();
        assertThat(parser.tooLarge()).isTrue();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1.2.3",
                "1 2",
                "1,2",
                "NaN",
                "Infinity",
                "1d",
                "1f",
                "0x10",
                "0x1p3",
                "１２",
                "--1",
                "1-",
                "$1",
                "1e1.5",
                "1_000"
            })
    void refusesWhatIsNoPlainDecimalNumber(String text) {
        assertThat(parser.parse(text)).isFalse();
        assertThat(parser.tooLarge()).isFalse();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234,50|1234.50",
                "1234,50|1234.50",
                "-1.234.567|-1234567",
                "0,5|0.5",
                ",5|0.5",
                "12.345.678,9|12345678.9"
            })
    void commaAsDecimalMarkLeavesThePointToGroup(String text, BigDecimal expected) {
        DecimalParser comma = DecimalParser.withMark(',');
        assertThat(comma.parse(text)).isTrue();
        assertThat(comma.decimal()).isEqualByComparingTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1.23", "1.2345", "1234.567", "1.234.56,7", ".123", "1..234", "1,2,3", "1,234.5"})
    void groupsThatAreNotOfThreeAreRefused(String text) {
        assertThat(DecimalParser.withMark(',').parse(text)).isFalse();
    }
}
