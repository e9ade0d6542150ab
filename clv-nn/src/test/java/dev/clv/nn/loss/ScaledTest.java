package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.check.LossChecks;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScaledTest {

    @Test
    void keepsTheContractOfLosses() {
        double[] labels = {0, 1, 2.5};
        assertThat(LossChecks.check(Scaled.of(SquaredError.of(), 250), labels, 1)
                        .checked())
                .isEqualTo(2 * 20);
        assertThat(LossChecks.check(Scaled.of(ZeroInflatedLognormal.of(), 1e-3), labels, 2)
                        .checked())
                .isEqualTo(2 * 20 * 3);
    }

    @Test
    @DisplayName("labels in cents with the unit 100 give the weights of labels in euros, and means in cents")
    void theUnitOfMoneyChangesNothing() {
        double[][] x = {{1}, {2}, {3}, {4}};
        double[] euros = {1, 3, 2, 8};
        double[] cents = Arrays.stream(euros).map(y -> 100 * y).toArray();
        TrainingResult inEuros =
                Trainer.builder(spec(SquaredError.of())).build().train(TrainingData.of(x, euros));
        TrainingData data = TrainingData.of(x, cents);
        TrainingResult inCents =
                Trainer.builder(spec(Scaled.of(SquaredError.of(), 100))).build().train(data, data);
        assertThat(inCents.network().parameterArray())
                .isEqualTo(inEuros.network().parameterArray());
        double[] means = inEuros.network().predict(x).means();
        assertThat(inCents.network().predict(x).means())
                .containsExactly(Arrays.stream(means).map(m -> 100 * m).toArray());
        assertThat(data.typicalLabel()).isEqualTo(200);
        assertThat(TrainingData.of(x, new double[4]).typicalLabel()).isEqualTo(1);
    }

    private static NetworkSpec spec(Loss loss) {
        return NetworkSpec.builder(1).dense(3).tanh().build(loss);
    }

    @Test
    void eachHeadHasItsOwnUnit() {
        NetworkSpec spec = spec(Heads.of(Scaled.of(SquaredError.of(), 50)).and(1, BinaryCrossEntropy.of()));
        DMatrixRMaj y = new DMatrixRMaj(new double[][] {{100, 0}, {150, 1}});
        Network network = Trainer.builder(spec)
                .epochs(2000)
                .build()
                .train(TrainingData.of(new DMatrixRMaj(new double[][] {{0}, {1}}), y))
                .network();
        Network rebuilt = Network.of(Vocabulary.standard().network(spec.describe()), network.parameters());
        Predictions p = rebuilt.predict(new double[][] {{0}, {1}});
        assertThat(p.means()).containsExactly(new double[] {100, 150}, within(2.0));
        assertThat(p.head(1).mean(1)).isBetween(0.6, 1.0);
    }

    @Test
    void refusesByNameInTheCallersUnits() {
        assertThatThrownBy(() -> Scaled.of(SquaredError.of(), 0))
                .hasMessage("unit of scaled labels must be positive and finite, was 0.0");
        TrainingData data = TrainingData.of(new double[][] {{1}}, new double[] {-300});
        assertThatThrownBy(() -> Trainer.builder(spec(Scaled.of(ZeroInflatedLognormal.of(), 100)))
                        .build()
                        .train(data))
                .hasMessageStartingWith(
                        "label of row 0 of training data is -300.0; labels of loss 'zero_inflated_lognormal' must be");
    }
}
