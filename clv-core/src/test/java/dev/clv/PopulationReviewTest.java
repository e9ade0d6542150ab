package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.caution.Caution;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is scored or evaluated, beside whom the model was trained on. */
class PopulationReviewTest {

    private static final List<String> TIERS = List.of("gold", "silver", "basic");

    private static <B extends ModelBuilder<B>> B quick(B builder) {
        return builder.network(n -> n.hidden(4).members(2)).earlyStopping(1, 1);
    }

    private static ClvModel trained(EventLog log, Instant cutoff, Duration horizon) {
        return quick(ClvModel.builder().horizon(horizon)).currency("EUR").train(log, cutoff);
    }

    private static EventLog shop(int customers, int days, long seed) {
        return ShopSimulation.builder()
                .customers(customers)
                .days(days)
                .seed(seed)
                .currency("EUR")
                .build()
                .log();
    }

    private static EventLog with(EventLog log, String attribute, IntFunction<String> valueOfCustomer) {
        EventLog.Builder more = EventLog.builder().zone(log.zone()).currency("EUR");
        List<String> customers = log.customers();
        for (int i = 0; i < customers.size(); i++) {
            String customer = customers.get(i);
            more.add(customer, new AttributeChange(Instant.MIN, attribute, valueOfCustomer.apply(i)));
            log.history(customer).events().forEach(event -> more.add(customer, event));
        }
        return more.build();
    }

    private static String sentence(List<Caution> cautions, String key) {
        assertThat(cautions).extracting(Caution::key).containsExactly(key);
        return cautions.get(0).sentence();
    }

    private static List<Caution> scored(ClvModel model, EventLog log, Instant at) {
        return model.score(log, log.customers(), at, (id, prediction) -> {}).cautions();
    }

    @ParameterizedTest(name = "{0} customers, {1} days, horizon {2}, seed {3}")
    @CsvSource({
        "300, 500, 60, 1",
        "300, 500, 30, 2",
        "300, 600, 90, 3",
        "600, 720, 60, 4",
        "600, 720, 90, 5",
        "200, 1100, 60, 6"
    })
    void aShopThatOnlyGrowsOlderGivesNoReasonForACautionAndHardlyForAFlag(
            int customers, int days, int horizon, int seed) {
        EventLog log = shop(customers, days, seed);
        Duration ahead = Duration.ofDays(horizon);
        Instant cutoff = log.observedUntil().minus(ahead.multipliedBy(4));
        ClvModel model = trained(log, cutoff, ahead);

        for (int horizons : new int[] {0, 1, 2, 4}) {
            Instant at = cutoff.plus(ahead.multipliedBy(horizons));
            ScoringSummary summary = model.score(log, log.customers(), at, (id, prediction) -> {});
            assertThat(summary.cautions()).as("%d horizons later", horizons).isEmpty();
            assertThat((double) summary.flagged(PredictionFlag.OUTSIDE_TRAINING_RANGE) / summary.predictions())
                    .as("%d horizons later", horizons)
                    .isLessThan(0.04);
            if (horizons == 1 || horizons == 2) {
                assertThat(model.evaluate(log, at).cautions()).isEmpty();
            }
        }
    }

    @Test
    void amountsAHundredTimesAsLargeAreFlaggedAndDriftHoweverLateOneAsks() {
        EventLog log = shop(300, 500, 7);
        Duration ahead = Duration.ofDays(60);
        Instant cutoff = log.observedUntil().minus(ahead.multipliedBy(4));
        ClvModel model = trained(log, cutoff, ahead);
        EventLog.Builder cents = EventLog.builder().zone(log.zone()).currency("EUR");
        for (String customer : log.customers()) {
            log.history(customer)
                    .events(Purchase.class)
                    .forEach(p ->
                            cents.add(customer, Purchase.of(p.time(), p.amount().multiply(BigDecimal.valueOf(100)))));
        }
        EventLog other = cents.build();
        for (int horizons : new int[] {1, 2}) {
            Instant at = cutoff.plus(ahead.multipliedBy(horizons));
            ScoringSummary summary = model.score(other, other.customers(), at, (id, prediction) -> {});
            assertThat(summary.cautions()).extracting(Caution::key).contains("drift");
            assertThat(summary.flagged(PredictionFlag.OUTSIDE_TRAINING_RANGE)).isGreaterThan(summary.predictions() / 2);
            assertThat(model.evaluate(other, at).cautions())
                    .extracting(Caution::key)
                    .contains("drift");
        }
    }

