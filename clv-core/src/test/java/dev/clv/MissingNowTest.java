package dev.clv;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Backtest;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.product.ProductExtractors;
import dev.clv.features.table.Table;
import dev.clv.label.Population;
import dev.clv.reason.Caveat;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import dev.clv.reason.Wording;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What training knew and scoring does not: attributes, columns, and what happened after the end of the log. */
class MissingNowTest {

    private static EventLog shop;
    private static EventLog withTiers;
    private static ClvModel plain;
    private static ClvModel tiers;
    private static Instant end;

    @BeforeAll
    static void train() {
        shop = ShopSimulation.builder().customers(300).days(500).seed(5).build().log();
        end = shop.observedUntil();
        withTiers = withTiers(shop);
        Instant cutoff = end.minus(120, ChronoUnit.DAYS);
        plain = builder().train(shop, cutoff);
        tiers = builder().train(withTiers, cutoff);
    }

    private static ClvModelBuilder builder() {
        return ClvModel.builder()
                .horizon(Duration.ofDays(120))
                .currency("EUR")
                .network(n -> n.hidden(6).members(2))
                .earlyStopping(4, 4);
    }

    private static EventLog withTiers(EventLog log) {
        EventLog.Builder more = EventLog.builder().zone(log.zone());
        if (log.currency() != null) {
            more.currency(log.currency());
        }
        for (String customer : log.customers()) {
            more.add(
                    customer,
                    new AttributeChange(Instant.MIN, "member", customer.hashCode() % 2 == 0 ? "gold" : "basic"));
            log.history(customer).events().forEach(event -> more.add(customer, event));
        }
        return more.build();
    }

    private static ScoringSummary score(ClvModel model, EventLog log, Instant at) {
        return model.score(log, log.customers(), at, (customer, prediction) -> {});
    }

    private static List<String> keys(List<Caution> cautions) {
        return cautions.stream().map(Caution::key).toList();
    }

    @Test
    void anAttributeThatIsForgottenIsFlaggedForEverybodyAndToldOnceWithCounts() {
        ScoringSummary summary = score(tiers, shop, end);
        int buyers = summary.predictions() - summary.flagged(PredictionFlag.COLD_START);
        assertThat(summary.flagged(PredictionFlag.MISSING_FEATURE))
                .isEqualTo(buyers)
                .isPositive();
        assertThat(keys(summary.cautions())).containsExactly("missing_features");
        assertThat(summary.cautions().get(0).sentence()).contains("'attr.member' for " + buyers + " of " + buyers);
        assertThat(keys(tiers.evaluate(shop, end.minus(120, ChronoUnit.DAYS)).cautions()))
                .contains("missing_features");

        assertThat(score(tiers, withTiers, end).flagged(PredictionFlag.MISSING_FEATURE))
                .isZero();
        assertThat(score(tiers, withTiers, end).cautions()).isEmpty();
        assertThat(score(plain, shop, end).cautions()).isEmpty();
    }

    @Test
    void attributesWithoutATimeAreToldWhereTheyReachIntoThePastAndNotAtTheEnd() {
        Instant cutoff = end.minus(120, ChronoUnit.DAYS);
        long buyers = Population.buyersBefore(withTiers, cutoff).size();
        String counts = "1 attribute of the " + buyers + " customers comes without a time ('member' of " + buyers + ")";

        assertThat(tiers.summary().cautions())
                .filteredOn(caution -> caution.key().equals("attributes_without_time"))
                .singleElement()
                .extracting(Caution::sentence, as(STRING))
                .startsWith(counts)
                .contains("training origins from ", " to " + cutoff + " already");
        assertThat(tiers.evaluate(withTiers, cutoff).cautions())
                .filteredOn(caution -> caution.key().equals("attributes_without_time"))
                .singleElement()
                .extracting(Caution::sentence, as(STRING))
                .startsWith(counts)
                .contains("counts as known at " + cutoff + " already");
        assertThat(tiers.forecasts(withTiers, cutoff).cautions())
                .isEqualTo(tiers.evaluate(withTiers, cutoff).cautions());
        assertThat(builder()
                        .backtest(withTiers, Backtest.of(2, Duration.ofDays(30)))
                        .cautions())
                .filteredOn(caution -> caution.key().equals("attributes_without_time"))
                .singleElement()
                .extracting(Caution::sentence, as(STRING))
                .startsWith("at 2 of 2 origins: ");

        assertThat(keys(score(tiers, withTiers, end).cautions())).isEmpty();
        assertThat(keys(plain.summary().cautions())).doesNotContain("attributes_without_time");
        assertThat(keys(plain.evaluate(withTiers, cutoff).cautions())).doesNotContain("attributes_without_time");
    }

