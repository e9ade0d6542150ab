package dev.clv.decide.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.evaluate.Interval;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.Population;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A simulated shop as of a day in the middle of a month; its customers came by advertisement or by search. */
class MoneyPredictedTest {

    private static final Instant AT = Instant.parse("2011-09-17T00:00:00Z");
    private static final Costs COSTS =
            Costs.of(List.of(Cost.of("search", new BigDecimal("6000")), Cost.of("advert", new BigDecimal("1000000"))));

    private static EventLog log;
    private static ClvModel model;
    private static MoneyReport report;

    @BeforeAll
    static void review() {
        log = ShopSimulation.builder()
                .customers(400)
                .firstDay(LocalDate.of(2010, 1, 1))
                .days(800)
                .currency("GBP")
                .seed(3)
                .build()
                .log();
        model = ClvModel.builder()
                .horizon(Duration.ofDays(120))
                .horizons(Duration.ofDays(30))
                .network(network -> network.hidden(8).members(2))
                .earlyStopping(10, 3)
                .train(log, Instant.parse("2011-05-01T00:00:00Z"));
        report = builder().review(log, AT);
    }

    private static MoneyReportBuilder builder() {
        return MoneyReport.builder().costs(COSTS).margin(0.5).model(model).discount(0.1);
    }

    @Test
    void monthsThatAreNotOverArePredictedAsFarAsTheModelReaches() {
        for (Cohort cohort : report.cohorts().cohorts()) {
            LocalDate first = LocalDate.parse(cohort.month() + "-01");
            long solid =
                    cohort.curve().stream().filter(point -> !point.predicted()).count();
            // The youngest customer came at the end of the month at the latest.
            assertThat(first.plusMonths(1).plusMonths(solid + 1)).isAfter(LocalDate.of(2011, 9, 17));
            assertThat(first.plusMonths(cohort.curve().size()))
                    .isBefore(LocalDate.of(2011, 9, 17).plusDays(121));
            assertThat(cohort.curve().size()).isGreaterThanOrEqualTo((int) solid + 3);
            for (int i = 0; i < cohort.curve().size(); i++) {
                assertThat(cohort.curve().get(i).month()).isEqualTo(i + 1);
                assertThat(cohort.curve().get(i).predicted()).isEqualTo(i >= solid);
                assertThat(cohort.curve().get(i).customers()).isEqualTo(cohort.customers());
            }
        }
    }

    @Test
    void theObservedPartIsTheSameAsWithoutAModel() {
        Cohorts without = MoneyReport.builder().review(log, AT).cohorts();

        for (int i = 0; i < without.cohorts().size(); i++) {
            assertThat(report.cohorts().cohorts().get(i).curve())
                    .startsWith(without.cohorts().get(i).curve().toArray(AgeValue[]::new));
        }
        assertThat(report.cohorts().all().curve())
                .startsWith(without.all().curve().toArray(AgeValue[]::new));
    }

    @Test
    void whatIsPredictedIsWhatTheModelPredicts() {
        List<String> buyers = Population.buyersBefore(log, AT);
        List<ClvPrediction> predictions = model.predict(log, buyers, AT);
        double mean = predictions.stream().mapToDouble(ClvPrediction::value).sum() / buyers.size();

        assertThat(report.customers()).isEqualTo(buyers.size());
        assertThat(report.cohorts().all().predicted()).isCloseTo(mean, within(1e-9 * mean));
        // No customer is older than a cohort's last predicted month by more than a horizon, so it holds no more.
        for (Cohort cohort : report.cohorts().cohorts()) {
            double last = cohort.curve().get(cohort.curve().size() - 1).value();
            assertThat(last).isLessThanOrEqualTo(cohort.soFar() + cohort.predicted() + 1e-9);
        }
    }

