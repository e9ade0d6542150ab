package dev.clv.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.gradient.GradientExplainer;
import dev.clv.explain.gradient.RescaleExplainer;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RichExplainerChecksTest {

    private static Stream<DynamicTest> checks(BiFunction<RichPredictor, Background, Explainer<Attribution>> factory) {
        return RichExplainerChecks.of(factory).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
    }

    private static BiFunction<PredictFunction, Background, Explainer<Attribution>> shapley(ShapleyMethod method) {
        return (predictor, background) -> ShapleyExplainer.builder(predictor, background)
                .method(method)
                .effort(Effort.budget(2_000))
                .build();
    }

    @TestFactory
    Stream<DynamicTest> integralsByPiecesKeepTheirPromises() {
        return checks((predictor, background) ->
                GradientExplainer.builder(predictor, background).build());
    }

    @TestFactory
    Stream<DynamicTest> integralsByGaussNodesKeepTheirPromises() {
        return checks((predictor, background) ->
                GradientExplainer.builder(predictor, background).gauss(5).build());
    }

    @TestFactory
    Stream<DynamicTest> integralsByRandomNodesKeepTheirPromises() {
        return checks((predictor, background) -> GradientExplainer.builder(predictor, background)
                .stratified(2, 42)
                .build());
    }

    @TestFactory
    Stream<DynamicTest> theRescaleRuleKeepsItsPromises() {
        return checks(RescaleExplainer::of);
    }

    @TestFactory
    Stream<DynamicTest> exactValuesByStatesKeepTheirPromises() {
        return checks(shapley(ShapleyMethod.EXACT)::apply);
    }

    @TestFactory
    Stream<DynamicTest> walksByStatesKeepTheirPromises() {
        return checks(shapley(ShapleyMethod.WALKS)::apply);
    }

    @TestFactory
    Stream<DynamicTest> statesAndRowsLeadToTheSameValues() {
        return Stream.of(ShapleyMethod.values())
                .map(method -> DynamicTest.dynamicTest(
                        method.name(),
                        RichExplainerChecks.ofShapley(shapley(method)).body()::run));
    }

    @Test
    void anExplainerThatIsWrongByStatesOnlyIsCaught() {
        BiFunction<PredictFunction, Background, Explainer<Attribution>> wrong = (predictor, background) -> {
            Explainer<Attribution> right = shapley(ShapleyMethod.EXACT).apply(predictor, background);
            Explainer<Attribution> gradients =
                    predictor instanceof RichPredictor rich ? RescaleExplainer.of(rich, background) : right;
            return gradients;
        };
        assertThatThrownBy(() -> RichExplainerChecks.ofShapley(wrong).body().run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("column");
    }

    @Test
    void checksBearDifferentNames() {
        assertThat(RichExplainerChecks.of(RescaleExplainer::of))
                .extracting(ExplainerCheck::name)
                .doesNotHaveDuplicates();
    }
}
