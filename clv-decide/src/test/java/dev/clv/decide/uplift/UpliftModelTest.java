package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpliftModelTest {

    @ParameterizedTest
    @EnumSource(UpliftLearner.class)
    void everyLearnerFindsWhoResponds(UpliftLearner learner) {
        Experiment experiment = Trial.randomised(6_000, 1);
        Experiment others = Trial.randomised(500, 2);

        UpliftEffects effects =
                UpliftModel.builder().learner(learner).seed(3).train(experiment).effects(others.features());

        double[] found = Trial.predicted(effects, "a");
        assertThat(Trial.correlation(found, Trial.truth(others, "a"))).isGreaterThan(0.85);
        assertThat(UpliftEvaluation.mean(found))
                .isCloseTo(UpliftEvaluation.mean(Trial.truth(others, "a")), within(0.05));
        assertThat(UpliftEvaluation.mean(Trial.predicted(effects, "b"))).isCloseTo(0.05, within(0.05));
    }

    @ParameterizedTest
    @EnumSource(
            value = UpliftLearner.class,
            names = {"T", "DR", "CLASS"})
    void effectsOnAmountsAreInTheirUnits(UpliftLearner learner) {
        UpliftEffects effects = UpliftModel.builder().learner(learner).seed(3).crossFitted(Trial.amounts(3_000, 4));

        assertThat(UpliftEvaluation.mean(Trial.predicted(effects, "a"))).isCloseTo(1, within(0.25));
        assertThat(effects.expected(0, "none")).isBetween(1.0, 7.0);
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        Experiment others = Trial.randomised(200, 99);
        double held = 0;
        int campaigns = 15;
        for (int seed = 0; seed < campaigns; seed++) {
            UpliftEffects effects = UpliftModel.builder()
                    .seed(seed)
                    .train(Trial.randomised(1_500, 100 + seed))
                    .effects(others.features());
            double[] truth = Trial.truth(others, "a");
            held += IntStream.range(0, others.rows())
                    .filter(row -> effects.interval(row, "a").contains(truth[row]))
                    .count();
        }

        assertThat(held / campaigns / others.rows()).isBetween(0.7, 0.9);
    }

    @Test
    void theOrderOfRowsChangesNoBit() {
        Experiment experiment = Trial.randomised(900, 5);
        int[] reversed = IntStream.range(0, experiment.rows())
                .map(i -> experiment.rows() - 1 - i)
                .toArray();
        Experiment backwards = experiment.select(reversed);

        UpliftEffects one = UpliftModel.builder().seed(7).crossFitted(experiment);
        UpliftEffects other = UpliftModel.builder().seed(7).crossFitted(backwards);

        assertThat(other.model()).isEqualTo(one.model()).matches("[0-9a-f]{16}");
        assertThat(UpliftModel.builder().seed(8).train(experiment).fingerprint())
                .isNotEqualTo(UpliftModel.builder().seed(7).train(experiment).fingerprint())
                .isEqualTo(UpliftModel.builder().seed(8).train(backwards).fingerprint());
        for (int i = 0; i < reversed.length; i++) {
            assertThat(other.effect(i, "a")).isEqualTo(one.effect(reversed[i], "a"));
            assertThat(other.interval(i, "b")).isEqualTo(one.interval(reversed[i], "b"));
        }
        assertThat(UpliftEvaluation.of(backwards, other, OfferTerms.free()))
                .isEqualTo(UpliftEvaluation.of(experiment, one, OfferTerms.free()));
    }

    @Test
    void whoWasChosenByWhatDecidesTheOutcomeIsSaidAndAllowedFor() {
        Assignment told = Assignment.observational();
        Experiment chosen = Trial.chosen(6_000, 8, told);
        double[] truth = Trial.truth(chosen, "a");
        double naive = difference(chosen);

        UpliftModel model = UpliftModel.builder().seed(1).train(chosen);
        double found = UpliftEvaluation.mean(Trial.predicted(model.effects(chosen.features()), "a"));

        assertThat(Math.abs(naive - UpliftEvaluation.mean(truth))).isGreaterThan(0.06);
        assertThat(found).isCloseTo(UpliftEvaluation.mean(truth), within(0.04));
        assertThat(model.cautions()).extracting(Caution::key).contains("not_randomised");
    }

    @Test
    void anExperimentThatIsNoLotIsFoundOut() {
        UpliftModel model = UpliftModel.builder().train(Trial.chosen(2_000, 8, Assignment.randomised()));

        assertThat(model.cautions()).extracting(Caution::key).containsExactly("unfair_lot");
        assertThat(model.cautions().get(0).sentence()).contains("'v'", "observational");
        assertThat(UpliftModel.builder().train(Trial.randomised(2_000, 8)).cautions())
                .isEmpty();
    }

    private static double difference(Experiment experiment) {
        double[] treated = IntStream.range(0, experiment.rows())
                .filter(row -> experiment.arm(row).equals("a"))
                .mapToDouble(experiment::outcome)
                .toArray();
        double[] left = IntStream.range(0, experiment.rows())
                .filter(row -> experiment.arm(row).equals("none"))
                .mapToDouble(experiment::outcome)
                .toArray();
        return Arrays.stream(treated).average().orElseThrow()
                - Arrays.stream(left).average().orElseThrow();
    }

    @Test
    void tooFewRowsOfAnArmAreRefusedByName() {
        Experiment experiment = Trial.randomised(45, 3);

        assertThatThrownBy(() -> UpliftModel.builder().crossFitted(experiment))
                .hasMessageMatching("the arm '.+' has \\d+ rows to learn from, and at least 20 are needed; .*");
        assertThatThrownBy(() -> UpliftModel.builder().hidden(0)).hasMessageContaining("1 to 256 units, was 0");
    }
}
