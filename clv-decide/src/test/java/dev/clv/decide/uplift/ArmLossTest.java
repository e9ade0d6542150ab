package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.loss.SquaredError;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ArmLossTest {

    @Test
    void onlyTheHeadOfTheRowsArmIsJudged() {
        Loss loss = new ArmLoss(3, SquaredError.of(), 2);
        DMatrixRMaj z = new DMatrixRMaj(2, 3, true, 1, 2, 3, 4, 5, 6);
        DMatrixRMaj y = new DMatrixRMaj(2, 2, true, 0, 1, 10, 2);
        DMatrixRMaj losses = new DMatrixRMaj(2, 1);
        DMatrixRMaj dz = new DMatrixRMaj(2, 3);

        loss.gradient(z, y, losses, dz, new LossMemory());

        assertThat(losses.data).containsExactly(4, 16);
        assertThat(dz.data).containsExactly(0, 4, 0, 0, 0, -8);
        assertThat(loss.mean(z, 1)).isEqualTo(8);
    }

    @Test
    void gradientsOfASharedTrunkAreThoseOfTheLoss() {
        NetworkSpec spec = NetworkSpec.builder(4).dense(5).tanh().build(new ArmLoss(3, BinaryCrossEntropy.of(), 1));

        assertThat(GradientCheck.network(spec, new double[] {1, 0, 0, 1, 1, 2, 0, 2}, 7)
                        .worst())
                .isLessThan(GradientCheck.TOLERANCE);
    }

    @Test
    void eachHeadStartsAtTheBestConstantOfItsRows() {
        double[] start = new ArmLoss(3, SquaredError.of(), 1)
                .initialOutputs(new DMatrixRMaj(3, 2, true, 1, 0, 3, 0, 8, 1), new double[] {1, 1, 1});

        assertThat(start).containsExactly(2, 8, 4);
    }

    @Test
    void anArmThatDoesNotExistIsRefused() {
        Loss loss = new ArmLoss(2, BinaryCrossEntropy.of(), 1);

        assertThat(loss.allows(new double[] {1, 2})).isFalse();
        assertThat(loss.allows(new double[] {1, 0.5})).isFalse();
        assertThat(loss.allows(new double[] {2, 1})).isFalse();
        assertThat(loss.allows(new double[] {0, 1})).isTrue();
        assertThat(loss.labelRule()).contains("an arm, a whole number from 0 to 1");
    }
}