    @Test
    void attributesWrittenOtherwiseAreToldWithAnExampleOfBothForms() {
        EventLog log = shop(300, 400, 8);
        Instant cutoff = log.observedUntil().minus(Duration.ofDays(60));
        EventLog tiers = with(log, "club", i -> TIERS.get(i % 3));
        ClvModel model = trained(tiers, cutoff, Duration.ofDays(60));
        int buyers = log.customers().size();

        assertThat(scored(model, tiers, log.observedUntil())).isEmpty();
        UnaryOperator<String> upper = tier -> " " + tier.toUpperCase(java.util.Locale.ROOT);
        EventLog shouted = with(log, "club", i -> upper.apply(TIERS.get(i % 3)));
        assertThat(sentence(scored(model, shouted, log.observedUntil()), "unknown_categories"))
                .contains("'attr.club' in " + buyers + " of " + buyers + " rows (in training 0 %)")
                .contains(buyers + " of them known ones in another spelling, such as")
                .containsAnyOf("' GOLD' for 'gold'", "' SILVER' for 'silver'", "' BASIC' for 'basic'")
                .endsWith("Write them as in training.");
        EventLog german = with(log, "club", i -> List.of("Kunde", "Stammkunde").get(i % 2));
        assertThat(sentence(scored(model, german, log.observedUntil()), "unknown_categories"))
                .doesNotContain("Kunde", "spelling")
                .contains("train again");
        assertThat(model.evaluate(german, cutoff).cautions())
                .extracting(Caution::key)
                .contains("unknown_categories");
    }

    @Test
    void numbersThatCannotBeReadAnyMoreAreToldOnceWithAMaskedExample() {
        EventLog log = shop(300, 400, 8);
        Instant cutoff = log.observedUntil().minus(Duration.ofDays(60));
        Random random = new Random(1);
        int[] size = random.ints(log.customers().size(), 20, 200).toArray();
        ClvModel model = trained(with(log, "size", i -> size[i] + ".5"), cutoff, Duration.ofDays(60));
        int buyers = log.customers().size();

        for (String form : List.of("%d,5", "%d.5 kg", "more than %d", "n/k %d")) {
            EventLog other = with(log, "size", i -> i % 2 == 0 ? String.format(form, size[i]) : size[i] + ".5");
            List<Caution> cautions = scored(model, other, log.observedUntil());
            assertThat(sentence(cautions, "unreadable_numbers"))
                    .contains("'attr.size' for " + (buyers + 1) / 2 + " of " + buyers + ", such as ")
                    .contains(form.equals("%d,5") ? ",5'" : "a text of ")
                    .doesNotContain("kg", "more", "n/k");
            assertThat(model.evaluate(other, cutoff.plusSeconds(0)).cautions())
                    .extracting(Caution::key)
                    .containsOnlyOnce("unreadable_numbers")
                    .doesNotContain("missing_features", "drift");
        }
        EventLog blank = with(log, "size", i -> i % 2 == 0 ? "N/A" : size[i] + ".5");
        assertThat(sentence(scored(model, blank, log.observedUntil()), "missing_features"))
                .contains("'attr.size'");
    }

