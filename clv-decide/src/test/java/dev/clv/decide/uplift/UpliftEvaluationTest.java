package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpliftEvaluationTest {

    private static Experiment experiment;
    private static UpliftEvaluation evaluation;

    @BeforeAll
    static void evaluate() {
        experiment = Trial.randomised(6_000, 1);
        evaluation = UpliftEvaluation.of(
                experiment,
                UpliftModel.builder().seed(3).crossFitted(experiment),
                OfferTerms.free().costing("a", 0.05).costing("b", 0.02));
    }

    @Test
    void whereCustomersDifferTheOrderIsShown() {
        UpliftEvaluation.Treatment a = evaluation.treatment("a");

        assertThat(a.tellsApart()).isTrue();
        // g(s) = s (0.3 - 0.2 s), whose area above the line to 0.1 is 1/30.
        assertThat(a.qini().value()).isCloseTo(1 / 30.0, within(0.01));
        assertThat(a.effect().interval().contains(0.1)).isTrue();
        assertThat(a.slope().value()).isCloseTo(1, within(0.2));
        assertThat(a.deciles()).hasSize(10);
        assertThat(a.deciles().get(0).observed().value())
                .isGreaterThan(a.deciles().get(9).observed().value() + 0.15);
        assertThat(a.verdict()).startsWith("Customers respond differently to 'a', and the scores tell who");
    }

    @Test
    void whereTheyDoNotItIsSaidInsteadOfARanking() {
        UpliftEvaluation.Treatment b = evaluation.treatment("b");

        assertThat(b.tellsApart()).isFalse();
        assertThat(b.verdict())
                .contains("not enough evidence that some customers respond to 'b' more", "Do not follow");
        assertThat(evaluation.toString()).containsOnlyOnce("predicted  observed");
        assertThat(evaluation.cautions()).extracting(Caution::key).containsExactly("no_uplift_order");
    }

    @Test
    void policiesAreWorthWhatTheyAreByAllThreeEstimates() {
        // Nobody: 0.4. Everybody a: 0.5 - 0.05. The best gives a where 0.1 + 0.2 u - 0.05 > 0.03, else b.
        double best = 0.4 + 0.55 * (0.05 + 0.2 * 0.45) + 0.45 * 0.03;

        for (UpliftEvaluation.Policy policy : evaluation.policies()) {
            double truth = switch (policy.name()) {
                case "model" -> best;
                case "nobody" -> 0.4;
                case "everybody: a" -> 0.45;
                case "everybody: b" -> 0.43;
                default -> (0.4 + 0.45 + 0.43) / 3;
            };
            assertThat(policy.ips()).as(policy.name()).isCloseTo(truth, within(0.05));
            assertThat(policy.selfNormalised()).as(policy.name()).isCloseTo(truth, within(0.03));
            assertThat(policy.doublyRobust().value()).as(policy.name()).isCloseTo(truth, within(0.03));
        }
        assertThat(evaluation.gain().isPositive()).isTrue();
        assertThat(evaluation.policy("model").shares().get("none")).isLessThan(0.1);
    }

    @Test
    void itIsWrittenAndReadBack() {
        assertThat(UpliftEvaluation.fromJson(evaluation.toJson())).isEqualTo(evaluation);
    }

    @Test
    void effectsOfOtherRowsAreRefused() {
        UpliftEffects effects = UpliftModel.builder()
                .train(experiment)
                .effects(experiment.features().select(1, 2));

        assertThatThrownBy(() -> UpliftEvaluation.of(experiment, effects, OfferTerms.free()))
                .hasMessageContaining("effects of 2 rows");
        assertThatThrownBy(() -> UpliftEvaluation.of(
                        experiment,
                        UpliftModel.builder().train(experiment).effects(experiment.features()),
                        OfferTerms.free().costing("c", 1)))
                .hasMessageContaining("a cost is given of 'c'");
        assertThatThrownBy(() -> OfferTerms.outcomeWorth(0)).hasMessageContaining("positive, was 0");
        assertThatThrownBy(() -> OfferTerms.free().costing("a", -1)).hasMessageContaining("zero or more, was -1");
    }
}
