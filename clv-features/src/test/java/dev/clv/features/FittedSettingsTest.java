package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.standard.StandardExtractors;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pipeline that is restored from its fitted states computes the same, whatever settings the plan has. */
class FittedSettingsTest {

    private static final List<CustomerHistory> HISTORIES = new SampleHistories(5).histories(200);
    private static final FeaturePlan DEFAULTS = FeaturePlan.of(StandardExtractors.all());

    static Stream<FittableExtractor> otherSettings() {
        return Stream.of(
                StandardExtractors.seasonality(30),
                StandardExtractors.seasonality(365),
                StandardExtractors.windows(14, 60),
                StandardExtractors.windows(60, 14, 1),
                StandardExtractors.signals(1),
                StandardExtractors.signals(1, 1),
                StandardExtractors.attributes(2, 1),
                StandardExtractors.attributes(1, 40));
    }

    @ParameterizedTest
    @MethodSource("otherSettings")
    void theSettingsOfTheStatesHoldAndNotThoseOfThePlan(FittableExtractor extractor) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(extractor)).fit(HISTORIES);

        FeaturePipeline restored = DEFAULTS.restore(pipeline.fittedStates(), pipeline.schema());

        assertThat(restored.schema()).isEqualTo(pipeline.schema());
        assertThat(restored.fittedStates()).isEqualTo(pipeline.fittedStates());
        for (CustomerHistory history : HISTORIES) {
            assertThat(restored.row(history, SampleHistories.END))
                    .containsExactly(pipeline.row(history, SampleHistories.END));
        }
    }

    @Test
    void aSchemaIsRestoredWithEverythingItsFeaturesSay() {
        FeatureSchema schema = DEFAULTS.fit(HISTORIES).schema();
        assertThat(schema.features()).anyMatch(Feature::isCategorical);
        assertThat(FeatureSchema.restore(schema.fittedState())).isEqualTo(schema);
        assertThatThrownBy(() -> FeatureSchema.restore(schema.fittedState().withTexts("units", List.of("days"))))
                .hasMessage("the schema has " + schema.size() + " names but only 1 units");
    }

    /** Spend above a threshold that the fitted state may or may not tell. */
    private record Threshold(double euros, String unit, boolean tells) implements FeatureExtractor {

        @Override
        public String name() {
            return "threshold";
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.numeric("above", unit, "Purchases above the threshold", "spend"));
        }

        @Override
        public FittedState fittedState() {
            return tells ? FittedState.EMPTY.withNumbers("euros", euros) : FittedState.EMPTY;
        }

        @Override
        public State begin(CustomerContext customer) {
            return State.of((cutoff, row, offset) -> row[offset] = euros);
        }
    }

    @Test
    void otherSettingsOfAStrangersExtractorAreRefusedByName() {
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(new Threshold(50, "lines", true))).fit(HISTORIES);
        FeaturePlan other = FeaturePlan.of(List.of(new Threshold(80, "lines", true)));
        assertThatThrownBy(() -> other.restore(pipeline.fittedStates(), pipeline.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("extractor 'threshold' has other settings")
                .hasMessageContaining("(euros: [50.0] and [80.0])");
        assertThat(FeaturePlan.of(List.of(new Threshold(50, "lines", true)))
                        .restore(pipeline.fittedStates(), pipeline.schema())
                        .fittedStates())
                .isEqualTo(pipeline.fittedStates());
    }

    @Test
    void aFeatureThatNowSaysSomethingElseOfItselfIsRefusedByName() {
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(new Threshold(50, "lines", false))).fit(HISTORIES);
        FeaturePlan other = FeaturePlan.of(List.of(new Threshold(50, "orders", false)));
        assertThatThrownBy(() -> other.restore(pipeline.fittedStates(), pipeline.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("extractor 'threshold' now computes")
                .hasMessageContaining("unit=orders")
                .hasMessageContaining("unit=lines");
        FeatureSchema longer = FeatureSchema.of(Stream.concat(
                        pipeline.schema().features().stream(),
                        Stream.of(Feature.numeric("lost", "number", "Gone", "spend")))
                .toList());
        assertThatThrownBy(() -> FeaturePlan.of(List.of(new Threshold(50, "lines", false)))
                        .restore(pipeline.fittedStates(), longer))
                .hasMessageContaining("no extractor computes feature 'lost' any more");
        assertThatThrownBy(() -> DEFAULTS.restore(Map.of("windows", FittedState.EMPTY), FeatureSchema.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("extractor 'windows' cannot be restored: the fitted state lacks 'days'");
        assertThatThrownBy(() -> DEFAULTS.restore(
                        Map.of("recency", FittedState.EMPTY.withNumbers("days", 3)), FeatureSchema.of(List.of())))
                .hasMessageContaining("extractor 'recency' has other settings");
    }
}
