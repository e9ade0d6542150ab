package dev.clv.examples.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnFeaturesTest {

    static List<FittableExtractor> own() {
        return List.of(new ActiveAfterOrder(), new SilenceInGaps());
    }

    @ParameterizedTest
    @MethodSource("own")
    void ownFeaturesKeepTheContract(FittableExtractor extractor) {
        assertThatCode(() -> {
                    ExtractorChecks.check(extractor);
                    ExtractorChecks.check(extractor, new SampleHistories(5).histories(30));
                })
                .doesNotThrowAnyException();
    }

    private static CustomerHistory history(List<Integer> orders, List<Integer> views) {
        List<CustomerEvent> events = new ArrayList<>();
        orders.forEach(day -> events.add(Purchase.of(at(day), BigDecimal.TEN)));
        views.forEach(day -> events.add(new View(at(day), null, null)));
        return CustomerHistory.of("c", ZoneOffset.UTC, at(100), events);
    }

    private static Instant at(int day) {
        return Instant.parse("2024-01-01T12:00:00Z").plusSeconds(86_400L * day);
    }

    private static double value(FeatureExtractor extractor, CustomerHistory history) {
        return FeaturePlan.of(List.of(extractor)).fit(List.of()).row(history, history.cutoff())[0];
    }

    @Test
    void activityIsCountedFromTheLastOrderToTheLastViewAfterIt() {
        FeatureExtractor active = new ActiveAfterOrder();
        assertThat(value(active, history(List.of(), List.of(3)))).isNaN();
        assertThat(value(active, history(List.of(10), List.of(3)))).isZero();
        assertThat(value(active, history(List.of(10, 40), List.of(3, 45, 52)))).isEqualTo(12);
    }

    @Test
    void silenceIsMeasuredInTheGapsOfTheShop() {
        // Gaps of 10, 20 and 30 days: 20 on average. Silent from day 60 to 100.
        FeatureExtractor fitted = new SilenceInGaps()
                .fit(List.of(history(List.of(0, 10, 30), List.of()), history(List.of(5, 35), List.of())));
        assertThat(value(fitted, history(List.of(10), List.of(60)))).isEqualTo(40 / 20.0);
        assertThat(value(fitted, history(List.of(), List.of()))).isNaN();
    }
}
