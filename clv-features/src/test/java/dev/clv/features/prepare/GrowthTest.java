package dev.clv.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final Feature TENURE = Feature.numeric("tenure_days", "days", "T", "tenure");
    private static final Feature SPEND = Feature.numeric("spend_total", "currency", "S", "spend");
    private static final Feature YEAR = Feature.numeric("orders_365d", "order-days", "O", "frequency");
    private static final Feature MONTH = Feature.numeric("orders_30d", "order-days", "O", "frequency");
    private static final Feature SIZE = Feature.numeric("attr.size", "value", "A", "profile");

    @Test
    void agesGrowByTheDaysAndSumsByThePartOfTheirWindowThatIsFull() {
        Growth growth = new Growth(100, 150);

        assertThat(growth.added(TENURE)).isEqualTo(150);
        assertThat(growth.factor(TENURE)).isEqualTo(1);
        assertThat(growth.factor(SPEND)).isEqualTo(2.5);
        assertThat(growth.factor(YEAR)).isEqualTo(2.5);
        assertThat(new Growth(100, 900).factor(YEAR)).isEqualTo(3.65);
        assertThat(growth.factor(MONTH)).isEqualTo(1);
        assertThat(growth.factor(SIZE)).isEqualTo(1);
        assertThat(growth.added(SPEND)).isZero();
    }

    @Test
    void withoutAKnownPastOnlyAgesGrow() {
        Growth growth = new Growth(Double.POSITIVE_INFINITY, 150);

        assertThat(growth.added(TENURE)).isEqualTo(150);
        assertThat(growth.factor(SPEND)).isEqualTo(1);
        assertThatThrownBy(() -> new Growth(0, 1)).hasMessageContaining("a positive past");
        assertThatThrownBy(() -> new Growth(1, Double.NaN)).hasMessageContaining("finite days");
    }

    @Test
    void fewCustomersLeaveRoomForValuesBeyondTheirsAndManyHardlyAny() {
        FeatureSchema schema = FeatureSchema.of(List.of(YEAR));
        List<RowKey> keys = new ArrayList<>();
        double[][] rows = new double[60][];
        for (int i = 0; i < rows.length; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            rows[i] = new double[] {1 + i % 2};
        }
        Preparation preparation = Preparation.builder().fit(FeatureMatrix.of(schema, keys, rows));

        assertThat(preparation.outOfRange(new double[] {5}, new Growth(500, 0, 60)))
                .isEmpty();
        assertThat(preparation.outOfRange(new double[] {5}, new Growth(500, 0, 1_000_000)))
                .containsExactly("orders_365d");
        for (double factor : new double[] {10, 100}) {
            assertThat(preparation.outOfRange(new double[] {2 * factor}, new Growth(500, 0, 20)))
                    .containsExactly("orders_365d");
        }
        assertThatThrownBy(() -> new Growth(1, 1, 0)).hasMessageContaining("customers must be positive");
    }

    /** A customer who is new has as little as the new ones of training had. */
    @Test
    void whatMayHaveGrownMayAsWellBeAsSmallAsBefore() {
        FeatureSchema schema = FeatureSchema.of(List.of(SPEND));
        List<RowKey> keys = new ArrayList<>();
        double[][] rows = new double[60][];
        for (int i = 0; i < rows.length; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            rows[i] = new double[] {100 + i};
        }
        Preparation preparation = Preparation.builder().fit(FeatureMatrix.of(schema, keys, rows));

        assertThat(preparation.outOfRange(new double[] {100}, new Growth(30, 120)))
                .isEmpty();
        assertThat(preparation.outOfRange(new double[] {0}, new Growth(30, 120)))
                .as("nothing happened yet")
                .isEmpty();
        assertThat(preparation.outOfRange(new double[] {1}, new Growth(30, 120)))
                .containsExactly("spend_total");
    }

    @Test
    void whatGrewWithTheClockIsNoExtrapolationAndWhatGrewMoreIs() {
        FeatureSchema schema = FeatureSchema.of(List.of(TENURE, SPEND, YEAR, MONTH, SIZE));
        List<RowKey> keys = new ArrayList<>();
        double[][] rows = new double[60][];
        for (int i = 0; i < rows.length; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            rows[i] = new double[] {20 + i, 100 + i, 2 + i % 3, 1 + i % 3, i};
        }
        Preparation preparation = Preparation.builder().fit(FeatureMatrix.of(schema, keys, rows));
        double[] later = {200, 400, 12, 3, 30};

        assertThat(preparation.outOfRange(later)).containsExactly("tenure_days", "spend_total", "orders_365d");
        assertThat(preparation.outOfRange(later, new Growth(100, 150))).isEmpty();
        assertThat(preparation.outOfRange(new double[] {900, 4000, 150, 30, 3000}, new Growth(100, 150)))
                .containsExactly("tenure_days", "spend_total", "orders_365d", "orders_30d", "attr.size");
        assertThat(preparation.outOfRange(new double[] {30, 110, 0, 0, 30}, new Growth(100, 150)))
                .as("nothing happened in a window")
                .isEmpty();
    }
}
