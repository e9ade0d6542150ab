package dev.clv;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.baseline.PastSpend;
import dev.clv.evaluate.check.LeakChecks;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The checks for leaks on whole models: clean ones pass, a planted leak is caught. */
class LeaksTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private final EventLog log =
            ShopSimulation.builder().customers(500).days(420).seed(8).build().log();
    private final Instant end = log.observedUntil();
    private final Instant cutoff = end.minus(HORIZON);

    @Test
    void theFutureChangesNoBitOfFeaturesModelOrPredictions() {
        Instant known = cutoff;
        Instant origin = known.minus(HORIZON);
        List<String> customers = log.customers().subList(0, 200);
        assertThatCode(() -> LeakChecks.futurePoison(log, known, poisoned -> {
                    ClvModel model = quick().train(poisoned, origin);
                    DoubleStream features = customers.stream()
                            .flatMapToDouble(
                                    customer -> DoubleStream.of(model.features(poisoned, List.of(customer), known)
                                            .row(0)));
                    DoubleStream predictions = model.predict(poisoned, customers, known).stream()
                            .flatMapToDouble(p -> DoubleStream.of(p.value(), p.probabilityPositive(), p.quantile(0.9)));
                    return DoubleStream.concat(features, predictions).toArray();
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void nothingIsLearnedFromShuffledFutures() {
        assertThatCode(() -> LeakChecks.shuffledFutures(
                        log, cutoff, (training, at) -> quick().train(training, at)::forecasts))
                .doesNotThrowAnyException();
    }

    /** An extractor that was made from the whole log and looks the customer's total up in it. */
    @Test
    void aFeatureLookedUpInTheWholeLogIsCaught() {
        assertThatThrownBy(() -> LeakChecks.futurePoison(log, cutoff, poisoned -> {
                    ClvModel model = quick().addExtractor(total(poisoned)).train(poisoned, cutoff.minus(HORIZON));
                    return model.predict(poisoned, log.customers(), cutoff).stream()
                            .mapToDouble(ClvPrediction::value)
                            .toArray();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("something looks into the future");
    }

    private static FeatureExtractor total(EventLog whole) {
        return FeatureExtractor.of(
                Feature.numeric("total_of_all_time", "currency", "A leak", "leak"),
                history -> PastSpend.of(whole.history(history.customer())).spent());
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .origins(2, Duration.ofDays(30))
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(8, 3);
    }
}
