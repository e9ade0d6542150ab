package dev.clv.examples.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LayerChecks;
import dev.clv.nn.check.LossChecks;
import dev.clv.nn.check.OptimizerChecks;
import dev.clv.nn.check.ScheduleChecks;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class OwnPartsTest {

    /** The words of the own parts, so that a saved network can be rebuilt. */
    private static final Vocabulary WORDS = Vocabulary.standard()
            .withLayer("swish", description -> new Swish(description.whole("width")))
            .withLayer("gate", description -> new Gate(description.whole("width")))
            .withLoss("log_cosh", description -> new LogCosh())
            .withLoss("gaussian", description -> new Gaussian());

    @Test
    void swishKeepsTheContractOfLayers() {
        GradientCheck check = LayerChecks.check(new Swish(7), 1, WORDS);
        assertThat(check.checked()).isEqualTo(2 * 5 * 7);
    }

    @Test
    void gateKeepsTheContractOfLayers() {
        GradientCheck check = LayerChecks.check(new Gate(7), 1, WORDS);
        assertThat(check.checked()).isEqualTo(2 * (5 * 7 + 7 * 7));
    }

    @Test
    void gaussianKeepsTheContractOfLosses() {
        GradientCheck check = LossChecks.check(new Gaussian(), new double[] {-3, 0, 0.5, 100}, 1, WORDS);
        assertThat(check.checked()).isPositive();
    }

    @Test
    void aGatedNetworkLearnsMeanAndSpread() {
        double[][] x = new double[400][1];
        double[] y = new double[400];
        SplitMix random = new SplitMix(7);
        for (int i = 0; i < 400; i++) {
            x[i][0] = i / 200.0 - 1;
            // Uniform noise of standard deviation 0.1 on the left and 0.4 on the right.
            y[i] = 2 * x[i][0] + random.nextSymmetric(Math.sqrt(3) * (x[i][0] < 0 ? 0.1 : 0.4));
        }
        NetworkSpec spec = NetworkSpec.builder(1)
                .dense(16)
                .layer(Gate::new)
                .dense(8)
                .relu()
                .build(new Gaussian());
        Predictions learned = Trainer.builder(spec)
                .batchSize(50)
                .epochs(200)
                .seed(1)
                .build()
                .train(TrainingData.of(x, y))
                .network()
                .predict(new double[][] {{-0.5}, {0.5}});
        assertThat(learned.mean(0)).isCloseTo(-1, within(0.1));
        assertThat(learned.mean(1)).isCloseTo(1, within(0.15));
        assertThat(Math.exp(learned.raw(0)[1])).isBetween(0.05, 0.2);
        assertThat(Math.exp(learned.raw(1)[1])).isBetween(0.25, 0.6);
    }

    @Test
    void logCoshKeepsTheContractOfLosses() {
        GradientCheck check = LossChecks.check(new LogCosh(), new double[] {-3, 0, 0.5, 1e4}, 1, WORDS);
        assertThat(check.checked()).isEqualTo(2 * 20);
    }

    @Test
    void lionStepsBySignAndRemembers() {
        // By hand: the means of the steps are 0.1 g and 0.9 * 0.01 g1 + 0.1 g2.
        Lion lion = new Lion(0.5);
        ParameterShape shape = new ParameterShape("weights", 1, 2, true);
        DMatrixRMaj w = new DMatrixRMaj(1, 2, true, 1, 1);
        NamedMatrices state = lion.newState(shape);
        lion.update(shape, w, new DMatrixRMaj(1, 2, true, 3, -1), state, 1, 0.5);
        assertThat(w.data).containsExactly(0.5, 1.5);
        lion.update(shape, w, new DMatrixRMaj(1, 2, true, -0.1, 0), state, 2, 0.5);
        assertThat(w.data).containsExactly(0, 2);
        assertThat(state.get("mean").data).containsExactly(new double[] {0.99 * 0.03 - 0.001, -0.0099}, within(1e-15));
    }

    @Test
    void lionKeepsTheContractOfOptimizers() {
        OptimizerChecks.check(new Lion(0.003), 1, description -> new Lion(description.number("learning_rate")));
    }

    @Test
    void linearDecayKeepsTheContractOfSchedules() {
        ScheduleChecks.check(new LinearDecay(0.1), 1, description -> new LinearDecay(description.number("last")));
    }

    @Test
    void linearDecayEndsAtItsLastFactor() {
        LinearDecay decay = new LinearDecay(0.1);
        assertThat(decay.factor(0, 100, new double[0], 0)).isEqualTo(1);
        assertThat(decay.factor(50, 100, new double[0], 0)).isCloseTo(0.55, within(1e-15));
        assertThat(decay.factor(100, 100, new double[0], 0)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void theOwnPartsTrainTogetherAndAreRebuiltFromPlainData() {
        double[][] x = new double[64][1];
        double[] y = new double[64];
        for (int i = 0; i < 64; i++) {
            x[i][0] = i / 16.0 - 2;
            y[i] = x[i][0] * x[i][0];
        }
        NetworkSpec spec = NetworkSpec.builder(1).dense(16).layer(Swish::new).build(new LogCosh());
        Network network = Trainer.builder(spec)
                .optimizer(new Lion(3e-3))
                .schedule(new LinearDecay(0.01))
                .batchSize(16)
                .epochs(300)
                .seed(1)
                .build()
                .train(TrainingData.of(x, y))
                .network();
        double[] means = network.predict(x).means();
        double worst = 0;
        for (int i = 0; i < 64; i++) {
            worst = Math.max(worst, Math.abs(means[i] - y[i]));
        }
        assertThat(worst).isLessThan(0.25);

        Network rebuilt = Network.of(WORDS.network(spec.describe()), network.parameters());
        assertThat(Arrays.equals(rebuilt.predict(x).means(), means)).isTrue();
    }
}
