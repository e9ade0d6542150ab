package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.FeaturePlan;
import dev.clv.features.event.EventLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {

    @Test
    void threadsChangeNoBitOfTheRows() {
        EventLog log = ShopSimulation.builder()
                .customers(9_500) // more than two parts
                .days(150)
                .seed(4)
                .build()
                .log();
        Instant latest = log.observedUntil().minus(Duration.ofDays(40));
        List<Instant> cutoffs = List.of(latest, latest.minus(Duration.ofDays(30)));
        FeaturePlan features = FeaturePlan.of(StandardExtractors.all());
        Targets targets = new Targets(List.of(Target.value(), Target.orders(), Target.value(Duration.ofDays(20))));
        Horizon horizon = new Horizon(Duration.ofDays(40));

        TrainingSet alone = TrainingSet.of(log, cutoffs, horizon, features, targets);
        TrainingSet together = TrainingSet.of(log, cutoffs, horizon, features, targets, 3);

        assertThat(Arrays.deepEquals(
                        together.rows().features().toArray(),
                        alone.rows().features().toArray()))
                .isTrue();
        for (Target target : targets.all()) {
            assertThat(together.rows().labels(target))
                    .containsExactly(alone.rows().labels(target));
        }
        assertThat(Arrays.deepEquals(
                        together.rows().preparation().transform(together.rows().features()),
                        alone.rows().preparation().transform(alone.rows().features())))
                .isTrue();
        assertThat(together.orders()).containsExactly(alone.orders());
        assertThat(together.recentBuyers()).isEqualTo(alone.recentBuyers());
        assertThat(together.fingerprints()).isEqualTo(alone.fingerprints());
        assertThat(together.cautions()).isEqualTo(alone.cautions());
        assertThat(together.past().past()).isEqualTo(alone.past().past());
        assertThat(together.past().latest()).isEqualTo(alone.past().latest());
        for (int row = 0; row < alone.rows().size(); row += 500) {
            double[] known = alone.rows().features().row(row);
            assertThat(together.prior().expected(known)).isEqualTo(alone.prior().expected(known));
        }
    }
}