    @Test
    void whatNearlyEverybodyHadIsMissedAndWhatManyLackedIsNot() {
        for (int lacking : new int[] {3, 30}) {
            EventLog partly = withTiers(shop, lacking);
            Instant cutoff = end.minus(120, ChronoUnit.DAYS);
            ClvModel model = builder().train(partly, cutoff);
            boolean missed = lacking < 5;

            assertThat(keys(score(model, partly, end).cautions())).isEmpty();
            ScoringSummary forgotten = score(model, shop, end);
            assertThat(forgotten.flagged(PredictionFlag.MISSING_FEATURE) > forgotten.predictions() / 2)
                    .isEqualTo(missed);
            assertThat(keys(forgotten.cautions())).containsExactly(missed ? "missing_features" : "drift");
            if (missed) {
                assertThat(forgotten.cautions().get(0).sentence()).contains("(in training ");
            }
        }
    }

    /** The member attribute, which a customer in a hundred or so many lacks. */
    private static EventLog withTiers(EventLog log, int lacking) {
        EventLog.Builder more = EventLog.builder().zone(log.zone()).currency("EUR");
        List<String> customers = log.customers();
        for (int i = 0; i < customers.size(); i++) {
            String customer = customers.get(i);
            if (i % 100 >= lacking) {
                more.add(customer, new AttributeChange(Instant.MIN, "member", i % 3 == 0 ? "gold" : "basic"));
            }
            log.history(customer).events().forEach(event -> more.add(customer, event));
        }
        return more.build();
    }

    @Test
    void aFeatureOfAnExtractorOfYourOwnIsMissedToo() {
        FeatureExtractor score = FeatureExtractor.of(
                Feature.numeric("credit", "points", "Points of a bureau", "credit"),
                history -> history.attributes().containsKey("member")
                        ? history.customer().hashCode() % 100
                        : Double.NaN);
        ClvModel model = builder().addExtractor(score).train(withTiers, end.minus(120, ChronoUnit.DAYS));

        assertThat(keys(score(model, withTiers, end).cautions())).isEmpty();
        assertThat(score(model, shop, end).cautions().get(0).sentence()).contains("'attr.member' for", "'credit' for");
        ClvPrediction one = model.predict(shop.history(shop.customers().get(0)), end);
        assertThat(one.flags()).contains(PredictionFlag.MISSING_FEATURE);
    }

    @Test
    void anExplanationSaysWhatIsMissing() {
        CustomerHistory buyer = shop.history(shop.customers().get(0));
        Explanation explanation = tiers.explain(buyer, end, Reference.averageCustomer());
        assertThat(explanation.caveats()).contains(Caveat.missingFeature("attr.member"));
        assertThat(Wording.in(Locale.ENGLISH).sentences(explanation, 3))
                .anyMatch(line -> line.contains("is missing, and nearly every"));
        assertThat(Explanation.fromJson(explanation.toJson())).isEqualTo(explanation);
        assertThat(tiers.explain(withTiers.history(shop.customers().get(0)), end, Reference.averageCustomer())
                        .caveats())
                .doesNotContain(Caveat.missingFeature("attr.member"));
    }

    @Test
    void whatEventsNoLongerDefineIsNotMissing() {
        Instant early = shop.observedFrom().plus(150, ChronoUnit.DAYS);
        ClvModel young = builder().train(shop, early);
        ScoringSummary later = score(young, shop, early.plus(200, ChronoUnit.DAYS));
        assertThat(later.flagged(PredictionFlag.MISSING_FEATURE)).isZero();
        assertThat(keys(later.cautions())).doesNotContain("missing_features");
    }

