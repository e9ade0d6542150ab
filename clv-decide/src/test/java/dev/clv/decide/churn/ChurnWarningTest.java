package dev.clv.decide.churn;

import static dev.clv.decide.SimulatedShop.AT;
import static dev.clv.decide.SimulatedShop.LOG;
import static dev.clv.decide.SimulatedShop.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.ClvModel;
import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.EventLog;
import dev.clv.label.UnobservedHorizonException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ChurnWarningTest {

    private static ChurnWarning.Builder warning() {
        return ChurnWarning.builder(MODEL);
    }

    private static List<String> customers(Decisions<ChurnAlert> decisions) {
        return decisions.decisions().stream().map(Decision::customer).toList();
    }

    @Test
    void thereAreTwoListsEachInItsOwnOrderAndWithinTheBudget() {
        ChurnAlerts alerts = warning().budget(AlertBudget.perList(40)).build().alerts(LOG, AT);

        assertThat(alerts.worthSaving().decisions())
                .hasSize(40)
                .isSortedAccordingTo(Comparator.comparingDouble(
                        (Decision<ChurnAlert> each) -> -each.choice().valueAtRisk()));
        assertThat(alerts.likely().decisions())
                .hasSize(40)
                .isSortedAccordingTo(Comparator.comparingDouble(
                        (Decision<ChurnAlert> each) -> -each.choice().churnProbability()));
        assertThat(customers(alerts.likely())).isNotEqualTo(customers(alerts.worthSaving()));
        assertThat(alerts.saving().alerts()).isEqualTo(40);
        assertThat(alerts.saving().valueAtRisk())
                .isCloseTo(
                        alerts.worthSaving().decisions().stream()
                                .mapToDouble(each -> each.choice().valueAtRisk())
                                .sum(),
                        within(1e-6));
    }

    @Test
    void whatIsAtRiskIsWhatIsExpectedIfTheyStayLessWhatIsExpectedNow() {
        List<ChurnRisk> risks = warning().build().risks(LOG, AT);

        assertThat(risks).hasSizeGreaterThan(100).allSatisfy(risk -> {
            assertThat(risk.valueAtRisk()).isCloseTo(risk.ifStaying() - risk.expectedNow(), within(1e-9));
            assertThat(risk.rhythm().orderDays()).isGreaterThanOrEqualTo(2);
            assertThat(risk.rhythm().daysSinceLast()).isLessThanOrEqualTo(180);
            assertThat(risk.days()).isEqualTo(90);
            assertThat(risk.churnProbability())
                    .isEqualTo(MODEL.predict(LOG.history(risk.customer()), AT).probabilityOfNoOrder());
        });
    }

    @Test
    void theProbabilityFallsWithTheDays() {
        List<ChurnRisk> month =
                warning().churn(ChurnDefinition.noPurchaseWithin(30)).build().risks(LOG, AT);
        List<ChurnRisk> quarter = warning().build().risks(LOG, AT);

        for (int i = 0; i < month.size(); i++) {
            assertThat(month.get(i).customer()).isEqualTo(quarter.get(i).customer());
            assertThat(month.get(i).churnProbability())
                    .isGreaterThanOrEqualTo(quarter.get(i).churnProbability());
        }
    }

    @Test
    void nothingIsSeenOfWhatComesAfterwards() {
        EventLog past = LOG;
        Instant at = AT.minus(Duration.ofDays(30));
        EventLog.Builder cut = EventLog.builder().currency("EUR").observedUntil(at);
        past.customers()
                .forEach(customer ->
                        past.history(customer).before(at).events().forEach(event -> cut.add(customer, event)));

        assertThat(warning().build().risks(LOG, at)).isEqualTo(warning().build().risks(cut.build(), at));
    }

    @Test
    void anyNumberOfThreadsDecidesTheSame() {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            assertThat(warning().build().alerts(LOG, AT, threads))
                    .isEqualTo(warning().build().alerts(LOG, AT));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoObjectsIsOnNoListAndCounted() {
        Set<String> objecting = new HashSet<>(customers(
                warning().budget(AlertBudget.perList(5)).build().alerts(LOG, AT).worthSaving()));

        ChurnAlerts alerts = warning()
                .exclusions(Exclusions.objecting(objecting).and("staff", Set.of("nobody")))
                .build()
                .alerts(LOG, AT);

        assertThat(customers(alerts.worthSaving())).doesNotContainAnyElementsOf(objecting);
        assertThat(customers(alerts.likely())).doesNotContainAnyElementsOf(objecting);
        assertThat(alerts.worthSaving().excluded()).containsEntry(Exclusions.OBJECTION, 5);
        assertThat(alerts.worthSaving().cautions()).extracting(Caution::key).contains("unknown_exclusions");
    }

    @Test
    void nobodyIsAlertedAboutAgainWithinTheQuietTime() {
        Instant before = AT.minus(Duration.ofDays(20));
        AlertBudget budget = AlertBudget.perList(30).quiet(Duration.ofDays(60));
        Decisions<ChurnAlert> earlier =
                warning().budget(budget).build().alerts(LOG, before).worthSaving();

        ChurnAlerts alerts = warning().budget(budget).after(earlier).build().alerts(LOG, AT);
        ChurnAlerts later =
                warning().budget(budget).after(earlier).build().alerts(LOG, before.plus(Duration.ofDays(60)));

        assertThat(customers(alerts.worthSaving())).hasSize(30).doesNotContainAnyElementsOf(customers(earlier));
        assertThat(alerts.worthSaving().excluded()).containsKey("alert less than 60 days ago");
        assertThat(later.worthSaving().excluded()).doesNotContainKey("alert less than 60 days ago");
    }

    @Test
    void aBudgetOfAMonthIsSharedByItsLists() {
        Instant first = AT.atZone(ZoneOffset.UTC).withDayOfMonth(1).toInstant();
        AlertBudget budget = AlertBudget.perMonth(30);
        Decisions<ChurnAlert> earlier = warning()
                .budget(AlertBudget.perList(20))
                .build()
                .alerts(LOG, first)
                .worthSaving();

        Decisions<ChurnAlert> second = warning()
                .budget(budget)
                .after(earlier)
                .after(earlier) // counts once
                .build()
                .alerts(LOG, first.plus(Duration.ofDays(10)))
                .worthSaving();
        assertThat(customers(second)).hasSize(10).doesNotContainAnyElementsOf(customers(earlier));
        assertThat(second.excluded()).containsKey("alert this month");
        assertThat(warning()
                        .budget(budget)
                        .after(earlier)
                        .build()
                        .alerts(LOG, first.plus(Duration.ofDays(40)))
                        .worthSaving()
                        .decisions())
                .hasSize(30);
    }

    @Test
    void byTheOwnRhythmWhoIsLateHasChurnedAlready() {
        ChurnWarning own = warning().churn(ChurnDefinition.ownRhythm(3)).build();

        assertThat(own.risks(LOG, AT)).isNotEmpty().allSatisfy(risk -> {
            assertThat(risk.rhythm().overdue())
                    .isLessThan(3.0 + 1 / Math.max(1, risk.rhythm().usualGap()));
            assertThat(risk.days())
                    .isEqualTo(Math.min(
                            90,
                            (int) Math.ceil(3 * Math.max(1, risk.rhythm().usualGap()))
                                    - risk.rhythm().daysSinceLast()));
        });
        assertThat(own.alerts(LOG, AT).likely().excluded().keySet())
                .anyMatch(reason -> reason.startsWith("churned already by a silence of 3.0 times"));
        assertThat(own.alerts(LOG, AT).likely().cautions())
                .extracting(Caution::key)
                .contains("churn_beyond_horizon");
    }

    @Test
    void reasonsAreToldWithNumbers() {
        Decision<ChurnAlert> first =
                warning().build().alerts(LOG, AT).worthSaving().decisions().get(0);

        assertThat(first.reasons().get(0)).matches("[\\d,]+ EUR at risk of the [\\d,]+ EUR of the last 90 days");
        assertThat(first.reasons().get(1))
                .matches("no purchase in the next 90 days with a probability of \\d+ % \\(mean of all \\d+ %\\)");
        assertThat(first.reasons().get(2)).startsWith("last order ").contains(", usually every ");
        assertThat(first.inputs()).containsKeys("overdue", "if_staying", "expected_now");
    }

    @Test
    void theValueSavedIsAnIntervalOfWhatIsAssumed() {
        Saving unknown = warning().build().alerts(LOG, AT).saving();
        Saving some = warning().keeps(0.1, 0.3).build().alerts(LOG, AT).saving();

        assertThat(unknown.interval().low()).isZero();
        assertThat(some.expected().low()).isCloseTo(0.1 * some.valueAtRisk(), within(1e-9));
        assertThat(some.interval().low())
                .isPositive()
                .isLessThan(some.expected().low());
        assertThat(some.interval().high())
                .isGreaterThan(some.expected().high())
                .isLessThan(unknown.interval().high());
        assertThat(some.sentence("EUR")).contains("If they keep 10 to 30 % of those who would leave");
    }

    @Test
    void contradictionsAreRefusedByName() {
        Decisions<ChurnAlert> list = warning().build().alerts(LOG, AT).worthSaving();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warning().after(list).build())
                .withMessageContaining("earlier lists of alerts count only for a budget a month or a quiet time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warning()
                        .after(list)
                        .budget(AlertBudget.perMonth(5))
                        .build()
                        .alerts(LOG, AT.minusSeconds(1)))
                .withMessageContaining("is after");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warning()
                        .churn(ChurnDefinition.ownRhythm(2))
                        .leastOrderDays(1)
                        .build())
                .withMessageContaining("needs at least 2 order-days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warning().keeps(0.4, 0.2))
                .withMessageContaining("was 0.4 to 0.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertBudget.perList(0))
                .withMessageContaining("was 0");
    }

    @Test
    void aBacktestJudgesTheWarningBesideRules() {
        ChurnBacktest report = warning().build().backtest(LOG, AT, 20, 60);

        assertThat(report.rules())
                .extracting(ChurnBacktest.Rule::name)
                .containsExactly(
                        "churn_probability",
                        "value_at_risk",
                        "recency",
                        "overdue",
                        "few_order_days",
                        "recent_spend",
                        "pareto_nbd_not_alive",
                        "pareto_nbd_no_purchase",
                        "bg_nbd_not_alive",
                        "bg_nbd_no_purchase");
        assertThat(report.rule("churn_probability").auc()).isGreaterThan(0.7);
        assertThat(report.rule("churn_probability").brier()).isLessThan(0.25);
        assertThat(report.rule("recency").brier()).isNaN();
        assertThat(report.rule("value_at_risk").at(60).value())
                .isGreaterThan(report.rule("churn_probability").at(60).value());
        assertThat(ChurnBacktest.fromJson(report.toJson())).isEqualTo(report);
        assertThat(report.toString()).contains("churn_probability less recency: AUC ", "value@60");
    }

    @Test
    void aBacktestNeedsTheFutureAndBothOutcomes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warning().build().backtest(LOG, AT, 0))
                .withMessageContaining("must be from 1 to the number of customers");
        assertThatThrownBy(() -> warning().build().backtest(LOG, AT.plus(Duration.ofDays(1))))
                .isInstanceOf(UnobservedHorizonException.class);
        ChurnBacktest seen = warning().build().backtest(LOG, AT.minus(Duration.ofDays(30)));
        assertThat(seen.cautions()).extracting(Caution::key).contains("evaluation_overlaps_training");
    }

    @Test
    void aModelWithoutThePurchaseModelSaysWhatItDoesNotKnow() {
        ClvModel plain = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .purchaseModel(false)
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(5, 2)
                .train(LOG, AT.minus(Duration.ofDays(90)));

        ChurnAlerts alerts = ChurnWarning.builder(plain)
                .churn(ChurnDefinition.noPurchaseWithin(30))
                .build()
                .alerts(LOG, AT);

        assertThat(alerts.likely().cautions())
                .extracting(Caution::key)
                .contains("churn_is_no_spend", "order_times_unknown");
    }
}
