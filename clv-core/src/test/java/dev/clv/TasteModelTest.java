package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.CustomerState;
import dev.clv.features.event.EventLog;
import dev.clv.features.product.ProductExtractors;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that knows the taste of customers is saved, restored and explained as any other. */
class TasteModelTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    @TempDir
    Path folder;

    @Test
    void tasteIsExplainedAsOneFeatureAndLoadsToTheSameBits() throws IOException {
        EventLog log = ShopSimulation.builder()
                .customers(300)
                .days(300)
                .seed(2)
                .build()
                .log();
        Instant cutoff = log.observedUntil().minus(HORIZON);
        ClvModel model = ClvModel.builder()
                .horizon(HORIZON)
                .origins(1, HORIZON)
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(5, 2)
                .addExtractor(ProductExtractors.taste())
                .train(log, cutoff);
        Path file = folder.resolve("taste.clvm");
        model.save(file);
        String customer = log.customers().stream()
                .filter(id -> !log.history(id).before(cutoff).isEmpty())
                .findFirst()
                .orElseThrow();
        CustomerState state = model.begin(customer, log.zone());
        log.history(customer).before(cutoff).events().forEach(state::add);

        ClvModel loaded = ClvModel.load(file);

        double value = model.predict(log.history(customer), cutoff).value();
        assertThat(loaded.predict(log.history(customer), cutoff).value()).isEqualTo(value);
        assertThat(loaded.predict(loaded.restore(customer, state.snapshot()), cutoff)
                        .value())
                .isEqualTo(value);
        assertThat(model.explain(log.history(customer), cutoff).feature("taste").group())
                .isEqualTo("taste");
        assertThat(model.schema().names())
                .contains("taste_1", "taste_8", "taste_breadth", "taste_drift", "taste_novelty");
    }
}