    @Test
    void valuesFarFromAllOfTrainingAreToldOnceWithTheUsualRangeAndHowFar() {
        EventLog log = shop(300, 400, 8);
        Instant cutoff = log.observedUntil().minus(Duration.ofDays(60));
        Random random = new Random(1);
        int[] age = random.ints(log.customers().size(), 18, 90).toArray();
        ClvModel model = trained(with(log, "age", i -> "" + age[i]), cutoff, Duration.ofDays(60));
        int buyers = log.customers().size();

        assertThat(scored(model, with(log, "age", i -> "" + (i == 3 ? 101 : age[i])), log.observedUntil()))
                .isEmpty();
        for (int wild : new int[] {999, -999, 19_840_101, Integer.MAX_VALUE}) {
            EventLog typed = with(log, "age", i -> "" + (i % 150 == 3 ? wild : age[i]));
            assertThat(sentence(scored(model, typed, log.observedUntil()), "far_values"))
                    .contains("'attr.age' for 2 of " + buyers + " (training lies between 1", " and 9", "up to ")
                    .doesNotContain("" + wild);
            assertThat(model.evaluate(typed, cutoff).cautions())
                    .extracting(Caution::key)
                    .contains("far_values");
        }
        EventLog years = with(log, "age", i -> "" + (1900 + age[i]));
        assertThat(sentence(scored(model, years, log.observedUntil()), "drift")).contains("'attr.age'");
    }

