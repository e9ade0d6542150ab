package dev.clv.features.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.CustomerState;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One customer with very many events: 1,000 purchases of 0.01 on each of 300 days. */
class LongHistoryTest {

    private static final int DAYS = 300;
    private static final int PER_DAY = 1000;
    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

    @Test
    void featuresOfManyEventsEqualTheirClosedForm() {
        List<FeatureExtractor> extractors = List.of(
                StandardExtractors.frequency(),
                StandardExtractors.monetary(),
                StandardExtractors.cadence(),
                StandardExtractors.windows(),
                StandardExtractors.basket());
        FeaturePipeline pipeline = FeaturePlan.of(extractors).fit(List.of());
        CustomerState state = pipeline.begin("c", ZoneOffset.UTC);
        for (int i = 0; i < DAYS * PER_DAY; i++) {
            Instant time = BEGIN.plusSeconds(86_400L * (i / PER_DAY) + i % PER_DAY);
            state.add(new Purchase(time, new BigDecimal("0.01"), 2, null, "p" + i % 7, "c" + i % 3));
        }
        double[] row = state.row(BEGIN.plusSeconds(86_400L * DAYS));
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < row.length; i++) {
            values.put(pipeline.schema().feature(i).name(), row[i]);
        }
        assertThat(values)
                .containsEntry("order_days", 300.0)
                .containsEntry("purchase_lines", 300_000.0)
                .containsEntry("order_rate_30d", 30.0)
                .containsEntry("spend_total", 3000.0)
                .containsEntry("spend_mean", 10.0)
                .containsEntry("spend_sd", 0.0)
                .containsEntry("spend_90d", 900.0)
                .containsEntry("gap_mean_days", 1.0)
                .containsEntry("gap_cv", 0.0)
                .containsEntry("quantity_per_order_day", 2000.0)
                .containsEntry("distinct_products", 7.0)
                .containsEntry("repeat_product_share", 1.0);
    }
}
