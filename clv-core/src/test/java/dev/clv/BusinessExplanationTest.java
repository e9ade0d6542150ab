package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.explain.Importance;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.table.Table;
import dev.clv.label.Population;
import dev.clv.reason.Caveat;
import dev.clv.reason.Dependence;
import dev.clv.reason.Detail;
import dev.clv.reason.Effect;
import dev.clv.reason.ExplainedSegments;
import dev.clv.reason.Explanation;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import dev.clv.reason.WhatIf;
import dev.clv.reason.Wording;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a business reads of a model that was trained on a simulated shop. */
class BusinessExplanationTest {

    private static final Duration HORIZON = Duration.ofDays(90);

    private static EventLog log;
    private static Instant at;
    private static ClvModel model;
    private static List<String> buyers;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainOnASimulatedShop() {
        log = ShopSimulation.builder().customers(700).days(540).seed(21).build().log();
        at = log.observedUntil().minus(HORIZON);
        model = ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(12).members(2))
                .earlyStopping(20, 5)
                .seed(5)
                .train(log, at.minus(HORIZON));
        buyers = Population.buyersBefore(log, at);
    }

    private static CustomerHistory history(int index) {
        return log.history(buyers.get(index));
    }

    @Test
    void againstTheAverageCustomerItSaysWhatTheAttributionSays() {
        CustomerHistory history = history(17);
        Explanation why = model.explain(history, at, Reference.averageCustomer());
        Attribution attribution = model.explain(history, at);

        assertThat(why.attribution()).isEqualTo(attribution);
        assertThat(why.prediction()).isCloseTo(model.predict(history, at).value(), within(1e-9 * 1_000));
        assertThat(why.horizon()).isEqualTo(HORIZON);
        assertThat(why.at()).isEqualTo(at);
        assertThat(why.currency()).isEqualTo(model.currency());
        assertThat(why.customer()).isNull();
        double[] row = model.features(log, List.of(history.customer()), at).row(0);
        for (String name : List.of("recency_days", "spend_total", "order_days")) {
            assertThat(why.effect(name).value().number())
                    .isEqualTo(row[model.schema().indexOf(name)]);
            assertThat(why.effect(name).typical().number()).isPositive();
        }
    }

    @Test
    void theBaseValueIsThePredictionOfTheReference() {
        CustomerHistory one = history(3);
        CustomerHistory other = history(90);
        Instant earlier = at.minus(Duration.ofDays(30));
        double average = model.explain(one, at, Reference.averageCustomer()).baseValue();
        double top = model.explain(one, at, Reference.topTier()).baseValue();

        assertThat(top).as("the top tenth is worth more than the average").isGreaterThan(1.5 * average);
        assertThat(model.explain(one, at, Reference.customer(other)).baseValue())
                .isCloseTo(model.predict(other, at).value(), within(1e-9));
        assertThat(model.explain(one, at, Reference.earlier(earlier)).baseValue())
                .isCloseTo(model.predict(one, earlier).value(), within(1e-9));
    }

    @Test
    void aCustomerWithoutAnEventIsNoReference() {
        CustomerHistory none = history(90).before(Instant.parse("1970-01-01T00:00:00Z"));

        assertThatThrownBy(() -> model.explain(history(3), at, Reference.customer(none)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no event at all; take another reference");
    }

    @Test
    void againstWhateverReferenceGroupsAddUp() {
        for (Reference reference : List.of(
                Reference.averageCustomer(),
                Reference.topTier(),
                Reference.customer(history(1)),
                Reference.earlier(at.minus(Duration.ofDays(60))))) {
            for (int i = 0; i < 5; i++) {
                Explanation why = model.explain(history(40 * i), at, reference);
                double sum = why.baseValue()
                        + why.attribution().groups().stream()
                                .mapToDouble(Contribution::value)
                                .sum();
                assertThat(sum).isCloseTo(why.prediction(), within(1e-9 * Math.max(100, why.prediction())));
                assertThat(Explanation.fromJson(why.toJson())).isEqualTo(why);
                assertThat(Wording.in(Locale.CHINESE).sentences(why, 3)).hasSizeGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void comparedWithThemselvesCustomersHaveNoReasons() {
        for (int i = 0; i < 10; i++) {
            Explanation why = model.explain(history(i), at, Reference.customer(history(i)));

            assertThat(why.effects()).allMatch(effect -> effect.amount() == 0 && effect.standardError() == 0);
            assertThat(why.baseValue()).isEqualTo(why.prediction());
            assertThat(why.effects()).allMatch(effect -> effect.value().equals(effect.typical()));
            assertThat(why.reasons(3).up()).isEmpty();
            assertThat(why.reasons(3).other()).isZero();
            assertThat(why.caveats()).noneMatch(caveat -> caveat.kind() == Caveat.Kind.CORRELATED);
        }
    }

    @Test
    void onlyWhatChangedSinceThenIsAReason() {
        CustomerHistory history = history(8);
        Explanation why = model.explain(history, at, Reference.earlier(at.minus(Duration.ofDays(1))));

        for (Effect effect : why.effects()) {
            if (effect.value().equals(effect.typical())) {
                assertThat(effect.amount()).as(effect.feature().name()).isZero();
            }
        }
        assertThat(why.effect("tenure_days").value().number()
                        - why.effect("tenure_days").typical().number())
                .isEqualTo(1);
    }

    /** Not compared with an invented customer of whom nothing is known, not even where an attribute has no time. */
    @Test
    void aTimeBeforeTheFirstEventIsNoReference() {
        String id = buyers.get(0);
        Instant first = log.history(id).events(Purchase.class).get(0).time();
        List<CustomerEvent> events = new ArrayList<>(List.of(new AttributeChange(Instant.EPOCH, "country", "DE")));
        events.addAll(log.history(id).events(Purchase.class));
        CustomerHistory history = CustomerHistory.of(id, log.zone(), at, events);

        for (Instant early : List.of(first, first.minus(Duration.ofDays(1)), first.minus(Duration.ofDays(9_000)))) {
            assertThatThrownBy(() -> model.explain(history, at, Reference.earlier(early)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nothing is known of the customer before " + early + ", the time of the reference:"
                            + " the first event is of " + first + "; take a time after it");
        }
        assertThatThrownBy(() -> model.explain(log.history("nobody"), at, Reference.earlier(first)))
                .hasMessageContaining("there is no event at all");
        Instant after = first.plusNanos(1_000);
        assertThat(model.explain(history, at, Reference.earlier(after)).baseValue())
                .isCloseTo(model.predict(history, after).value(), within(1e-9));
    }

    @Test
    void everybodyMustHaveAnEventBeforeTheEarlierTime() {
        Instant early = at.minus(Duration.ofDays(120));
        List<String> then = Population.buyersBefore(log, early);
        List<String> since = buyers.stream()
                .filter(id -> log.history(id).before(early).isEmpty())
                .limit(2)
                .toList();
        List<String> some = new ArrayList<>(then.subList(0, 3));
        List<String> explained = new ArrayList<>();
        model.explainAll(
                log, some, at, Reference.earlier(early), Runnable::run, (id, explanation) -> explained.add(id));
        assertThat(explained).isEqualTo(some);

        explained.clear();
        some.addAll(since);
        assertThatThrownBy(() -> model.explainAll(
                        log, some, at, Reference.earlier(early), Runnable::run, (id, why) -> explained.add(id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing is known of 2 of the 5 customers before " + early);
        assertThat(explained).isEmpty();
    }

    @Test
    void referencesThatMakeNoSenseAreRefused() throws IOException {
        Table table = Table.of(List.of("a"), List.of(List.of("1"))).read();

        assertThatThrownBy(() -> model.explain(history(0), at, Reference.earlier(at)))
                .hasMessageContaining("must be earlier than " + at);
        assertThatThrownBy(() -> model.explain(history(0), at, Reference.row(table, 0)))
                .hasMessageContaining("Reference.customer(history)");
        assertThatThrownBy(() -> Reference.row(table, 1)).hasMessageContaining("from 0 to 0, was 1");
    }

    @Test
    void correlatedFeaturesAndWhatLiesOutsideTrainingAreSaid() {
        Explanation later = model.explain(history(0), at.plus(Duration.ofDays(2_000)), Reference.averageCustomer());

        assertThat(later.caveats()).contains(Caveat.outsideTrainingRange("recency_days"));
        assertThat(later.caveats().stream().map(Caveat::kind)).contains(Caveat.Kind.CORRELATED);
        assertThat(model.explain(log.history("nobody"), at, Reference.averageCustomer())
                        .caveats())
                .contains(Caveat.coldStart());
    }

    @Test
    void aSavedModelExplainsTheSame() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);
        ClvModel loaded = ClvModel.load(file);

        for (Reference reference : List.of(Reference.averageCustomer(), Reference.topTier())) {
            assertThat(loaded.explain(history(5), at, reference)).isEqualTo(model.explain(history(5), at, reference));
        }
    }

    @Test
    void segmentsDifferByWhatTheirCustomersDifferBy() throws InterruptedException {
        List<String> recent = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        double[] recency = model.features(log, buyers, at).column("recency_days");
        for (int i = 0; i < recency.length; i++) {
            (recency[i] < 45 ? recent : gone).add(buyers.get(i));
        }
        SegmentOptions options = SegmentOptions.defaults().customers(20).resamples(200);
        SegmentDifference difference = model.compareSegments(log, recent, gone, at, options);

        assertThat(difference.customers()).isEqualTo(20);
        assertThat(difference.prediction().amount()).isPositive();
        assertThat(difference.prediction().significant()).isTrue();
        assertThat(difference.groups().stream()
                        .mapToDouble(SegmentDifference.Part::amount)
                        .sum())
                .isCloseTo(difference.prediction().amount(), within(1e-9 * 1_000));
        Collections.shuffle(recent, new Random(1));
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            assertThat(model.compareSegments(log, recent, gone, at, options.executor(executor)))
                    .as("same bits in any order and for any number of threads")
                    .isEqualTo(difference);
        } finally {
            executor.shutdownNow();
        }
        assertThatThrownBy(() -> model.compareSegments(log, recent, recent.subList(0, 3), at, options))
                .hasMessageContaining("3 customers are in both segments");
    }

    @Test
    void segmentIntervalsHoldTheWholeShopsDifferenceAboutAsOftenAsTheySay() {
        double[] recency = model.features(log, buyers, at).column("recency_days");
        List<Attribution> recent = new ArrayList<>();
        List<Attribution> gone = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            (recency[i] < 60 ? recent : gone).add(model.explain(history(i), at));
        }
        assertThat(recent).hasSizeGreaterThan(60);
        assertThat(gone).hasSizeGreaterThan(60);
        double truth = meanPrediction(recent) - meanPrediction(gone);
        int held = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            Random random = new Random(trial);
            SegmentDifference.Part part = ExplainedSegments.compare(
                            drawn(recent, random),
                            drawn(gone, random),
                            SegmentOptions.defaults().resamples(200).seed(trial))
                    .prediction();
            held += part.low() <= truth && truth <= part.high() ? 1 : 0;
        }
        // Values are skewed, so that 50 of them give somewhat less than the 95 % that are asked for.
        assertThat(held / (double) trials).isBetween(0.88, 0.99);
    }

    private static double meanPrediction(List<Attribution> segment) {
        return segment.stream().mapToDouble(Attribution::prediction).average().orElseThrow();
    }

    private static List<Attribution> drawn(List<Attribution> all, Random random) {
        return random.ints(50, 0, all.size()).mapToObj(all::get).toList();
    }

    @Test
    void importanceGoesDownToFeaturesOnAnyNumberOfThreads() {
        List<Importance> serial = model.importance(log, at, Detail.FEATURE, Runnable::run);
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            assertThat(model.importance(log, at, Detail.FEATURE, executor)).isEqualTo(serial);
        } finally {
            executor.shutdownNow();
        }
        assertThat(serial.stream().map(Importance::name))
                .containsExactlyElementsOf(model.schema().names());
        assertThat(model.importance(log, at, Detail.GROUP, Runnable::run)).isEqualTo(model.importance(log, at));
    }

    @Test
    void theValueDependsOnAFeatureInCurrency() {
        Dependence overall = model.dependence("recency_days");
        Dependence here = model.dependence("recency_days", log, buyers.subList(0, 100), at);

        for (Dependence dependence : List.of(overall, here)) {
            assertThat(dependence.currency()).isEqualTo(model.currency());
            assertThat(dependence.average()).hasSizeGreaterThan(5).allMatch(point -> point.amount() >= 0);
            assertThat(dependence.local()).hasSizeGreaterThan(5);
        }
    }

    @Test
    void whatWouldRaiseAValueStaysWithinBounds() {
        CustomerHistory history = history(12);
        double now = model.predict(history, at).value();
        double[] row = model.features(log, List.of(history.customer()), at).row(0);
        double orders = row[model.schema().indexOf("orders_30d")];
        double recency = row[model.schema().indexOf("recency_days")];
        WhatIf whatIf = model.whatWouldRaise(
                history,
                at,
                now * 1.05,
                List.of(Lever.range("orders_30d", orders, orders + 3, 1), Lever.range("recency_days", 0, recency, 1)));

        assertThat(whatIf.prediction()).isCloseTo(now, within(1e-9));
        for (WhatIf.Option option : whatIf.options()) {
            assertThat(option.prediction()).isGreaterThanOrEqualTo(now * 1.05);
            for (WhatIf.Change change : option.changes()) {
                boolean isOrders = change.feature().name().equals("orders_30d");
                assertThat(change.to().number()).isBetween(isOrders ? orders : 0, isOrders ? orders + 3 : recency);
            }
        }
        assertThat(Wording.in(Locale.ENGLISH).sentences(whatIf))
                .last()
                .asString()
                .contains("that takes an experiment");
    }
}
