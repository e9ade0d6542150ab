package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.prepare.Growth;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.prepare.PreparedColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Features of several columns. */
class VectorFeatureTest {

    private static final Instant CUTOFF = Instant.parse("2024-06-01T00:00:00Z");
    private static final Feature BEFORE = Feature.numeric("orders", "orders", "Orders so far", "frequency");
    private static final Feature TASTE = Feature.vector("taste", "direction", "What is bought", "taste", 3);
    private static final Feature AFTER = Feature.categorical("plan", "Plan", "profile", List.of("free", "paid"));
    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(BEFORE, TASTE, AFTER));

    private static FeatureExtractor taste(int columns) {
        return FeatureExtractor.vector(TASTE, history -> {
            double[] values = new double[columns];
            List<Purchase> bought = history.events(Purchase.class);
            for (int i = 0; i < columns; i++) {
                values[i] = bought.isEmpty() ? Double.NaN : bought.size() * (i + 1);
            }
            return values;
        });
    }

    private static CustomerHistory history(int purchases) {
        List<Purchase> events = new ArrayList<>();
        for (int i = 0; i < purchases; i++) {
            events.add(Purchase.of(CUTOFF.minusSeconds(1000 - i), BigDecimal.ONE));
        }
        return CustomerHistory.of("c", ZoneOffset.UTC, CUTOFF, events);
    }

    @Test
    void aVectorHasSeveralColumnsOfNamesOfTheirOwn() {
        assertThat(SCHEMA.size()).isEqualTo(5);
        assertThat(SCHEMA.features()).containsExactly(BEFORE, TASTE, AFTER);
        assertThat(SCHEMA.names()).containsExactly("orders", "taste_1", "taste_2", "taste_3", "plan");
        assertThat(SCHEMA.feature(1)).isEqualTo(TASTE);
        assertThat(SCHEMA.feature(3)).isEqualTo(TASTE);
        assertThat(SCHEMA.feature(4)).isEqualTo(AFTER);
        assertThat(SCHEMA.indexOf("taste_3")).isEqualTo(3);
        assertThat(SCHEMA.firstColumn("taste")).isEqualTo(1);
        assertThat(SCHEMA.firstColumn("plan")).isEqualTo(4);
        assertThatThrownBy(() -> SCHEMA.firstColumn("smell")).hasMessageContaining("no feature is named 'smell'");
        assertThat(SCHEMA.groups())
                .isEqualTo(Map.of("frequency", List.of(0), "taste", List.of(1, 2, 3), "profile", List.of(4)));
        assertThatThrownBy(() -> SCHEMA.indexOf("taste"))
                .hasMessage("feature 'taste' has 3 columns; name one of them, taste_1 to taste_3");
        assertThatThrownBy(() -> TASTE.columnName(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("column of feature 'taste' must be from 0 to 2, was 3");
    }

    @Test
    void aColumnIsNoFeatureAndItsFeatureIsNamed() {
        String sentence =
                "'taste_2' is one of the 3 columns of feature 'taste', which mean something only together; name 'taste'";
        assertThat(SCHEMA.feature("taste")).isEqualTo(TASTE);
        assertThatThrownBy(() -> SCHEMA.feature("taste_2")).hasMessage(sentence);
        assertThatThrownBy(() -> SCHEMA.firstColumn("taste_2")).hasMessage(sentence);
        assertThatThrownBy(() -> SCHEMA.columnsOf(List.of("orders", "taste_2"))).hasMessage(sentence);
        assertThatThrownBy(() -> SCHEMA.only(List.of("smell", "sound")))
                .hasMessage("no feature is named 'smell' or 'sound'; there are: [orders, taste, plan]");
    }

    @Test
    void aSchemaWithVectorsComesBackFromItsState() {
        assertThat(FeatureSchema.restore(SCHEMA.fittedState())).isEqualTo(SCHEMA);
        assertThatThrownBy(() -> FeatureSchema.restore(SCHEMA.fittedState().withNumbers("widths", 1, 3)))
                .hasMessage("the schema has 3 names but 2 widths");
        assertThat(FeatureSchema.of(List.of(BEFORE)).fittedState().numbers()).isEmpty();
    }

    @Test
    void columnsOfOneNameAreRefused() {
        Feature third = Feature.numeric("taste_3", "direction", "Something else", "taste");
        assertThatThrownBy(() -> FeatureSchema.of(List.of(TASTE, third)))
                .hasMessageContaining("'taste_3' is used twice");
        assertThatThrownBy(() -> Feature.vector("taste", "direction", "", "taste", 0))
                .hasMessage("feature 'taste' must have at least 1 column, has 0");
        assertThatThrownBy(() -> new Feature("plan", "category", "", "profile", List.of("a"), 2))
                .hasMessageContaining("1 column, as it has categories");
    }

    @Test
    void aFunctionGivesOneNumberPerColumn() {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(
                        FeatureExtractor.of(BEFORE, history -> history.events().size()), taste(3)))
                .fit(List.of());
        assertThat(pipeline.row(history(2), CUTOFF)).containsExactly(2, 2, 4, 6);
        assertThat(pipeline.row(history(0), CUTOFF)).containsExactly(0, Double.NaN, Double.NaN, Double.NaN);
        FeaturePipeline short2 = FeaturePlan.of(List.of(taste(2))).fit(List.of());
        assertThatThrownBy(() -> short2.row(history(1), CUTOFF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the function of feature 'taste' returned 2 numbers; it must return one per column, 3");
        assertThatThrownBy(() -> FeatureExtractor.of(TASTE, history -> 1))
                .hasMessageContaining("use FeatureExtractor.vector");
    }

    @Test
    void theChecksKnowVectors() {
        ExtractorChecks.check(taste(3));
        FeatureExtractor partly = FeatureExtractor.vector(
                TASTE, history -> new double[] {1, history.events().isEmpty() ? Double.NaN : 2, 3});
        assertThatThrownBy(() -> ExtractorChecks.check(partly))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("feature 'taste' is NaN in some of its 3 columns");
    }

    @Test
    void aPipelineIsRestoredWithVectors() {
        FeaturePlan plan = FeaturePlan.of(List.of(taste(3)));
        FeaturePipeline pipeline = plan.fit(List.of());
        FeaturePipeline restored = plan.restore(pipeline.fittedStates(), pipeline.schema());
        assertThat(restored.row(history(3), CUTOFF)).containsExactly(3, 6, 9);
        assertThat(restored.schema()).isEqualTo(pipeline.schema());
    }

    /** Fifty customers, five of them without a taste. */
    private static FeatureMatrix training() {
        List<RowKey> keys = new ArrayList<>();
        double[][] rows = new double[50][];
        for (int i = 0; i < rows.length; i++) {
            keys.add(new RowKey("c" + i, CUTOFF));
            double known = i < 5 ? Double.NaN : 1;
            rows[i] = new double[] {i, known * i, known * (i % 7), known * (i % 3), i % 2};
        }
        return FeatureMatrix.of(SCHEMA, keys, rows);
    }

    @Test
    void aVectorIsPreparedColumnByColumnWithOneFlagForAllOfIt() {
        Preparation preparation = Preparation.builder().fit(training());
        assertThat(preparation.columns().stream().map(PreparedColumn::name))
                .contains("taste_1", "taste_1:missing", "taste_2", "taste_3")
                .doesNotContain("taste_2:missing", "taste_3:missing");
        Preparation restored = Preparation.restore(SCHEMA, preparation.fittedState());
        assertThat(restored.transform(training().toArray()))
                .isDeepEqualTo(preparation.transform(training().toArray()));
    }

    @Test
    void aVectorIsNamedOnceInReports() {
        Preparation preparation = Preparation.builder().fit(training());
        double[] far = {3, 1e6, -1e6, 1e6, 0};
        assertThat(preparation.outOfRange(far)).containsExactly("taste");
        assertThat(preparation.far(far, Growth.NONE))
                .singleElement()
                .satisfies(value -> assertThat(value.feature()).isEqualTo("taste"));
    }
}
