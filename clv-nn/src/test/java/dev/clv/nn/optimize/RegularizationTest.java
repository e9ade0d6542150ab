package dev.clv.nn.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegularizationTest {

    private static final NetworkSpec SPEC = NetworkSpec.builder(2).build(SquaredError.of());

    @Test
    void l1AndL2PullWeightsButNotBiases() {
        NamedMatrices gradients = SPEC.matrices(new double[] {1, 1, 1});
        NamedMatrices parameters = SPEC.matrices(new double[] {2, -4, 8});
        Regularization.none().withL1(0.1).withL2(0.5).addTo(gradients, parameters, SPEC.parameterShapes());
        assertThat(gradients.toArray()).containsExactly(new double[] {1 + 0.1 + 1, 1 - 0.1 - 2, 1}, within(1e-15));
    }

    @Test
    @DisplayName("a weight that helps nothing is driven to within a step of zero by L1")
    void l1SilencesAUselessColumn() {
        double[][] x = {{1, 1}, {2, -1}, {3, -1}, {4, 1}};
        double[] w = Trainer.builder(SPEC)
                .optimizer(Sgd.of(0.01))
                .l1(0.2)
                .epochs(3000)
                .build()
                .train(TrainingData.of(x, new double[] {2, 4, 6, 8}))
                .network()
                .parameterArray();
        assertThat(w[1]).isCloseTo(0, within(0.2 * 0.01));
        assertThat(w[0]).isBetween(1.8, 2.0);
    }

    @Test
    void maxNormShortensLongColumnsOnly() {
        NetworkSpec spec = NetworkSpec.builder(2).dense(2).build(SquaredError.of());
        NamedMatrices parameters = spec.matrices(new double[] {3, 0.1, 4, 0.2, 9, 9, 0.5, 0.5, 9});
        Regularization.none().withMaxNorm(1).limit(parameters, spec.parameterShapes(), new double[2]);
        assertThat(parameters.toArray())
                .containsExactly(new double[] {0.6, 0.1, 0.8, 0.2, 9, 9, 0.5, 0.5, 9}, within(1e-15));
    }

    @Test
    void trainedWeightsKeepTheMaxNorm() {
        double[] w = Trainer.builder(SPEC)
                .optimizer(Sgd.of(0.01))
                .maxNorm(0.7)
                .build()
                .train(TrainingData.of(new double[][] {{1, 2}, {2, -1}}, new double[] {30, 60}))
                .network()
                .parameterArray();
        assertThat(Math.hypot(w[0], w[1])).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void impossibleSettingsAreRefusedByName() {
        Trainer.Builder builder = Trainer.builder(SPEC);
        assertThatThrownBy(() -> builder.l1(Double.NaN)).hasMessage("l1 must be finite and not negative, was NaN");
        assertThatThrownBy(() -> builder.maxNorm(0)).hasMessage("max norm must be positive, was 0.0");
    }
}
