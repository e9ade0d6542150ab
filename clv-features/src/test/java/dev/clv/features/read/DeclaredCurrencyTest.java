package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.ExchangeRates;
import dev.clv.features.event.Purchase;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside an amount must be able to mean the currency that was declared. */
class DeclaredCurrencyTest {

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EventLog csv(CsvEventReader reader, String... amounts) {
        String rows = Arrays.stream(amounts)
                .map(amount -> "anna,2024-01-05T10:00:00Z,\"" + amount + "\"\n")
                .collect(Collectors.joining());
        return reader.maxSkippedShare(1).read(stream("customer_id,time,amount\n" + rows), "orders");
    }

    private static List<String> amounts(EventLog log) {
        return log.history("anna").events().stream()
                .map(event -> ((Purchase) event).amount().stripTrailingZeros().toPlainString())
                .toList();
    }

    private static String sentence(EventLog log) {
        return log.quality().counts().stream()
                .map(Count::reason)
                .filter(reason -> reason.key().equals("amount_currency"))
                .map(reason -> reason.sentence())
                .collect(Collectors.joining());
    }

    @Test
    void amountsInOtherCurrenciesAreSkippedAndCountedAndThoseOfTheDeclaredOneStay() {
        EventLog log = csv(EventReader.csv().currency("EUR"), "£5", "$6", "7 USD", "€8", "9 eur", "10");

        assertThat(amounts(log)).containsExactly("8", "9", "10");
        assertThat(log.currency()).isEqualTo("EUR");
        assertThat(log.quality().count("amount_currency")).isEqualTo(3);
        assertThat(sentence(log)).contains("£").contains("EUR");
    }

    @Test
    void aMarkOfSeveralCurrenciesIsKeptWhereNothingNamesTheCurrency() {
        for (int threads : new int[] {1, 3}) {
            assertThat(csv(EventReader.csv().threads(threads), "3", "5 Kr.", "6 kr")
                            .currencyMark())
                    .isEqualTo("kr");
            assertThat(csv(EventReader.csv().threads(threads), "€5", "6").currencyMark())
                    .isNull();
            assertThat(csv(EventReader.csv().threads(threads).currency("USD"), "$5")
                            .currencyMark())
                    .isNull();
            assertThat(csv(EventReader.csv().threads(threads), "5").currencyMark())
                    .isNull();
        }
        EventLog log = csv(EventReader.csv(), "$5");
        assertThat(log.only(Set.of("anna")).currencyMark()).isEqualTo("$");
    }

    @Test
    void theSameHoldsInJsonLines() {
        String lines = "{\"customer_id\":\"anna\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":\"$6\"}\n"
                + "{\"customer_id\":\"anna\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":\"€8\"}\n"
                + "{\"customer_id\":\"anna\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":9.5}\n";

        EventLog log =
                EventReader.jsonLines().currency("EUR").maxSkippedShare(1).read(stream(lines), "orders");

        assertThat(amounts(log)).containsExactlyInAnyOrder("8", "9.5");
        assertThat(log.quality().count("amount_currency")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"USD, $5", "CAD, $5", "AUD, 5 $", "CAD, C$5", "SEK, 5 kr", "DKK, 5 kr.", "GBP, £5", "JPY, ¥5", "CNY, ¥5"
    })
    void aSignThatCanMeanTheDeclaredCurrencyIsIt(String declared, String amount) {
        EventLog log = csv(EventReader.csv().currency(declared), amount);

        assertThat(log.currency()).isEqualTo(declared);
        assertThat(amounts(log)).containsExactly("5");
        assertThat(log.quality().skipped()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"USD, C$5", "CAD, US$5", "GBP, $5", "EUR, 5 kr", "JPY, £5", "EUR, CHF 5", "USD, R$5"})
    void aSignThatCannotIsNamedWithTheDeclaredCurrency(String declared, String amount) {
        EventLog log = csv(EventReader.csv().currency(declared), amount, "7");

        assertThat(amounts(log)).containsExactly("7");
        assertThat(sentence(log)).contains(declared).contains(amount.replaceAll("[5 ]", ""));
    }

    @Test
    void ratesConvertWhatSaysItsCurrencyAndRefuseSignsThatDoNot() {
        ExchangeRates rates =
                ExchangeRates.into("EUR").rate("USD", new BigDecimal("0.5")).build();

        EventLog log = csv(EventReader.csv().rates(rates), "10 USD", "US$20", "€8", "$30");

        assertThat(amounts(log)).containsExactlyInAnyOrder("5", "10", "8");
        assertThat(sentence(log)).contains("$").contains("EUR");
    }

    @Test
    void withoutADeclaredCurrencyTheFirstMarkDecides() {
        EventLog log = csv(EventReader.csv(), "£5", "€8", "£7");

        assertThat(amounts(log)).containsExactlyInAnyOrder("5", "7");
        assertThat(sentence(log)).contains("€").contains("£");
    }

    @Test
    void aRefundColumnInAnotherCurrencyIsNoRefundOfTheAmount() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("customer_id")
                .time("time")
                .amount("amount")
                .refund("back")
                .currency("EUR")
                .build();
        String rows =
                "customer_id,time,amount,back\nanna,2024-01-05T10:00:00Z,€9,$9\nanna,2024-01-06T10:00:00Z,€8,€1\n";

        EventLog log = EventReader.csv().mapping(mapping).maxSkippedShare(1).read(stream(rows), "orders");

        assertThat(log.size()).isEqualTo(2);
        assertThat(sentence(log)).contains("$").contains("EUR");
    }

    @Test
    void partsOfASumInTwoCurrenciesAreNotAdded() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("customer_id")
                .time("time")
                .amountSum(List.of("price", "shipping"), List.of())
                .build();
        String rows =
                "customer_id,time,price,shipping\nanna,2024-01-05T10:00:00Z,€9,$9\nanna,2024-01-06T10:00:00Z,€8,€1\n";

        EventLog log = EventReader.csv().mapping(mapping).maxSkippedShare(1).read(stream(rows), "orders");

        assertThat(amounts(log)).containsExactly("9");
        assertThat(sentence(log)).contains("$").contains("€");
    }
}
