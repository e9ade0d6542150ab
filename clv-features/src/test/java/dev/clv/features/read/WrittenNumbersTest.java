package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Signal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and missing values as people write them, through the readers of CSV and of JSON lines. */
class WrittenNumbersTest {

    private static final String MAPPING =
            "{\"customer\": \"c\", \"time\": \"t\", \"amount\": \"a\", \"quantity\": \"q\"";

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EventLog csv(String settings, List<String> amounts) {
        String rows = amounts.stream()
                .map(amount -> "x,2024-01-05T10:00:00Z,\"" + amount + "\",")
                .collect(Collectors.joining("\n"));
        return EventReader.csv()
                .mapping(ColumnMapping.json(MAPPING + settings + "}"))
                .negativeAmountsAsRefunds()
                .maxSkippedShare(1)
                .read(bytes("c,t,a,q\n" + rows + "\n"), "rows.csv");
    }

    private static EventLog json(String settings, List<String> amounts) {
        String rows = amounts.stream()
                .map(amount -> "{\"c\": \"x\", \"t\": \"2024-01-05T10:00:00Z\", \"a\": " + amount + "}")
                .collect(Collectors.joining("\n"));
        return EventReader.jsonLines()
                .mapping(ColumnMapping.json(MAPPING + settings + "}"))
                .negativeAmountsAsRefunds()
                .maxSkippedShare(1)
                .read(bytes(rows), "rows.jsonl");
    }