    @Test
    void whoNeverBoughtIsAColdStartAndNothingIsSaidToBeMissing() {
        ClvPrediction prediction = tiers.predict(CustomerHistory.of("x", ZoneOffset.UTC, end, List.of()), end);
        assertThat(prediction.flags())
                .contains(PredictionFlag.COLD_START)
                .doesNotContain(PredictionFlag.MISSING_FEATURE);
    }

    @ParameterizedTest(name = "{0} hours after the end")
    @CsvSource({"-2400, false", "0, false", "15, false", "24, false", "240, true", "20000, true"})
    void predictionsLongAfterTheEndOfTheLogAreFlaggedAndToldOnceWithBothDates(int hours, boolean late) {
        Instant at = end.plus(hours, ChronoUnit.HOURS);
        ScoringSummary summary = score(plain, shop, at);
        assertThat(summary.flagged(PredictionFlag.AFTER_OBSERVED_TIME)).isEqualTo(late ? summary.predictions() : 0);
        assertThat(keys(summary.cautions()).contains("after_observed_time")).isEqualTo(late);
        if (late) {
            String sentence = summary.cautions().get(0).sentence();
            assertThat(sentence).contains(at.toString(), end.toString());
            assertThat(sentence.contains("further than the horizon")).isEqualTo(hours > 120 * 24);
        }
        String customer = shop.customers().get(0);
        assertThat(plain.predict(shop, List.of(customer), at))
                .containsExactly(plain.predict(shop.history(customer), at));
        assertThat(plain.explain(shop.history(customer), at, Reference.averageCustomer())
                        .caveats()
                        .contains(Caveat.afterObservedTime()))
                .isEqualTo(late);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"
            })
    void timesBeyondTheCalendarAreRefusedInASentence(Instant at) {
        String id = shop.customers().get(0);
        CustomerHistory history = shop.history(id);
        List<ThrowingCallable> asked = List.of(
                () -> plain.predict(history, at),
                () -> plain.predict(shop, List.of(id), at),
                () -> score(plain, shop, at),
                () -> plain.explain(history, at),
                () -> plain.explain(history, at, Reference.averageCustomer()),
                () -> plain.features(shop, List.of(id), at),
                () -> plain.evaluate(shop, at),
                () -> builder().train(shop, at),
                () -> builder().origins(1000, Duration.ofDays(36_000)).train(shop, end.minus(120, ChronoUnit.DAYS)));
        for (ThrowingCallable question : asked) {
            assertThatThrownBy(question)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must lie in the years 1 to 9999");
        }
    }

    @Test
    void aShopThatSellsOnceAMonthIsCurrentForAMonth() {
        List<CustomerEvent> events = new ArrayList<>();
        for (int month = 0; month < 12; month++) {
            events.add(Purchase.of(
                    Instant.parse("2024-01-05T10:00:00Z").plus(30L * month, ChronoUnit.DAYS), BigDecimal.TEN));
        }
        EventLog.Builder log = EventLog.builder();
        events.forEach(event -> log.add("a", event));
        EventLog sparse = log.build();
        assertThat(Duration.between(sparse.observedUntil(), sparse.currentUntil()))
                .isEqualTo(Duration.ofDays(30));
        assertThat(sparse.history("a").before(sparse.observedUntil()).currentUntil())
                .isEqualTo(sparse.currentUntil());
        Instant cut = Instant.parse("2024-03-01T00:00:00Z");
        assertThat(sparse.history("a").before(cut).currentUntil()).isEqualTo(cut);
    }

    @Test
    void agesThatGrewFarBeyondTrainingAreOutsideItsRange() {
        ScoringSummary atEnd = score(plain, shop, end);
        assertThat(atEnd.flagged(PredictionFlag.OUTSIDE_TRAINING_RANGE)).isLessThan(atEnd.predictions() / 20);
        ScoringSummary muchLater = score(plain, shop, end.plus(3000, ChronoUnit.DAYS));
        assertThat(muchLater.flagged(PredictionFlag.OUTSIDE_TRAINING_RANGE))
                .isGreaterThan(muchLater.predictions() * 9 / 10);
    }

    @Test
    void aColumnOfATableThatIsBlankNowIsFlaggedAndTold() {
        Random random = new Random(1);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int spend = random.nextInt(1000);
            rows.add(List.of("c" + i, "" + spend, i % 3 == 0 ? "" : "5", "" + (spend / 2 + random.nextInt(50))));
        }
        List<String> header = List.of("id", "spend", "sometimes", "label");
        TableModel model = TableModel.builder()
                .network(n -> n.hidden(6).members(2))
                .earlyStopping(4, 4)
                .train(Table.of(header, rows).id("id").label("label").read());
        List<List<String>> blank = rows.stream()
                .map(row -> List.of(row.get(0), "", "", row.get(3)))
                .toList();
        Table now = Table.of(header, blank).id("id").label("label").read();
        ScoringSummary summary = model.score(
                now, (id, prediction) -> assertThat(prediction.flags()).contains(PredictionFlag.MISSING_FEATURE));
        assertThat(keys(summary.cautions())).containsExactly("missing_features", "drift");
        assertThat(summary.cautions().get(0).sentence())
                .contains("'spend' for 200 of 200")
                .doesNotContain("sometimes");
        assertThat(keys(model.evaluate(now).cautions())).contains("missing_features");
        assertThat(model.explain(now, 0, Reference.averageCustomer()).caveats())
                .contains(Caveat.missingFeature("spend"));
        Table same = Table.of(header, rows).id("id").label("label").read();
        assertThat(model.score(same, (id, prediction) -> {}).cautions()).isEmpty();
    }

    /** The same events with other products and categories. */
    private static EventLog rewritten(EventLog log, UnaryOperator<@Nullable String> name) {
        EventLog.Builder other = EventLog.builder().zone(log.zone()).observedUntil(log.observedUntil());
        if (log.currency() != null) {
            other.currency(log.currency());
        }
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).events()) {
                other.add(
                        customer,
                        event instanceof Purchase purchase
                                ? new Purchase(
                                        purchase.time(),
                                        purchase.amount(),
                                        purchase.quantity(),
                                        purchase.order(),
                                        name.apply(purchase.product()),
                                        name.apply(purchase.category()))
                                : event instanceof View view
                                        ? new View(view.time(), name.apply(view.product()), name.apply(view.category()))
                                        : event instanceof CartAdd cart
                                                ? new CartAdd(
                                                        cart.time(),
                                                        cart.quantity(),
                                                        name.apply(cart.product()),
                                                        name.apply(cart.category()))
                                                : event);
            }
        }
        return other.build();
    }

    @Test
    void productsThatTheLogDoesNotHaveAnyMoreAreSaid() {
        EventLog without = rewritten(shop, name -> null);
        assertThat(missing(plain, without))
                .containsPattern("'repeat_product_share' for ([0-9]+) of \\1 recent customers")
                .contains("events with the same products and categories, written as they were then");
        assertThat(keys(score(plain, shop, end).cautions())).doesNotContain("missing_features");
        assertThat(keys(plain.evaluate(without, end.minus(120, ChronoUnit.DAYS)).cautions()))
                .contains("missing_features");
    }

    @Test
    void productsAndCategoriesOfOtherNamesAreSaidWhereTheModelKnowsThem() {
        ClvModel taste = builder().addExtractor(ProductExtractors.taste()).train(shop, end.minus(120, ChronoUnit.DAYS));
        assertThat(keys(score(taste, shop, end).cautions())).doesNotContain("missing_features");
        assertThat(missing(taste, rewritten(shop, name -> name == null ? null : "SKU/" + name)))
                .contains("'taste' for ", "'taste_breadth' for ");
    }

    @Test
    void customersOfOneOrderLackWhatNeedsSeveralWhichIsNotSaid() {
        List<String> once = shop.customers().stream()
                .filter(customer ->
                        shop.history(customer).events(Purchase.class).size() == 1)
                .toList();
        assertThat(once).hasSizeGreaterThan(10);
        assertThat(keys(plain.score(shop, once, end, (customer, prediction) -> {})
                        .cautions()))
                .doesNotContain("missing_features");
    }

    private static String missing(ClvModel model, EventLog log) {
        return score(model, log, end).cautions().stream()
                .filter(caution -> caution.key().equals("missing_features"))
                .map(Caution::sentence)
                .findFirst()
                .orElse("");
    }
}
