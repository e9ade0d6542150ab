package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.PipelineLearner;
import dev.clv.features.RowKey;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuyTillYouDieTest {

    private static final BuyTillYouDie ALL = BuyTillYouDie.of(Duration.ofDays(90))
            .models(BuyTillYouDie.Model.PARETO_NBD, BuyTillYouDie.Model.BG_NBD, BuyTillYouDie.Model.MBG_NBD);

    @Test
    void keepsTheContract() {
        ExtractorChecks.check(ALL);
    }

    @Test
    void keepsItsSettings() {
        ExtractorChecks.checkSettings(ALL, BuyTillYouDie.of(Duration.ofDays(7)));
    }

    @Test
    void hasNoFeaturesWhereFewerThanTwentyCustomersSpent() {
        List<CustomerHistory> few = new SampleHistories(3).histories(20);

        assertThat(few.get(0).isEmpty()).isTrue();
        assertThat(ALL.fit(few).features()).isEmpty();
        assertThat(ALL.fit(new SampleHistories(3).histories(60)).features()).hasSize(13);
    }

    @Test
    void saysWhichFitsAreAtAnEdge() {
        FittedBuyTillYouDie fitted = ALL.fit(new SampleHistories(8).histories(60));

        assertThat(fitted.cutoffs()).containsExactly(SampleHistories.END);
        assertThat(fitted.warnings())
                .contains("bg_nbd: hardly any customer stops buying: a < 1e-4 (at 1 of 1 training cutoffs)");
        assertThat(ALL.restore(fitted.fittedState()).warnings()).isEqualTo(fitted.warnings());
        assertThat(fitted.purchases(BuyTillYouDie.Model.BG_NBD, Instant.EPOCH))
                .isEqualTo(fitted.purchases(BuyTillYouDie.Model.BG_NBD, SampleHistories.END))
                .isInstanceOf(BgNbd.class);
        assertThatThrownBy(() -> BuyTillYouDie.of(Duration.ofDays(7))
                        .fit(List.of())
                        .purchases(BuyTillYouDie.Model.PARETO_NBD, Instant.EPOCH))
                .hasMessageContaining("enough customers");
        assertThatThrownBy(() -> BuyTillYouDie.of(Duration.ofDays(7))
                        .fit(List.of())
                        .purchases(BuyTillYouDie.Model.BG_NBD, Instant.EPOCH))
                .hasMessageContaining("bg_nbd was not fitted");
    }

    @Test
    void mergedLearnersOfSeveralCutoffsFitEachAsOneLearnerDoes() {
        List<CustomerHistory> rows = new ArrayList<>();
        for (CustomerHistory history : new SampleHistories(4).histories(80)) {
            rows.add(history);
            rows.add(history.before(Instant.parse("2021-07-01T00:00:00Z")));
            rows.add(history.before(Instant.parse("2021-11-01T12:00:00Z")));
        }
        FeaturePlan plan = FeaturePlan.of(List.of(ALL));
        List<PipelineLearner> parts = List.of(plan.learner(), plan.learner(), plan.learner());
        for (int i = 0; i < rows.size(); i++) {
            parts.get(i * 7 % 5 % 3).add(rows.get(i));
        }

        parts.get(2).merge(parts.get(0).snapshot());
        parts.get(2).merge(parts.get(1).snapshot());

        assertThat(parts.get(2).learned().fittedStates())
                .isEqualTo(plan.fit(rows).fittedStates());
        assertThat(ALL.fit(rows).cutoffs()).hasSize(3).endsWith(SampleHistories.END);
    }

    @Test
    void refusesAHorizonThatIsNone() {
        assertThatThrownBy(() -> BuyTillYouDie.of(Duration.ZERO)).hasMessage("horizon must be positive, was PT0S");
    }

    @Test
    void usesTheFitOfTheLatestTrainingCutoffBeforeTheRow() {
        EventLog log = Cdnow.log();
        Instant early = Instant.parse("1997-07-01T00:00:00Z");
        Instant late = Cdnow.CUTOFF;
        List<RowKey> both = new ArrayList<>();
        for (Instant cutoff : List.of(late, early)) {
            log.customers().forEach(customer -> both.add(new RowKey(customer, cutoff)));
        }
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(BuyTillYouDie.of(Duration.ofDays(273)))).fit(log, both);

        assertRow(pipeline, log, Instant.parse("1997-06-01T00:00:00Z"), early);
        assertRow(pipeline, log, Instant.parse("1997-09-30T23:59:59.999Z"), early);
        assertRow(pipeline, log, late, late);
        assertRow(pipeline, log, Instant.parse("1998-07-01T00:00:00Z"), late);
    }

    /** @param fitted the cutoff whose customers are to be the ones of the fit */
    private static void assertRow(FeaturePipeline pipeline, EventLog log, Instant cutoff, Instant fitted) {
        List<PurchaseSummary> customers = log.customers().stream()
                .flatMap(customer -> PurchaseSummary.of(log.history(customer).before(fitted)).stream())
                .toList();
        ParetoNbd model = ParetoNbd.fit(customers).model();
        String customer = log.customers().get(0);
        PurchaseSummary summary =
                PurchaseSummary.of(log.history(customer).before(cutoff)).orElseThrow();
        FeatureMatrix row = pipeline.extract(log, List.of(customer), cutoff);
        assertThat(row.column("pareto_nbd_orders")[0]).isEqualTo(model.expectedPurchases(summary, 39));
        assertThat(row.column("pareto_nbd_alive")[0]).isEqualTo(model.probabilityAlive(summary));
        assertThat(row.column("pareto_nbd_none")[0]).isEqualTo(model.probabilityOfNone(summary, 39));
        double value = GammaGamma.fit(
                        customers.stream().map(PurchaseSummary::spend).toList())
                .model()
                .expectedValue(summary.spend());
        assertThat(row.column("order_day_value")[0]).isEqualTo(value);
        assertThat(row.column("pareto_nbd_spend")[0])
                .isCloseTo(value * model.expectedPurchases(summary, 39), within(1e-9));
    }
}