    private static List<BigDecimal> amounts(EventLog log) {
        return log.history("x").events(Purchase.class).stream()
                .map(Purchase::amount)
                .map(BigDecimal::stripTrailingZeros)
                .sorted()
                .toList();
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {
                "$1,234.50",
                "1.234,50 \u20ac",
                "R$ 1.234,50",
                "1234.50 USD",
                "1 234,50",
                "1\u00a0234,50",
                "1\u202f234,50",
                "1'234.50",
                "1\u2019234.50",
                "kr 1 234,50",
                "+1,234.50",
                "1234.5"
            })
    void csvAndJsonReadTheSameAmount(String amount) {
        for (String settings : List.of("", ", \"decimal\": \"" + (amount.contains(",5") ? "," : ".") + "\"")) {
            assertThat(amounts(csv(settings, List.of(amount)))).containsExactly(new BigDecimal("1234.5"));
            assertThat(amounts(json(settings, List.of("\"" + amount + "\""))))
                    .containsExactly(new BigDecimal("1234.5"));
        }
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(strings = {"(12.00)", "12.00-", "\u221212.00", "-12.00", "($12.00)", "-\u20ac12,00"})
    void negativeAmountsAreRefundsWhereTheyMayBe(String amount) {
        for (EventLog log : List.of(csv("", List.of(amount)), json("", List.of("\"" + amount + "\"")))) {
            assertThat(log.history("x").events(Refund.class))
                    .singleElement()
                    .satisfies(refund -> assertThat(refund.amount()).isEqualByComparingTo("12"));
        }
    }

    @Test
    void oneRowWithTheOtherMarkIsSkippedAndTheMessageHasBothNumbers() {
        EventLog log = csv("", List.of("12.50", "9.99", "12,50"));
        assertThat(log.quality().count("amount_locale")).isEqualTo(1);
        assertThat(log.quality().skipped()).isEqualTo(1);
        assertThatThrownBy(() -> EventReader.csv()
                        .mapping(ColumnMapping.json(MAPPING + "}"))
                        .strict()
                        .read(
                                bytes("c,t,a,q\nx,2024-01-05,12.50,\nx,2024-01-05,\"12,50\",\n"
                                        .replace("05,", "05T10:00Z,")),
                                "f"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("value '12,50'")
                .hasMessageContaining("'12.50' in line 2")
                .hasMessageContaining("\"decimal\"");
    }

    @Test
    void aMappingWithADecimalMarkIsNotToldToHaveOne() {
        EventLog log = csv(", \"decimal\": \",\"", List.of("12,50", "12.5"));
        assertThat(log.quality().count("amount_against_decimal")).isEqualTo(1);
        assertThat(log.quality().toString()).doesNotContain("say \"decimal\"");
    }

    @Test
    void numbersOfTwoReadingsAreRefusedOrCounted() {
        assertThatThrownBy(() -> csv("", List.of("1,234", "2,500", "980")))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("line 2, column 'a', value '1,234'")
                .hasMessageContaining("1234 and 1.234");
        assertThat(amounts(csv(", \"decimal\": \".\"", List.of("1,234")))).containsExactly(new BigDecimal("1234"));
        assertThat(amounts(csv(", \"decimal\": \",\"", List.of("1,234")))).containsExactly(new BigDecimal("1.234"));
        assertThat(amounts(csv("", List.of("1,234", "2.50"))))
                .containsExactly(new BigDecimal("2.5"), new BigDecimal("1234"));

        EventLog points = csv("", List.of("1.234", "2.500", "980"));
        assertThat(points.quality().count("number_open")).isEqualTo(2);
        assertThat(amounts(points)).contains(new BigDecimal("1.234"));
        assertThat(csv("", List.of("1.234", "2.50")).quality().count("number_open"))
                .isZero();
        assertThatThrownBy(() -> csv("", List.of("1.234", "12,50")))
                .hasMessageContaining("'12,50'")
                .hasMessageContaining("'1.234' in line 2")
                .hasMessageContaining("say \"decimal\": \",\"");
    }

    private static List<String> many(String first, String others) {
        List<String> amounts = new ArrayList<>(List.of(first));
        IntStream.range(0, 40).forEach(i -> amounts.add(others));
        return amounts;
    }

    @Test
    void oneOddFirstNumberDecidesNothing() {
        assertThatThrownBy(() -> csv("", many("12,50", "1,234")))
                .hasMessageContaining("line 3, column 'a', value '1,234'")
                .hasMessageContaining("1234 and 1.234")
                .hasMessageContaining("'12,50' in line 2");
        assertThatThrownBy(() -> csv("", many("12.50", "1,234"))).hasMessageContaining("1234 and 1.234");
        assertThatThrownBy(() -> csv("", many("12,50", "1.234"))).hasMessageContaining("1.234 and 1234");
        assertThatThrownBy(() -> json("", many("\"12,50\"", "\"-1.234\""))).hasMessageContaining("-1.234 and -1234");
        assertThat(csv("", many("12.50", "1.234")).quality().count("number_open"))
                .isEqualTo(40);
        assertThatThrownBy(() -> csv("", many("12,50", "12.50")))
                .hasMessageContaining("line 3, column 'a', value '12.50'")
                .hasMessageContaining("'12,50' in line 2");
        assertThatThrownBy(() -> csv("", many("12.50", "12,50"))).hasMessageContaining("'12.50' in line 2");
    }

    @Test
    void decimalSettlesWhatNumbersDoNotAgreeOn() {
        assertThat(amounts(csv(", \"decimal\": \".\"", many("12.50", "1,234")))).contains(new BigDecimal("1234"));
        assertThat(amounts(csv(", \"decimal\": \",\"", many("12,50", "1,234")))).contains(new BigDecimal("1.234"));
        EventLog log = csv(", \"decimal\": \".\"", many("12,50", "12.50"));
        assertThat(log.quality().count("amount_against_decimal")).isEqualTo(1);
    }

    @Test
    void numbersThatAgreeAreReadWhateverStandsFirst() {
        List<String> amounts = new ArrayList<>(many("1,234.50", "1,234"));
        IntStream.range(0, 10).forEach(i -> amounts.add(i + ".99"));
        assertThat(csv("", amounts).quality().counts())
                .allMatch(count -> count.reason().key().equals("repeated"));
    }

    @Test
    void numbersOfJsonHaveAPointWhateverTheMappingSays() {
        EventLog log = json(", \"decimal\": \",\"", List.of("1.234", "\"1.234\"", "1e2"));
        assertThat(amounts(log))
                .containsExactly(new BigDecimal("1.234"), new BigDecimal("1E+2"), new BigDecimal("1234"));
        assertThat(json("", List.of("1.234", "2.345")).quality().counts()).isEmpty();
    }

    @Test
    void aCurrencyBesideTheAmountIsTheRowsOrContradictsIt() {
        assertThat(csv("", List.of("12.50 USD", "3.00 USD")).currency()).isEqualTo("USD");
        assertThat(csv(", \"currency\": \"EUR\"", List.of("12.50 EUR", "3.00"))
                        .quality()
                        .skipped())
                .isZero();
        assertThat(csv(", \"currency\": \"EUR\"", List.of("$12.50", "\u20ac3.00"))
                        .quality()
                        .count("amount_currency"))
                .isEqualTo(1);
        assertThat(csv("", List.of("$12.50", "\u20ac3.00", "3 USD")).quality().count("amount_currency"))
                .isEqualTo(1);
        assertThat(csv(", \"currency\": \"CAD\"", List.of("$12.50")).currency()).isEqualTo("CAD");
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {"", " ", "NA", "n/a", "#N/A", "<NA>", "NaN", "null", "NULL", "None", "-", "--", "?", ".", "\\N"})
    void aMissingWordIsNoCustomerNoAmountNoIdAndNoAttribute(String word) {
        String file = "customer_id,time,amount,event_id,attr.tier,product_id\n"
                + word + ",2024-01-05T10:00:00Z,1,e1,gold,p\n"
                + "x,2024-01-05T10:00:00Z," + word + ",e2,gold,p\n"
                + "x,2024-01-05T10:00:00Z,3," + word + ",gold,p\n"
                + "x,2024-01-05T10:00:00Z,4," + word + "," + word + "," + word + "\n";
        EventLog log = EventReader.csv().maxSkippedShare(1).read(bytes(file), "f");

        assertThat(log.customers()).containsExactly("x");
        assertThat(log.quality().count("customer_missing")).isEqualTo(1);
        assertThat(log.quality().count("amount_missing")).isEqualTo(1);
        assertThat(log.quality().duplicates()).isZero();
        assertThat(log.quality().accepted()).isEqualTo(2);
        assertThat(log.history("x").attributes()).containsOnlyKeys("tier").containsValue("gold");
        assertThat(log.history("x").events(Purchase.class))
                .extracting(Purchase::product)
                .containsExactlyInAnyOrder("p", null);
    }

    @Test
    void theTextOfAReviewIsNeverMissingForBeingShort() {
        EventLog log =
                EventReader.csv().read(bytes("customer_id,time,type,text\nx,2024-01-05T10:00:00Z,feedback,?\n"), "f");

        assertThat(log.history("x").events().get(0).toString()).contains("?");
    }

    @Test
    void aSignalMayBeAPercentage() {
        EventLog log = EventReader.csv()
                .read(bytes("customer_id,time,type,name,value\nx,2024-01-05T10:00:00Z,signal,share,\"12,5 %\"\n"), "f");

        assertThat(log.history("x").events(Signal.class))
                .extracting(Signal::value)
                .containsExactly(0.125);
    }
}
