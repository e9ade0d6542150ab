package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.caution.Caution;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model is told amounts in another currency than those that it was trained on. */
class OtherCurrenciesTest {

    private static final int ROWS = 120;

    /** @param amount how a row writes its amounts, with {@code %s} for the number */
    private static Table table(IntFunction<String> amount, IntFunction<String> label) {
        Random random = new Random(5);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            double spend = 20 + StrictMath.exp(4 + 0.7 * random.nextGaussian());
            double value = spend * StrictMath.exp(0.5 * random.nextGaussian());
            rows.add(List.of(
                    "c" + i,
                    String.format(Locale.ROOT, amount.apply(i), two(spend)),
                    Integer.toString(random.nextInt(60)),
                    String.format(Locale.ROOT, label.apply(i), two(value))));
        }
        return Table.of(List.of("id", "spent", "visits", "value"), rows)
                .id("id")
                .label("value")
                .read();
    }

    private static Table table(IntFunction<String> amount) {
        return table(amount, i -> "%s");
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static TableModel trained(Table table) {
        return TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .train(table);
    }

    private static List<Caution> cautions(TableModel model, Table table) {
        return model.score(table, (id, prediction) -> {}).cautions();
    }

    private static TableModel stored(TableModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return TableModel.read(new ByteArrayInputStream(out.toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "$%s, \u20ac%s, EUR, $",
        "$%s, %s EUR, EUR, $",
        "%s EUR, CHF %s, CHF, EUR",
        "%s \u20ac, $%s, $, EUR",
        "%s kr, %s \u20ac, EUR, kr"
    })
    void anotherCurrencyIsToldWithItsColumnBothCurrenciesAndTheirNumber(
            String before, String now, String said, String saidBefore) throws IOException {
        TableModel model = stored(trained(table(i -> before)));

        assertThat(cautions(model, table(i -> before))).isEmpty();
        assertThat(cautions(model, table(i -> i < 30 ? now : "%s")))
                .singleElement()
                .satisfies(caution -> {
                    assertThat(caution.key()).isEqualTo("other_currency");
                    assertThat(caution.sentence())
                            .contains("'spent' with 30 in " + said + " of 120, in training in " + saidBefore);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "$%s, %s",
        "%s, $%s",
        "$%s, %s USD",
        "%s USD, US$ %s",
        "%s \u20ac, %s EUR",
        "$%s, %s CAD",
        "%s kr, SEK %s"
    })
    void aCurrencyThatMayBeTheSameOrIsNamedAtOneTimeOnlyIsNoFault(String before, String now) {
        assertThat(cautions(trained(table(i -> before)), table(i -> now))).isEmpty();
    }

    @Test
    void aColumnInSeveralCurrenciesIsRefusedAsItIsInTraining() {
        Table mixed = table(i -> i % 2 == 0 ? "$%s" : "\u20ac%s");
        String message = "holds amounts in several currencies, $ and \u20ac; convert them into one";

        assertThatThrownBy(() -> trained(mixed)).hasMessageContaining("'spent' " + message);
        for (String before : List.of("$%s", "%s", "\u20ac%s")) {
            TableModel model = trained(table(i -> before));
            assertThatThrownBy(() -> model.predict(mixed)).hasMessageContaining("'spent' " + message);
            assertThatThrownBy(() -> model.evaluate(mixed)).hasMessageContaining("'spent' " + message);
        }
        assertThatThrownBy(() ->
                        trained(table(i -> List.of("$%s", "%s USD", "%s CAD").get(i % 3))))
                .hasMessageContaining("several currencies, CAD and USD");
    }

    @Test
    void labelsInAnotherCurrencyAreToldWhereTheModelIsEvaluatedAndRefusedInSeveral() throws IOException {
        TableModel model = stored(trained(table(i -> "%s", i -> "$%s")));

        assertThat(model.evaluate(table(i -> "%s", i -> "%s \u20ac")).cautions())
                .filteredOn(caution -> caution.key().equals("other_currency"))
                .singleElement()
                .satisfies(caution ->
                        assertThat(caution.sentence()).contains("'value' with 120 in EUR of 120, in training in $"));
        assertThat(model.evaluate(table(i -> "%s", i -> "%s USD")).cautions())
                .extracting(Caution::key)
                .doesNotContain("other_currency");
        Table mixed = table(i -> "%s", i -> i % 2 == 0 ? "%s" : i % 3 == 0 ? "$%s" : "%s \u20ac");
        assertThatThrownBy(() -> model.evaluate(mixed)).hasMessageContaining("'value' holds amounts in several");
        assertThatThrownBy(() -> TableModel.builder().currency("EUR").train(table(i -> "%s", i -> "$%s")))
                .hasMessageStartingWith("the labels are in $, the currency of the model is EUR; ");
    }

    private static EventLog withIncome(EventLog log, IntFunction<String> amount) {
        EventLog.Builder more = EventLog.builder().zone(log.zone()).currency("EUR");
        for (String customer : log.customers()) {
            int code = StrictMath.abs(customer.hashCode() % 1000);
            String income = String.format(Locale.ROOT, amount.apply(code), 20_000 + 50 * code);
            more.add(customer, new AttributeChange(Instant.MIN, "income", income));
            log.history(customer).events().forEach(event -> more.add(customer, event));
        }
        return more.build();
    }

    @Test
    void anAttributeInAnotherCurrencyOrInSeveralIsTold() throws IOException {
        EventLog shop = ShopSimulation.builder()
                .customers(200)
                .days(400)
                .seed(5)
                .build()
                .log();
        Instant end = shop.observedUntil();
        EventLog dollars = withIncome(shop, i -> "$%s");
        ClvModel trained = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .train(dollars, end.minus(90, ChronoUnit.DAYS));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        trained.write(out);
        ClvModel model = ClvModel.read(new ByteArrayInputStream(out.toByteArray()));

        assertThat(told(model, dollars, end)).isEmpty();
        assertThat(told(model, withIncome(shop, i -> "%s"), end)).isEmpty();
        assertThat(told(model, withIncome(shop, i -> "USD %s"), end)).isEmpty();
        assertThat(told(model, withIncome(shop, i -> "CHF %s"), end))
                .singleElement()
                .satisfies(sentence ->
                        assertThat(sentence).matches(".*'income' with (\\d+) in CHF of \\1, in training in \\$\\..*"));
        assertThat(told(model, withIncome(shop, i -> i % 2 == 0 ? "%s EUR" : "%s USD"), end))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).containsPattern("'income' with \\d+ in EUR of"));
        assertThat(model.evaluate(withIncome(shop, i -> "CHF %s"), end.minus(90, ChronoUnit.DAYS))
                        .cautions())
                .extracting(Caution::key)
                .contains("other_currency");
    }

    private static List<String> told(ClvModel model, EventLog log, Instant at) {
        return model.score(log, log.customers(), at, (id, prediction) -> {}).cautions().stream()
                .filter(caution -> caution.key().equals("other_currency"))
                .map(Caution::sentence)
                .toList();
    }
}