    @Test
    void intervalsHoldTheValueAndWidenAhead() {
        List<AgeValue> curve = report.cohorts().all().curve();
        assertThat(curve.stream().filter(point -> point.customers() >= Resampling.FEWEST))
                .allSatisfy(point -> assertThat(point.interval()).isNotNull())
                .allSatisfy(point ->
                        assertThat(point.interval().contains(point.value())).isTrue());
        for (Cohort cohort : report.cohorts().cohorts()) {
            if (cohort.customers() >= Resampling.FEWEST) {
                AgeValue last = cohort.curve().get(cohort.curve().size() - 1);
                AgeValue before = cohort.curve().stream()
                        .filter(point -> !point.predicted())
                        .reduce((one, other) -> other)
                        .orElseThrow();
                assertThat(width(last.interval())).isGreaterThan(width(before.interval()));
            }
        }
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    @Test
    void channelsAreWorthWhatTheirCustomersAreWorth() {
        ChannelValue advert = report.acquisition().channels().get(0);
        ChannelValue search = report.acquisition().channels().get(1);

        assertThat(advert.customers() + search.customers()).isEqualTo(report.customers());
        assertThat((advert.value() * advert.customers() + search.value() * search.customers()) / report.customers())
                .isCloseTo(0.5 * report.cohorts().all().discounted(), within(1e-9));
        assertThat(search.value()).isLessThan(0.5 * (search.soFar() + search.predicted()));
        assertThat(search.ratioInterval().contains(search.ratio())).isTrue();
        assertThat(advert.payback().month()).isNull();
        assertThat(advert.payback().sentence()).startsWith("not paid back within the ");
        assertThat(search.payback().month()).isNotNull();
        AgeValue reached = search.curve().get(search.payback().month() - 1);
        assertThat(0.5 * reached.value()).isGreaterThanOrEqualTo(search.costPerCustomer());
        assertThat(search.curve().subList(0, search.payback().month() - 1))
                .allMatch(point -> 0.5 * point.value() < search.costPerCustomer());
    }

    @Test
    void aCostThatIsReachedByPredictedMonthsOnlyIsSaidToBePredicted() {
        ChannelValue search = report.acquisition().channels().get(1);
        AgeValue last = search.curve().get(search.curve().size() - 1);
        assertThat(last.predicted()).isTrue();
        Costs dear = Costs.of(
                List.of(Cost.of("search", BigDecimal.valueOf(0.5 * last.value() * search.customers() - 1e-6))));

        Payback payback = builder()
                .costs(dear)
                .review(log, AT)
                .acquisition()
                .channels()
                .get(0)
                .payback();

        assertThat(payback.month()).isEqualTo(last.month());
        assertThat(payback.predicted()).isTrue();
        assertThat(payback.sentence()).startsWith("will be paid back in month " + last.month());
    }

    @Test
    void theBitsAreTheSameInAnyOrderOfEventsAndForAnyNumberOfThreads() {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            EventLog shuffled = shuffled(log, new Random(1));
            assertThat(builder().review(shuffled, AT, executor)).isEqualTo(report);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anotherSeedMovesIntervalsAlone() {
        MoneyReport other = builder().seed(7).review(log, AT);

        assertThat(other.concentration().gini())
                .isEqualTo(report.concentration().gini());
        assertThat(other.concentration().giniInterval())
                .isNotEqualTo(report.concentration().giniInterval());
    }

    @Test
    void jsonKeepsEverything() {
        assertThat(MoneyReport.fromJson(report.toJson())).isEqualTo(report);
        assertThat(report.provenance().model()).isEqualTo(model.fingerprint());
    }

    @Test
    void aModelInAnotherCurrencyIsRefused() {
        EventLog dollars = EventLog.builder()
                .currency("USD")
                .add("a", Purchase.of(Instant.parse("2011-01-01T00:00:00Z"), BigDecimal.ONE))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyReport.builder().model(model).review(dollars, AT))
                .withMessageContaining("USD");
    }

    private static EventLog shuffled(EventLog log, Random random) {
        record Row(String customer, CustomerEvent event) {}
        List<Row> rows = new ArrayList<>();
        for (String customer : log.customers()) {
            log.history(customer).events().forEach(event -> rows.add(new Row(customer, event)));
        }
        Collections.shuffle(rows, random);
        EventLog.Builder again =
                EventLog.builder().currency("GBP").zone(log.zone()).observedUntil(log.observedUntil());
        rows.forEach(row -> again.add(row.customer(), row.event()));
        return again.build();
    }
}
