package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.standard.StandardExtractors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pipeline of some of its features computes those, to the bit, and no other. */
class SelectedPipelineTest {

    private static final List<CustomerHistory> HISTORIES = new SampleHistories(5).histories(200);
    private static final Instant CUTOFF = SampleHistories.END;
    private static final FeaturePlan PLAN = FeaturePlan.of(StandardExtractors.all());
    private static final FeaturePipeline ALL = PLAN.fit(HISTORIES);
    private static final List<String> SOME = IntStream.range(0, ALL.schema().size())
            .filter(i -> i % 3 == 1)
            .mapToObj(i -> ALL.schema().feature(i).name())
            .toList();
    private static final FeaturePipeline SELECTED = ALL.only(SOME);

    @Test
    void itsRowsAreThoseOfTheWholePipelineWithoutTheOtherFeatures() {
        assertThat(SELECTED.schema().names()).isEqualTo(SOME);
        for (CustomerHistory history : HISTORIES) {
            assertThat(SELECTED.row(history, CUTOFF)).containsExactly(some(ALL.row(history, CUTOFF), SOME));
        }
    }

    @Test
    void anExtractorOfNoSelectedFeatureIsNotRun() {
        FeaturePipeline recency = ALL.only(List.of("recency_days"));

        assertThat(recency.extractors()).extracting(FeatureExtractor::name).containsExactly("recency");
        assertThat(recency.fittedStates()).containsOnlyKeys("recency");
        assertThatThrownBy(() -> ALL.only(List.of()))
                .hasMessage("a pipeline needs at least 1 feature, was given none; name some");
        assertThatThrownBy(() -> ALL.only(List.of("recency_days", "luck")))
                .hasMessageContaining("no feature is named 'luck'");
    }

    @Test
    void aSelectionOfASelectionIsOneOfTheWhole() {
        List<String> fewer = SOME.subList(2, 9);

        FeaturePipeline twice = SELECTED.only(fewer);

        assertThat(twice.fittedStates()).isEqualTo(ALL.only(fewer).fittedStates());
        assertThat(twice.row(HISTORIES.get(3), CUTOFF)).containsExactly(some(ALL.row(HISTORIES.get(3), CUTOFF), fewer));
    }

    @Test
    void itIsRestoredFromItsStates() {
        FeaturePipeline restored = PLAN.restore(SELECTED.fittedStates(), SELECTED.schema());

        assertThat(restored.schema()).isEqualTo(SELECTED.schema());
        assertThat(restored.fittedStates()).isEqualTo(SELECTED.fittedStates());
        for (CustomerHistory history : HISTORIES) {
            assertThat(restored.row(history, CUTOFF)).containsExactly(SELECTED.row(history, CUTOFF));
        }
        Map<String, FittedState> damaged =
                Map.of("recency", FittedState.EMPTY.withTexts("(selected features)", List.of("no_more")));
        assertThatThrownBy(() -> PLAN.restore(damaged, SELECTED.schema()))
                .hasMessageContaining("extractor 'recency' cannot be restored: it does not compute [no_more] any more");
    }

    @Test
    void aStateOfACustomerIsStoredContinuedAndMerged() {
        for (CustomerHistory history : HISTORIES.subList(0, 40)) {
            List<CustomerEvent> events = history.events();
            CustomerState first = SELECTED.begin(history.customer(), history.zone());
            CustomerState second = SELECTED.begin(history.customer(), history.zone());
            CustomerState whole = SELECTED.begin(history.customer(), history.zone());
            for (int i = 0; i < events.size(); i++) {
                (i < events.size() / 2 ? first : second).add(events.get(i));
                whole.add(events.get(i));
            }

            CustomerState again = SELECTED.restore(history.customer(), whole.snapshot());

            assertThat(again.row(CUTOFF)).containsExactly(whole.row(CUTOFF));
            assertThat(first.merged(second.snapshot()).row(CUTOFF))
                    .usingComparatorWithPrecision(1e-9)
                    .containsExactly(whole.row(CUTOFF));
            assertThat(whole.fits(ALL)).isFalse();
        }
    }

    @Test
    void aPreparationOfSomeFeaturesIsThatOfTheirColumns() {
        FeatureMatrix rows = FeatureMatrix.of(
                ALL.schema(),
                HISTORIES.stream()
                        .map(history -> new RowKey(history.customer(), CUTOFF))
                        .toList(),
                HISTORIES.stream().map(history -> ALL.row(history, CUTOFF)).toArray(double[][]::new));
        Preparation.Builder settings = Preparation.builder().levels(5).computed(List.of(SOME.get(0)));
        Preparation whole = settings.fit(rows);

        Preparation only = whole.only(SOME);

        assertThat(only.fittedState()).isEqualTo(settings.fit(rows.only(SOME)).fittedState());
        assertThat(only.transform(rows.only(SOME)).length).isEqualTo(HISTORIES.size());
        List<String> constant = new ArrayList<>(ALL.schema().names());
        constant.removeIf(feature -> !whole.isConstant(feature));
        assertThat(whole.constants()).containsAll(constant);
    }

    private static double[] some(double[] row, List<String> names) {
        return names.stream()
                .mapToDouble(name -> row[ALL.schema().indexOf(name)])
                .toArray();
    }
}
