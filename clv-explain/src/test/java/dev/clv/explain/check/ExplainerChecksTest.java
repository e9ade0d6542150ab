package dev.clv.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Contribution;
import dev.clv.explain.Effort;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExplainerChecksTest {

    private static BiFunction<PredictFunction, Background, Explainer<Attribution>> shapley(
            UnaryOperator<ShapleyExplainer.Builder> settings) {
        return (predictor, background) ->
                settings.apply(ShapleyExplainer.builder(predictor, background)).build();
    }

    private static Stream<DynamicTest> checks(BiFunction<PredictFunction, Background, Explainer<Attribution>> factory) {
        return ExplainerChecks.of(factory).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
    }

    @TestFactory
    Stream<DynamicTest> exactValuesKeepTheirPromises() {
        return checks(shapley(b -> b.method(ShapleyMethod.EXACT)));
    }

    @TestFactory
    Stream<DynamicTest> walksKeepTheirPromises() {
        return checks(shapley(b -> b.method(ShapleyMethod.WALKS)));
    }

    @TestFactory
    Stream<DynamicTest> shortWalksKeepTheirPromises() {
        return checks(shapley(b -> b.method(ShapleyMethod.WALKS).effort(Effort.budget(800))));
    }

    @TestFactory
    Stream<DynamicTest> walksToATargetErrorKeepTheirPromises() {
        return checks(shapley(
                b -> b.method(ShapleyMethod.WALKS).effort(Effort.standard().targetError(0.02))));
    }

    @TestFactory
    Stream<DynamicTest> kernelShapKeepsItsPromises() {
        return checks(shapley(b -> b.method(ShapleyMethod.KERNEL)));
    }

    @TestFactory
    Stream<DynamicTest> shortKernelShapKeepsItsPromises() {
        return checks(shapley(b -> b.method(ShapleyMethod.KERNEL).effort(Effort.budget(600))));
    }

    @TestFactory
    Stream<DynamicTest> kernelShapToATargetErrorKeepsItsPromises() {
        return checks(shapley(
                b -> b.method(ShapleyMethod.KERNEL).effort(Effort.standard().targetError(0.02))));
    }

    @Test
    void anExplainerThatMovesContributionsAroundIsCaught() {
        BiFunction<PredictFunction, Background, Explainer<Attribution>> wrong = (predictor, background) -> {
            Explainer<Attribution> right =
                    ShapleyExplainer.builder(predictor, background).build();
            return row -> {
                Attribution a = right.explain(row);
                Attribution.Builder moved = Attribution.builder(a.baseValue(), a.prediction());
                double mean = (a.prediction() - a.baseValue()) / a.features().size();
                for (Contribution c : a.features()) {
                    moved.feature(c.name(), mean, 0);
                }
                return moved.build();
            };
        };
        assertThatThrownBy(() -> ExplainerChecks.run(wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the ignored feature's value must be 0.0");
    }

    /** The names of the checks that fail. */
    private static List<String> failing(BiFunction<PredictFunction, Background, Explainer<Attribution>> factory) {
        List<String> failing = new ArrayList<>();
        for (ExplainerCheck check : ExplainerChecks.of(factory)) {
            try {
                check.body().run();
            } catch (AssertionError e) {
                failing.add(check.name());
            }
        }
        return failing;
    }

    private static BiFunction<PredictFunction, Background, Explainer<Attribution>> then(
            BiFunction<Explainer<Attribution>, double[], Attribution> wrong) {
        return (predictor, background) -> {
            Explainer<Attribution> right =
                    ShapleyExplainer.builder(predictor, background).build();
            return row -> wrong.apply(right, row);
        };
    }

    @Test
    void anExplainerThatModifiesTheRowFailsTheCheckOfThatName() {
        assertThat(failing(then((right, row) -> {
                    Attribution attribution = right.explain(row);
                    row[1] = 0;
                    return attribution;
                })))
                .containsExactly("leaves rows as they are");
    }

    @Test
    void anExplainerThatTakesShorterRowsFailsTheCheckOfThatName() {
        assertThat(failing(then((right, row) -> right.explain(row.length < 5 ? Arrays.copyOf(row, 5) : row))))
                .containsExactly("refuses a row of another width");
    }

    @Test
    void anExplainerThatCountsItsCallsFailsTheChecksOfRepetitionOnly() {
        AtomicLong calls = new AtomicLong();
        assertThat(failing(then((right, row) -> {
                    Attribution a = right.explain(row);
                    return new Attribution(
                            a.baseValue(),
                            a.prediction(),
                            a.link(),
                            a.features(),
                            a.groups(),
                            a.method(),
                            calls.incrementAndGet());
                })))
                .containsExactly(
                        "says the same whenever and with whatever rows it is asked", "says the same on eight threads");
    }

    @Test
    void anExplainerThatIgnoresWeightsIsCaught() {
        assertThat(failing((predictor, background) -> {
                    double[][] rows = new double[background.size()][background.columns()];
                    for (int b = 0; b < rows.length; b++) {
                        background.copyRow(b, rows[b]);
                    }
                    return ShapleyExplainer.builder(predictor, Background.of(rows))
                            .build();
                }))
                .contains("starts at the background's weighted mean");
    }

    @Test
    void checksBearDifferentNames() {
        assertThat(ExplainerChecks.of(shapley(b -> b)))
                .extracting(ExplainerCheck::name)
                .doesNotHaveDuplicates();
    }
}