    @Test
    void aTableSaysOfWildCellsWhatALogDoes() throws Exception {
        TableModel model = quick(TableModel.builder()).train(codes(400, i -> String.valueOf(10 + i % 3)));
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            cells.add(List.of(i == 7 ? "9999" : String.valueOf(20 + i), "11"));
        }
        Table typed =
                Table.of(List.of("age", "code"), cells).categorical("code").read();
        assertThat(model.score(typed, (id, p) -> {}).cautions())
                .filteredOn(caution -> caution.key().equals("far_values"))
                .singleElement()
                .extracting(Caution::sentence)
                .asString()
                .contains("'age' for 1 of 50 (training lies between ");
    }

    @Test
    void codesThatBecameDecimalsInATableAreKnownOnesInAnotherSpelling() throws Exception {
        TableModel model = quick(TableModel.builder()).train(codes(400, i -> String.valueOf(10 + i % 3)));

        assertThat(model.score(codes(200, i -> String.valueOf(10 + i % 3)), (id, p) -> {})
                        .cautions())
                .isEmpty();
        List<Caution> decimals =
                model.score(codes(200, i -> 10 + i % 3 + ".0"), (id, p) -> {}).cautions();
        assertThat(sentence(decimals, "unknown_categories"))
                .contains("'code' in 200 of 200 rows", "such as '10.0' for '10'");
        assertThat(model.evaluate(codes(200, i -> 10 + i % 3 + ".0")).cautions())
                .extracting(Caution::key)
                .containsExactly("unknown_categories");
    }

    @Test
    void otherSharesOfCategoriesOrOfMissingCellsAreDrift() throws Exception {
        TableModel model =
                quick(TableModel.builder()).train(codes(600, i -> i % 10 == 0 ? "" : String.valueOf(10 + i % 3)));

        assertThat(sentence(
                        model.score(codes(300, i -> i % 10 == 0 ? "" : i % 6 == 0 ? "11" : "12"), (id, p) -> {})
                                .cautions(),
                        "drift"))
                .contains("'code' (", "'12', in training 30 %");
        assertThat(sentence(
                        model.evaluate(codes(300, i -> i % 3 != 0 ? "" : String.valueOf(10 + i % 7 % 3)))
                                .cautions(),
                        "drift"))
                .contains("'code' (67 % missing, in training 10 %)");
    }

    private static Table codes(int rows, IntFunction<String> codeOfRow) throws Exception {
        Random random = new Random(rows);
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int age = 20 + random.nextInt(50);
            cells.add(List.of(
                    String.valueOf(age),
                    codeOfRow.apply(i),
                    String.valueOf(age * random.nextInt(3) + random.nextInt(9))));
        }
        return Table.of(List.of("age", "code", "value"), cells)
                .categorical("code")
                .label("value")
                .read();
    }

    @Test
    void idsOfAnotherFormAreToldOnce() {
        EventLog log = shop(200, 400, 9);
        ClvModel model = trained(log, log.observedUntil().minus(Duration.ofDays(60)), Duration.ofDays(60));
        List<String> decimals = log.customers().stream().map(id -> id + ".0").toList();
        List<String> mixed = new ArrayList<>(log.customers());
        log.customers().subList(0, 20).forEach(id -> mixed.add(id.toLowerCase(java.util.Locale.ROOT)));

        assertThat(sentence(
                        model.score(log, decimals, log.observedUntil(), (id, p) -> {})
                                .cautions(),
                        "unknown_customers"))
                .startsWith("The log does not know " + decimals.size() + " of the " + decimals.size() + " ids")
                .endsWith("check that both are ids of the same kind.");
        assertThat(sentence(
                        model.score(log, mixed, log.observedUntil(), (id, p) -> {})
                                .cautions(),
                        "unknown_customers"))
                .startsWith("The log does not know 20 of the " + mixed.size() + " ids")
                .contains("They differ from known ids only in upper and lower case, such as 'a9999999' for 'A9999999'")
                .contains("\"idForm\": [\"fold-case\"]");
        List<String> strangers = new ArrayList<>(log.customers());
        strangers.addAll(List.of("somebody", "else"));
        assertThat(model.score(log, strangers, log.observedUntil(), (id, p) -> {})
                        .cautions())
                .isEmpty();
    }

    @Test
    void oneCustomerWhoDecidesAnEvaluationIsToldByShare() throws Exception {
        TableModel model = quick(TableModel.builder()).train(valued(400, 1, 1));
        assertThat(model.evaluate(valued(300, 2, 1)).cautions()).isEmpty();
        assertThat(sentence(model.evaluate(valued(300, 2, 10_000)).cautions(), "dominant_customer"))
                .startsWith("One of the 300 customers has 9")
                .contains("of the sum of all true values");

        EventLog log = shop(200, 400, 10);
        Instant cutoff = log.observedUntil().minus(Duration.ofDays(60));
        ClvModel ofLog = trained(log, cutoff.minus(Duration.ofDays(60)), Duration.ofDays(60));
        EventLog.Builder typed = EventLog.builder().zone(log.zone()).currency("EUR");
        log.customers()
                .forEach(customer -> log.history(customer).events().forEach(event -> typed.add(customer, event)));
        typed.add(log.customers().get(5), Purchase.of(cutoff.plusSeconds(9), BigDecimal.valueOf(1_000_000)));
        assertThat(sentence(ofLog.evaluate(typed.build(), cutoff).cautions(), "dominant_customer"))
                .contains("has 100 %");
    }

    @Test
    void oneValueInAllRowsOfAColumnThatVariedIsTold() throws Exception {
        TableModel model = quick(TableModel.builder()).train(valued(400, 1, 1));
        Table all = valued(400, 2, 1);
        String middle = all.text(middleOf(all), "age");

        assertThat(sentence(model.score(constant(150, middle), (id, p) -> {}).cautions(), "drift"))
                .contains("'age' (one value in all rows that have any)")
                .doesNotContain(middle);
        assertThat(model.score(constant(12, middle), (id, p) -> {}).cautions()).isEmpty();
    }

    private static Table constant(int rows, String age) throws Exception {
        return Table.of(List.of("age"), Collections.nCopies(rows, List.of(age))).read();
    }

    private static int middleOf(Table table) {
        return IntStream.range(0, table.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> Double.parseDouble(table.text(row, "age"))))
                .skip(table.rows() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static Table valued(int rows, long seed, int times) throws Exception {
        Random random = new Random(seed);
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int age = 20 + random.nextInt(50);
            int value = age * random.nextInt(3) + random.nextInt(9);
            cells.add(List.of(String.valueOf(age), String.valueOf(i == 7 ? (value + 50) * times : value)));
        }
        return Table.of(List.of("age", "value"), cells).label("value").read();
    }
}
