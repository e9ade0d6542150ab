package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.standard.StandardExtractors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PipelineLearnerTest {

    private static final FeaturePlan PLAN = FeaturePlan.of(StandardExtractors.all());

    /** Rows of 150 customers at two origins each, so that no customer's rows are adjacent. */
    private static List<CustomerHistory> rows(int seed) {
        List<CustomerHistory> rows = new ArrayList<>(new SampleHistories(seed).histories(150));
        for (CustomerHistory history : List.copyOf(rows)) {
            rows.add(history.before(SampleHistories.END.minusSeconds(200L * 86_400)));
        }
        return rows;
    }

    @Test
    void theOrderOfTheHistoriesDoesNotMatter() {
        List<CustomerHistory> rows = rows(1);
        FeaturePipeline expected = PLAN.fit(rows);
        assertThat(expected.fittedStates().get("attributes").texts("names"))
                .containsExactly("age", "channel", "country");
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(rows, new Random(seed));
            assertThat(PLAN.fit(rows).fittedStates()).isEqualTo(expected.fittedStates());
        }
    }

    @Test
    void learnersOfPartsMergeInAnyOrderAndGroupingIntoOneOfAll() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            PipelineLearner all = PLAN.learner();
            List<PipelineLearner> parts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                parts.add(PLAN.learner());
            }
            for (CustomerHistory row : rows(seed)) {
                all.add(row);
                parts.get(random.nextInt(parts.size())).add(row);
            }
            while (parts.size() > 1) {
                Collections.shuffle(parts, random);
                parts.get(0).merge(parts.remove(1).snapshot());
            }
            assertThat(parts.get(0).learned().fittedStates())
                    .isEqualTo(all.learned().fittedStates());
            assertThat(parts.get(0).learned().schema()).isEqualTo(all.learned().schema());
            assertThat(parts.get(0).snapshot()).isEqualTo(all.snapshot());
        }
    }

    @Test
    void aLearnerGoesOnAfterWhatItLearnedSoFar() {
        PipelineLearner learner = PLAN.learner();
        List<CustomerHistory> rows = rows(3);
        rows.subList(0, 10).forEach(learner::add);
        assertThat(learner.learned().fittedStates().get("attributes").texts("names"))
                .isEmpty();
        rows.subList(10, rows.size()).forEach(learner::add);
        assertThat(learner.learned().fittedStates()).isEqualTo(PLAN.fit(rows).fittedStates());
    }

    @Test
    void aDamagedSnapshotOrOneOfAnotherPlanIsRefused() {
        PipelineLearner learner = PLAN.learner();
        rows(4).forEach(learner::add);
        byte[] snapshot = learner.snapshot();
        assertThatThrownBy(
                        () -> FeaturePlan.of(StandardExtractors.rfm()).learner().merge(snapshot))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes are left");
        assertThatThrownBy(() -> FeaturePlan.of(List.of(StandardExtractors.signals()))
                        .learner()
                        .merge(snapshot))
                .hasMessage(
                        "the snapshot is of another plan: it has extractor 'recency' where this plan has 'signals'");
        for (int length = 0; length < snapshot.length; length += 7) {
            byte[] cut = Arrays.copyOf(snapshot, length);
            assertThatThrownBy(() -> PLAN.learner().merge(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anExtractorThatCannotMergeIsNamed() {
        FittableExtractor own = new FittableExtractor() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public Learner learner() {
                return new Learner() {
                    @Override
                    public void add(CustomerHistory history) {}

                    @Override
                    public FeatureExtractor learned() {
                        return StandardExtractors.recency();
                    }
                };
            }

            @Override
            public FeatureExtractor restore(FittedState state) {
                return StandardExtractors.recency();
            }
        };
        assertThatThrownBy(() -> FeaturePlan.of(List.of(own)).learner().snapshot())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("extractor 'own': this learner cannot be stored; override snapshot and merge");
    }
}
