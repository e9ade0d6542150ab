package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodedValuesTest {

    /** One of twenty rows has a value far below all others. */
    private static TrainingRows rows(String feature) {
        List<RowKey> keys = new ArrayList<>();
        double[][] values = new double[400][];
        for (int i = 0; i < values.length; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            values[i] = new double[] {i % 20 == 0 ? -999 : i};
        }
        FeatureSchema schema = FeatureSchema.of(List.of(Feature.numeric(feature, "value", "Values", "group")));
        return TrainingRows.of(
                FeatureMatrix.of(schema, keys, values), new double[values.length], Preparation.builder());
    }

    @Test
    void columnsAndAttributesAreReviewedAndWhatTheLibraryComputesIsNot() {
        Horizon horizon = Horizon.ofDays(90);

        assertThat(CodedValues.cautions(rows("age"))).hasSize(1);
        assertThat(CodedValues.cautions(rows("attr.age").over(horizon))).hasSize(1);
        assertThat(CodedValues.cautions(rows("order_rate_30d").over(horizon))).isEmpty();
    }
}
