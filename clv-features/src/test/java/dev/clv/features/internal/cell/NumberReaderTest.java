package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.internal.cell.NumberReader.Outcome;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberReaderTest {

    private static Outcome read(NumberReader reader, String text) {
        return reader.read(text.toCharArray(), 0, text.length(), 1);
    }

    @ParameterizedTest(name = "'{0}'")
    @CsvSource(
            delimiter = '|',
            value = {
                "12.50|12.50",
                "$12.50|12.50",
                "12,50 \u20ac|12.50",
                "\u20ac 12,50|12.50",
                "R$ 1.012,50|1012.50",
                "12.50 USD|12.50",
                "usd 12.50|12.50",
                "$12.50 USD|12.50",
                "US$1,234.50|1234.50",
                "kr. 1.234,50|1234.50",
                "1 234,50 kr|1234.50",
                "99,90 z\u0142|99.90",
                "Rs.500.25|500.25",
                "1 234,50|1234.50",
                "1\u00a0234,50|1234.50",
                "1\u202f234,50|1234.50",
                "1\u2009234\u2009567,50|1234567.50",
                "1'234.50|1234.50",
                "1\u2019234\u2019567.50|1234567.50",
                "1,23,456.78|123456.78",
                "12,34,56,789|123456789",
                "\u20b9 1,23,456.78|123456.78",
                "1.234.567|1234567",
                "1,234,567|1234567",
                "(12.00)|-12.00",
                "($1,234.50)|-1234.50",
                "$(12.00)|-12.00",
                "12.00-|-12.00",
                "\u221212.00|-12.00",
                "-$12.50|-12.50",
                "$-12.50|-12.50",
                "+12.50|12.50",
                "12,- \u20ac|12",
                "1.234,-|1234",
                "1 234,-|1234",
                "1,234.-|1234",
                "1'234.-|1234",
                "12.-|12",
                "5.|5",
                ".5|0.5",
                ",5|0.5",
                "0,123|0.123",
                "0.123|0.123",
                "1234,567|1234.567",
                "1,2E+03|1200",
                "1.2E+03|1200",
                "15 %|0.15",
                "%15|0.15",
                "12,5%|0.125",
                "\uff11\uff12\uff0e\uff15|12.5",
                "\uffe51,234,000|1234000",
                "\u200e12.50|12.50",
            })
    void readsANumberAsPeopleWriteIt(String text, BigDecimal value) {
        NumberReader reader = new NumberReader(null);

        assertThat(read(reader, text)).isEqualTo(Outcome.NUMBER);
        assertThat(reader.number().decimal()).isEqualByComparingTo(value);
        assertThat(reader.isOpen()).isFalse();
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {
                "1,2,3",
                "12,34",
                "1.23.456",
                "1 23",
                "1'23",
                "12 345 67",
                "01.02.2023",
                "0,123,456",
                "1 234'567",
                "1,234.567,89",
                "1.234,567.89",
                "--1",
                "+-1",
                "(1",
                "1)",
                "-(1)",
                "(-1)",
                "12 pieces",
                "EUR",
                "$",
                "",
                " ",
                "-",
                "1e",
                "e5",
                "1,234e2x",
                "$1 EUR EUR",
                "\u20ac5 USD",
                "12%%",
                "1d",
                "0x10",
                "NaN",
                "Infinity",
                "1_000",
                "5 1/2",
                "192.168.1.10",
                "2023-01-05",
                "1,234e5,5",
                "00,123,456",
                "1:30",
                "5+",
                "18-25"
            })
    void refusesWhatIsNoNumberOrHasNoReading(String text) {
        NumberReader reader = new NumberReader('.');

        assertThat(read(reader, text)).isIn(Outcome.NOT_A_NUMBER, Outcome.OTHER_MARK);
    }

    @Test
    void thePlainWayAndTheLongWayAgreeOnEveryPlainNumber() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            BigDecimal exact = new BigDecimal(new java.math.BigInteger(random.nextInt(60), random), random.nextInt(6));
            String text = (random.nextBoolean() ? "-" : "") + exact.toPlainString();
            NumberReader reader = new NumberReader('.');
            WrittenNumber written = new WrittenNumber();

            assertThat(read(reader, text)).as(text).isEqualTo(Outcome.NUMBER);
            assertThat(written.read(text.toCharArray(), 0, text.length()) && written.allows('.'))
                    .as(text)
                    .isTrue();
            written.plain('.');
            String plain = new String(written.plainChars(), 0, written.plainLength());
            assertThat(new BigDecimal(plain)).as(text).isEqualByComparingTo(text);
            assertThat(reader.number().decimal()).as(text).isEqualByComparingTo(text);
        }
    }

    @Test
    void everyNumberComesBackFromEveryWayOfGroupingIt() {
        Random random = new Random(8);
        String[] groups = {",", ".", " ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"};
        for (int i = 0; i < 20_000; i++) {
            long cents = Math.abs(random.nextLong()) % 100_000_000_000L;
            String group = groups[random.nextInt(groups.length)];
            String mark = group.equals(".") ? "," : group.equals(",") ? "." : random.nextBoolean() ? "," : ".";
            String text = String.format(Locale.ROOT, "%,d", cents / 100).replace(",", group)
                    + mark
                    + String.format(Locale.ROOT, "%02d", cents % 100);
            NumberReader reader = new NumberReader(null);

            assertThat(read(reader, text)).as(text).isEqualTo(Outcome.NUMBER);
            assertThat(reader.number().decimal()).as(text).isEqualByComparingTo(BigDecimal.valueOf(cents, 2));
        }
    }

    @Test
    void theFirstUnmistakableNumberDecidesForTheColumn() {
        NumberReader comma = new NumberReader(null);
        assertThat(read(comma, "12,50")).isEqualTo(Outcome.NUMBER);
        assertThat(read(comma, "1.234")).isEqualTo(Outcome.NUMBER);
        assertThat(comma.number().decimal()).isEqualByComparingTo("1234");
        assertThat(read(comma, "12.50")).isEqualTo(Outcome.OTHER_MARK);
        assertThat(comma.deciding().text()).isEqualTo("12,50");

        NumberReader point = new NumberReader(null);
        assertThat(read(point, "1,234")).isEqualTo(Outcome.NUMBER);
        assertThat(point.isOpen()).isTrue();
        assertThat(read(point, "12.50")).isEqualTo(Outcome.NUMBER);
        assertThat(point.isOpen()).isFalse();
        assertThat(read(point, "12,50")).isEqualTo(Outcome.OTHER_MARK);
    }

    @Test
    void aCommaThatDecidesAfterNumbersWereReadTheOtherWayIsTooLate() {
        for (String open : new String[] {"1.234", "1,234"}) {
            NumberReader reader = new NumberReader(null);
            read(reader, open);

            assertThat(read(reader, "12,50")).isEqualTo(Outcome.TOO_LATE);
        }
    }

    @Test
    void aGivenMarkSettlesWhatHasTwoReadings() {
        NumberReader comma = new NumberReader(',');
        read(comma, "1.234");
        assertThat(comma.number().decimal()).isEqualByComparingTo("1234");
        read(comma, "1,234");
        assertThat(comma.number().decimal()).isEqualByComparingTo("1.234");
        assertThat(read(comma, "0.123")).isEqualTo(Outcome.OTHER_MARK);
        assertThat(comma.isOpen()).isFalse();
    }

    @Test
    void aNumberOfItsOwnTypeSaysNothingAboutTheColumn() {
        NumberReader reader = new NumberReader(',');
        assertThat(reader.readPlain("1.234".toCharArray(), 0, 5)).isEqualTo(Outcome.NUMBER);
        assertThat(reader.number().decimal()).isEqualByComparingTo("1.234");
    }

    @Test
    void tooManyDigitsAreTooLargeHoweverTheyAreWritten() {
        for (String text : new String[] {"1e19", "1,234,567,890,123,456,789", "$9999999999999999999"}) {
            assertThat(read(new NumberReader(null), text)).as(text).isEqualTo(Outcome.TOO_LARGE);
        }
    }
}
