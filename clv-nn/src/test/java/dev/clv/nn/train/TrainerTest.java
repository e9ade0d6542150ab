package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.kernel.SplitMix;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Adam;
import org.junit.jupiter.api.Test;

class TrainerTest {

    @Test
    void fitsASine() {
        int n = 256;
        double[][] x = new double[n][1];
        double[] y = new double[n];
        SplitMix random = new SplitMix(1);
        for (int i = 0; i < n; i++) {
            x[i][0] = random.nextSymmetric(3);
            y[i] = StrictMath.sin(x[i][0]);
        }
        NetworkSpec spec =
                NetworkSpec.builder(1).dense(32).tanh().dense(16).tanh().build(SquaredError.of());

        TrainingResult result = Trainer.builder(spec)
                .optimizer(Adam.of(5e-3))
                .batchSize(32)
                .epochs(200)
                .build()
                .train(TrainingData.of(x, y));

        assertThat(result.epochs().get(199).trainLoss()).isLessThan(1e-3);
        assertThat(result.network().predict(new double[][] {{1.0}}).mean(0)).isBetween(0.8, 0.88);
    }
}
