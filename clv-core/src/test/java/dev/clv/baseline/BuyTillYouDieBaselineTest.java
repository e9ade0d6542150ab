package dev.clv.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.Population;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuyTillYouDieBaselineTest {

    private static final Horizon HORIZON = Horizon.ofDays(70);

    private final EventLog log =
            ShopSimulation.builder().customers(300).days(400).seed(2).build().log();
    private final List<PastSpend> late = past(log.observedUntil().minus(Duration.ofDays(70)));
    private final List<PastSpend> early = past(log.observedUntil().minus(Duration.ofDays(200)));
    private final Baseline pareto = Baseline.all().get(5);

    @Test
    void itIsThePurchaseModelTimesTheAmountsFittedToTheCustomersOfTheLatestCutoff() {
        List<PastSpend> both = new ArrayList<>(late);
        both.addAll(early);

        double[] learned = pareto.fit(BaselineRows.of(both, HORIZON, late.size()), new double[both.size()]);
        double[] predicted = pareto.predict(learned, BaselineRows.of(early, HORIZON));

        List<PurchaseSummary> customers =
                late.stream().map(PastSpend::purchases).toList();
        ParetoNbd purchases = ParetoNbd.fit(customers).model();
        GammaGamma amounts = GammaGamma.fit(
                        customers.stream().map(PurchaseSummary::spend).toList())
                .model();
        assertThat(pareto.name()).isEqualTo("pareto_nbd");
        assertThat(learned)
                .containsExactly(
                        purchases.r(),
                        purchases.alpha(),
                        purchases.s(),
                        purchases.beta(),
                        amounts.p(),
                        amounts.q(),
                        amounts.v());
        for (int i = 0; i < predicted.length; i++) {
            PurchaseSummary customer = early.get(i).purchases();
            assertThat(predicted[i])
                    .isEqualTo(purchases.expectedPurchases(customer, 10) * amounts.expectedValue(customer.spend()))
                    .isNotNegative();
        }
    }

    @Test
    void tooFewSpendersTeachNothing() {
        for (Baseline baseline : Baseline.all().subList(5, 7)) {
            BaselineRows few = BaselineRows.of(late.subList(0, 19), HORIZON);
            double[] learned = baseline.fit(few, new double[19]);
            assertThat(learned).containsOnly(0).hasSize(baseline.numbers());
            assertThat(baseline.predict(learned, few)).containsOnly(0).hasSize(19);
        }
    }

    @Test
    void whoHasNeverBoughtIsWorthNothing() {
        BaselineRows rows = BaselineRows.of(late, HORIZON);
        double[] learned = pareto.fit(rows, new double[late.size()]);
        BaselineRows stranger = BaselineRows.of(List.of(new PastSpend(0, Double.NaN, null)), HORIZON);
        assertThat(pareto.predict(learned, stranger)).containsExactly(0);
        assertThatThrownBy(() -> BaselineRows.of(late, HORIZON, late.size() + 1))
                .hasMessageContaining("were " + (late.size() + 1));
    }

    private List<PastSpend> past(Instant cutoff) {
        return Population.buyersBefore(log, cutoff).stream()
                .map(customer -> PastSpend.of(log.history(customer).before(cutoff)))
                .toList();
    }
}
