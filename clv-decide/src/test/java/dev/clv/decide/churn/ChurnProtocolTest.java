package dev.clv.decide.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.ClvModel;
import dev.clv.decide.SharedData;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Churn on Online Retail, by one default configuration; skipped where the data set is absent. */
class ChurnProtocolTest {

    private static final Instant TRAINED = Instant.parse("2011-06-11T23:00:00Z");
    private static final Instant TESTED = Instant.parse("2011-09-09T23:00:00Z");

    @Test
    void bothListsReachTheirGoalsAndBeatTheRules() throws IOException {
        Map<String, String> truth = SharedData.column("protocols/decide/churn/truth.csv", "value90");
        EventLog log = SharedData.onlineRetail();
        ClvModel model = ClvModel.builder().horizon(Duration.ofDays(90)).train(log, TRAINED);
        ChurnWarning warning = ChurnWarning.builder(model).build();

        List<ChurnRisk> risks = warning.risks(log, TESTED);
        assertThat(risks).extracting(ChurnRisk::customer).containsExactlyInAnyOrderElementsOf(truth.keySet());
        for (ChurnRisk risk : risks) {
            assertThat(risk.ifStaying()).isCloseTo(Double.parseDouble(truth.get(risk.customer())), within(0.006));
        }

        ChurnBacktest report = warning.backtest(log, TESTED, 100, 300, 500);
        assertThat(report.churned()).isEqualTo(519);

        ChurnBacktest.Rule likely = report.rule("churn_probability");
        assertThat(likely.auc()).isGreaterThanOrEqualTo(0.718);
        assertThat(likely.averagePrecision()).isGreaterThanOrEqualTo(0.452);
        assertThat(likely.brier()).isLessThanOrEqualTo(0.187);
        assertThat(likely.bias()).isCloseTo(0, within(0.08));
        assertThat(likely.at(100).precision()).isGreaterThanOrEqualTo(0.55);
        assertThat(likely.at(300).precision()).isGreaterThanOrEqualTo(0.48);
        assertThat(likely.at(500).precision()).isGreaterThanOrEqualTo(0.445);

        ChurnBacktest.Rule worth = report.rule("value_at_risk");
        assertThat(worth.at(100).value()).isGreaterThanOrEqualTo(0.16);
        assertThat(worth.at(300).value()).isGreaterThanOrEqualTo(0.47);
        assertThat(worth.at(500).value()).isGreaterThanOrEqualTo(0.63);
        assertThat(worth.at(300).precision()).isGreaterThanOrEqualTo(0.27);

        for (String rule : List.of("recency", "overdue", "pareto_nbd_no_purchase")) {
            assertThat(report.gain("churn_probability", rule, "AUC").isBeyondNoise())
                    .isTrue();
            assertThat(report.gain("churn_probability", rule, "AP").isBeyondNoise())
                    .isTrue();
        }
        assertThat(report.gain("value_at_risk", "recent_spend", "value@300").isBeyondNoise())
                .isTrue();

        // As the protocol's anchors have it, so that both measure the same.
        assertThat(report.rule("recency").auc()).isCloseTo(0.624, within(0.0005));
        assertThat(report.rule("recent_spend").at(300).value()).isCloseTo(0.318, within(0.0005));
        assertThat(report.rule("pareto_nbd_not_alive").averagePrecision()).isCloseTo(0.364, within(0.0005));
    }
}
