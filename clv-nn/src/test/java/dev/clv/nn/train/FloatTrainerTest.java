package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adafactor;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Schedule;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FloatTrainerTest {

    private static NetworkSpec spec(Loss loss) {
        return NetworkSpec.builder(5)
                .dense(24)
                .relu()
                .dropout(0.1)
                .dense(12)
                .relu()
                .skip(1, 0, 0.3)
                .build(loss);
    }

    private static TrainingData data(int n, long seed) {
        SplitMix random = new SplitMix(seed);
        DMatrixRMaj x = new DMatrixRMaj(n, 5);
        double[] y = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 5; j++) {
                x.set(i, j, random.nextSymmetric(1));
            }
            y[i] = random.nextDouble() < 0.3 ? 0 : 2 + x.get(i, 0) + x.get(i, 1) * x.get(i, 2);
            weights[i] = 0.5 + random.nextDouble();
        }
        return TrainingData.of(x, y).withWeights(weights);
    }

    private static Trainer.Builder trainer(NetworkSpec spec, Precision precision) {
        return Trainer.builder(spec)
                .optimizer(Adam.of(2e-3).withWeightDecay(0.01))
                .schedule(Schedule.cosine(0.1))
                .batchSize(100)
                .epochs(15)
                .seed(7)
                .l2(1e-3)
                .precision(precision)
                .kernels(FloatKernels.best());
    }

    @Test
    void everyEpochsLossFollowsTheOneInDouble() {
        for (Loss loss : List.of(SquaredError.of(), ZeroInflatedLognormal.of())) {
            TrainingData train = data(950, 1);
            TrainingData validation = data(333, 2);
            List<Epoch> inDouble = trainer(spec(loss), Precision.DOUBLE)
                    .build()
                    .train(train, validation)
                    .epochs();
            List<Epoch> inFloat = trainer(spec(loss), Precision.FLOAT)
                    .build()
                    .train(train, validation)
                    .epochs();
            assertThat(inFloat).hasSameSizeAs(inDouble);
            for (int e = 0; e < inDouble.size(); e++) {
                double expected = inDouble.get(e).trainLoss();
                assertThat(inFloat.get(e).trainLoss())
                        .as("%s epoch %d", loss.describe(), e + 1)
                        .isNotEqualTo(expected)
                        .isCloseTo(expected, within(1e-4 * expected));
                double expectedValidation = inDouble.get(e).validationLoss();
                assertThat(inFloat.get(e).validationLoss())
                        .isCloseTo(expectedValidation, within(1e-4 * expectedValidation));
            }
        }
    }

    @Test
    void everyNumberOfThreadsGivesTheSameBits() {
        double[] one = weights(1);
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(weights(threads)).as("%d threads", threads).containsExactly(one);
        }
    }

    private static double[] weights(int threads) {
        return trainer(spec(SquaredError.of()), Precision.FLOAT)
                .clipNorm(0.5)
                .l1(1e-4)
                .maxNorm(1.5)
                .batchSize(400)
                .epochs(4)
                .threads(threads)
                .build()
                .train(data(1000, 3))
                .network()
                .parameterArray();
    }

    @Test
    void whatHasNoFloatFormTrainsInDouble() {
        double[] expected = adafactor(Precision.DOUBLE);
        assertThat(adafactor(Precision.FLOAT)).containsExactly(expected);
    }

    private static double[] adafactor(Precision precision) {
        return trainer(spec(SquaredError.of()), precision)
                .optimizer(Adafactor.of())
                .epochs(2)
                .build()
                .train(data(200, 4))
                .network()
                .parameterArray();
    }

    @Test
    void l1AndMaxNormFollowTheOnesInDouble() {
        List<Epoch> inDouble = penalised(Precision.DOUBLE);
        List<Epoch> inFloat = penalised(Precision.FLOAT);
        for (int e = 0; e < inDouble.size(); e++) {
            double expected = inDouble.get(e).trainLoss();
            assertThat(inFloat.get(e).trainLoss()).isNotEqualTo(expected).isCloseTo(expected, within(1e-4 * expected));
        }
    }

    private static List<Epoch> penalised(Precision precision) {
        return trainer(spec(SquaredError.of()), precision)
                .l1(0.01)
                .maxNorm(0.6)
                .build()
                .train(data(400, 6))
                .epochs();
    }

    @Test
    void littleWorkDoesNotWaitForTheCompilerOfVectors() {
        assertThat(FloatKernels.best(1e9)).isEqualTo(FloatKernels.plain());
        assertThat(FloatKernels.best(1e12)).isEqualTo(FloatKernels.best());
        Trainer.Builder chosen = trainer(spec(SquaredError.of()), Precision.FLOAT);
        TrainingData data = data(300, 1);
        double[] plain = chosen.kernels(FloatKernels.plain())
                .build()
                .train(data)
                .network()
                .parameterArray();
        double[] byWork = Trainer.builder(spec(SquaredError.of()))
                .optimizer(Adam.of(2e-3).withWeightDecay(0.01))
                .schedule(Schedule.cosine(0.1))
                .batchSize(100)
                .epochs(15)
                .seed(7)
                .l2(1e-3)
                .precision(Precision.FLOAT)
                .build()
                .train(data)
                .network()
                .parameterArray();
        assertThat(byWork).containsExactly(plain);
    }
}
