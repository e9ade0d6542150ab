package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.baseline.PastSpend;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;

    @BeforeAll
    static void simulate() {
        log = ShopSimulation.builder().customers(400).days(500).seed(3).build().log();
    }

    @Test
    void eachOriginIsTrainedOnWhatWasKnownThenAndNothingLater() {
        List<Instant> cutoffs = new ArrayList<>();
        BacktestReport report = Backtest.of(3, Duration.ofDays(30)).run(log, HORIZON, (known, cutoff) -> {
            cutoffs.add(cutoff);
            assertThat(known.observedUntil()).isEqualTo(cutoff.plus(HORIZON));
            assertThat(known.lastEvent().orElseThrow()).isBefore(known.observedUntil());
            assertThat(known.currency()).isEqualTo(log.currency());
            return pastSpend(0.3);
        });

        Instant last = log.observedUntil().minus(HORIZON);
        assertThat(report.rounds().stream().map(BacktestReport.Round::origin))
                .containsExactly(last.minus(Duration.ofDays(60)), last.minus(Duration.ofDays(30)), last);
        assertThat(cutoffs)
                .containsExactlyElementsOf(report.rounds().stream()
                        .map(BacktestReport.Round::cutoff)
                        .toList());
        assertThat(report.pooled().model().count())
                .isEqualTo(report.rounds().stream()
                        .mapToInt(round -> round.evaluation().model().count())
                        .sum());
    }

    /** What the cut log knows of a customer is what the whole log knew then. */
    @Test
    void theCutLogKnowsTheSameOfEveryCustomer() {
        Instant end = log.observedUntil().minus(Duration.ofDays(100));
        EventLog cut = Backtest.cut(log, end);

        assertThat(cut.customers()).isSubsetOf(log.customers()).isNotEmpty();
        for (String customer : log.customers()) {
            assertThat(cut.history(customer).events())
                    .isEqualTo(log.history(customer).before(end).events());
            assertThat(cut.history(customer).attributes())
                    .isEqualTo(log.history(customer).before(end).attributes());
        }
    }

    @Test
    void pooledCustomersAreDrawnWithTheirRowsOfAllOrigins() {
        BacktestReport report = Backtest.of(4, Duration.ofDays(1)).run(log, HORIZON, (known, cutoff) -> pastSpend(0.3));
        BacktestReport one = Backtest.of(1, Duration.ofDays(1)).run(log, HORIZON, (known, cutoff) -> pastSpend(0.3));

        Interval four = report.pooled().intervals().get(Metric.MAE);
        Interval single = one.pooled().intervals().get(Metric.MAE);
        assertThat(four.high() - four.low())
                .as("four almost equal origins know no more than one")
                .isGreaterThan(0.8 * (single.high() - single.low()));
    }

    /** Ratios 1, 2 and 4 have logarithms 0, ln 2, 2 ln 2: mean ln 2, sd ln 2; t(2) at 90 % is 1.8856. */
    @Test
    void theNextTotalIsForeseenFromPastOnes() {
        List<BacktestReport.Round> rounds = List.of(round(1), round(2), round(4));
        BacktestReport report =
                new BacktestReport(HORIZON, rounds, rounds.get(0).evaluation());

        Interval ratio = report.nextTotalRatio().orElseThrow();

        double reach = 1.885618 * Math.log(2) * Math.sqrt(4.0 / 3);
        assertThat(ratio.high()).isCloseTo(2 * Math.exp(reach), within(1e-4));
        assertThat(ratio.low()).isCloseTo(2 * Math.exp(-reach), within(1e-6));
        assertThat(report.verdict()).anyMatch(line -> line.startsWith("Predicted totals were -75.0 % to +0.0 % off"));
        assertThat(new BacktestReport(
                                HORIZON, rounds.subList(0, 2), rounds.get(0).evaluation())
                        .nextTotalRatio())
                .isEmpty();
    }

    @Test
    void totalsOfNobodyAreNotCompared() {
        BacktestReport nothing = new BacktestReport(HORIZON, List.of(round(0)), round(0).evaluation());

        assertThat(nothing.nextTotalRatio()).isEmpty();
        assertThat(nothing.verdict())
                .contains("Nobody spent anything in the tested horizons, so that totals cannot be compared.");
        assertThat(nothing.toString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void theVerdictNamesWhatIsBetterAndWorseThanEachBaseline() {
        BacktestReport report = Backtest.of(2, HORIZON).run(log, HORIZON, (known, cutoff) -> pastSpend(0.3));

        assertThat(report.verdict().get(0))
                .matches("Against zero the model is better on nGini[^;]*; (worse|not different beyond noise) on .*\\.");
        assertThat(report.toString()).contains(report.verdict().get(0)).contains("all origins together:");
        assertThat(BacktestReport.fromJson(report.toJson())).isEqualTo(report);
        assertThat(BacktestReport.fromJson(report.toJson()).toJson()).isEqualTo(report.toJson());
    }

    /** A customer's segment at an origin is what was known then: "tier" is known of nobody before it is told. */
    @Test
    void segmentsAreThoseOfAttributesAsTheyWereKnownAtEachOrigin() {
        Instant last = log.observedUntil().minus(HORIZON);
        EventLog.Builder late = EventLog.builder().zone(log.zone()).observedUntil(log.observedUntil());
        for (String customer : log.customers()) {
            log.history(customer).events().forEach(event -> late.add(customer, event));
            late.add(
                    customer,
                    new AttributeChange(last.minusSeconds(1), "club", customer.hashCode() % 2 == 0 ? "yes" : "no"));
        }
        EventLog told = late.build();
        BacktestReport report = Backtest.of(2, Duration.ofDays(30))
                .by(List.of("channel", "club"))
                .run(told, HORIZON, (known, cutoff) -> pastSpend(0.3));

        Evaluation first = report.rounds().get(0).evaluation();
        Evaluation second = report.rounds().get(1).evaluation();
        assertThat(first.segments()).containsOnlyKeys("channel");
        assertThat(second.segments().get("club")).containsOnlyKeys("yes", "no");
        Map<String, Scores> pooled = report.pooled().segments().get("club");
        assertThat(pooled).containsOnlyKeys("(missing)", "yes", "no");
        assertThat(pooled.get("(missing)").count()).isEqualTo(first.model().count());
        assertThat(pooled.get("yes")).isEqualTo(second.segments().get("club").get("yes"));
        for (BacktestReport.Round round : report.rounds()) {
            Map<String, Long> bought = Population.buyersBefore(told, round.origin()).stream()
                    .collect(Collectors.groupingBy(
                            id -> told.history(id)
                                    .before(round.origin())
                                    .attributes()
                                    .get("channel"),
                            Collectors.counting()));
            round.evaluation()
                    .segments()
                    .get("channel")
                    .forEach((channel, scores) -> assertThat(bought).containsEntry(channel, (long) scores.count()));
        }
        assertThat(BacktestReport.fromJson(report.toJson())).isEqualTo(report);
    }

    @Test
    void anAttributeThatNobodyHasIsRefusedBeforeAnythingIsTrained() {
        Backtest backtest = Backtest.of(2, HORIZON).by(List.of("attr.Channel"));

        assertThatThrownBy(() -> backtest.run(log, HORIZON, (known, cutoff) -> {
                    throw new AssertionError("trained");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no customer has an attribute 'attr.Channel' before ")
                .hasMessageEndingWith("; did you mean 'channel'?");
    }

    @Test
    void theLongestHorizonIsNoShorterThanTheMainOne() {
        assertThatThrownBy(() -> Backtest.of(1, HORIZON)
                        .run(log, HORIZON, HORIZON.minusDays(1), (known, cutoff) -> pastSpend(0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the longest horizon must be at least the main one of 60 days, was 59 days");
    }

    @Test
    void anOriginThatCannotBeTrainedIsNamed() {
        assertThatThrownBy(() -> Backtest.of(2, HORIZON).run(log, HORIZON, (known, cutoff) -> {
                    throw new IllegalArgumentException("too few customers");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the backtest cannot train for the origin ")
                .hasMessageContaining(
                        "(number 1 of 2, the earliest first): too few customers; if too little had happened");
        assertThatThrownBy(() -> Backtest.of(0, HORIZON)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> Backtest.of(1, Duration.ZERO)).hasMessageContaining("positive");
    }

    private static BacktestReport.Round round(double ratio) {
        PredictedValues values = PredictedValues.of(new double[] {1, 1}, new double[] {ratio, ratio});
        return new BacktestReport.Round(
                Instant.EPOCH,
                Instant.EPOCH,
                Evaluation.of(new Forecasts(List.of("a", "b"), values, Map.of(), 0, Map.of())));
    }

    /** Predicts past spend times a factor. */
    private static Backtest.Forecaster pastSpend(double factor) {
        return (whole, origin) -> {
            List<String> customers = Population.buyersBefore(whole, origin);
            LabelWindow window = LabelWindow.observed(whole, origin, new Horizon(HORIZON));
            double[] truth = customers.stream()
                    .mapToDouble(id -> window.label(whole.history(id)).value())
                    .toArray();
            double[] predicted = customers.stream()
                    .mapToDouble(id -> factor
                            * PastSpend.of(whole.history(id).before(origin)).spent())
                    .toArray();
            Map<String, double[]> baselines = new LinkedHashMap<>();
            baselines.put("zero", new double[truth.length]);
            return new Forecasts(customers, PredictedValues.of(predicted, truth), baselines, 0, Map.of());
        };
    }
}
