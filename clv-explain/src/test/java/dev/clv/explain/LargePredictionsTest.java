package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.dependence.AccumulatedLocalEffects;
import dev.clv.explain.dependence.PartialDependence;
import dev.clv.explain.lime.LimeExplainer;
import dev.clv.explain.lime.LimeExplanation;
import dev.clv.explain.permutation.PermutationImportance;
import dev.clv.explain.shapley.InteractionIndex;
import dev.clv.explain.shapley.ShapleyExplainer;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions near the end of the range of doubles: explained with finite numbers, or refused by the one reason. */
class LargePredictionsTest {

    private static final double[] ROW = {0.5, -0.25};

    private static double[][] rows() {
        Random random = new Random(5);
        double[][] rows = new double[40][2];
        for (double[] row : rows) {
            row[0] = 2 * random.nextDouble() - 1;
            row[1] = 2 * random.nextDouble() - 1;
        }
        return rows;
    }

    private static PredictFunction scaled(double size) {
        return rows -> {
            double[] predicted = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                predicted[i] = size * rows[i][0];
            }
            return predicted;
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e160, 1e200, 1.7e308})
    void predictionsThatCannotBeSquaredAreRefusedByEveryExplainer(double size) {
        PredictFunction predictor = scaled(size);
        Background background = Background.of(rows());
        List<ThrowingCallable> explainers = List.of(
                () -> LimeExplainer.builder(predictor, background).build().explain(ROW),
                () -> ShapleyExplainer.builder(predictor, background).build().explain(ROW),
                () -> ShapleyExplainer.builder(predictor, background)
                        .build()
                        .interactions(InteractionIndex.SHAPLEY)
                        .explain(ROW),
                () -> PermutationImportance.builder(predictor).build().of(rows(), new double[40]),
                () -> PartialDependence.of(predictor, background).curve(0, 5),
                () -> AccumulatedLocalEffects.of(predictor, background, 0, 5));
        for (ThrowingCallable explainer : explainers) {
            assertThatThrownBy(explainer)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must not be larger than 1.0E150: scale them");
        }
    }

    @Test
    void theLargestAreExplainedWithFiniteNumbers() {
        LimeExplanation lime = LimeExplainer.builder(scaled(1e149), Background.of(rows()))
                .build()
                .explain(ROW);

        assertThat(lime.r2()).isFinite();
        assertThat(lime.coefficients())
                .allMatch(coefficient ->
                        Double.isFinite(coefficient.value()) && Double.isFinite(coefficient.standardError()));
    }
}
