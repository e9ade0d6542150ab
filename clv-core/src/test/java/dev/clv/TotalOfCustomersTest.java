package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.EventLog;
import dev.clv.features.prepare.Growth;
import dev.clv.nn.loss.SquaredError;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.HeldOutOrigin;
import dev.clv.value.TotalInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Totals with intervals, wider intervals of later predictions, and how origins in the past were predicted. */
class TotalOfCustomersTest {

    private static final Duration HORIZON = Duration.ofDays(90);
    private static final ShopSimulation SHOP =
            ShopSimulation.builder().customers(500).days(600).seed(5).build();
    private static final EventLog LOG = SHOP.log();
    private static final Instant CUTOFF = SHOP.end().minus(HORIZON);

    private static ClvModel model;

    @BeforeAll
    static void train() {
        model = quick().train(LOG, CUTOFF);
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(4).members(3))
                .earlyStopping(4, 2);
    }

    @Test
    void aScoringTellsTheTotalOfItsPredictions() {
        List<ClvPrediction> made = new ArrayList<>();
        ScoringSummary summary =
                model.score(LOG, LOG.customers(), SHOP.end(), (id, prediction) -> made.add(prediction));

        TotalInterval total = model.total(made, 0.8);
        assertThat(summary.total()).isEqualTo(total);
        assertThat(total.customers()).isEqualTo(made.size());
        assertThat(total.expected()).isBetween(total.low(), total.high());
        assertThat(total.levelKnown()).isTrue();
        assertThat(ScoringSummary.fromJson(summary.toJson())).isEqualTo(summary);
        assertThat(model.total(List.of(), 0.8).expected()).isZero();
    }

    @Test
    void aModelWithoutDistributionsTellsNoTotal() {
        ClvModel points = quick().loss(SquaredError.of()).train(LOG, CUTOFF);

        assertThat(points.score(LOG, LOG.customers(), SHOP.end(), (id, prediction) -> {})
                        .total())
                .isNull();
    }

    @Test
    void everyTrainingOriginTellsHowItsCustomersWerePredicted() {
        List<HeldOutOrigin> origins = model.summary().heldOut();

        assertThat(origins.stream().map(HeldOutOrigin::cutoff).toList())
                .isEqualTo(model.summary().cutoffs());
        assertThat(origins).allSatisfy(origin -> {
            assertThat(origin.totalRatio()).isBetween(0.3, 3.0);
            assertThat(origin.coverage80()).isBetween(0.6, 0.95);
            assertThat(origin.coverage90()).isBetween(origin.coverage80(), 1.0);
        });
        assertThat(origins.get(0).coverage80()).as("calibrated there").isBetween(0.77, 0.83);
        assertThat(model.describe().toString()).contains("unseen customers at " + CUTOFF + ": true total ");
        assertThat(ModelDescription.fromJson(model.describe().toJson())).isEqualTo(model.describe());
    }

    /** Kills: an interval that knows nothing of the time since training, or a value that depends on it. */
    @Test
    void intervalsOfALaterTimeAreNoNarrower() {
        double drift = model.summary().drift(HORIZON);
        assertThat(drift).isBetween(0.0, 2.0);
        for (String customer : LOG.customers().stream().limit(50).toList()) {
            double[] row = model.features(LOG, List.of(customer), CUTOFF).row(0);
            ClvPrediction at = model.rows().predict(row, Growth.NONE);
            ClvPrediction later = model.rows().drifted(0.5).predict(row, Growth.NONE);
            assertThat(later.value()).isEqualTo(at.value());
            if (at.probabilityPositive() > 0.05) {
                assertThat(later.quantile(0.99)).isGreaterThanOrEqualTo(at.quantile(0.99));
            }
        }
    }
}
