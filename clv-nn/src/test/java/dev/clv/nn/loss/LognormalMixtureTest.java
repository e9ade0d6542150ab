package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LognormalMixtureTest {

    private static final double[] THREE = {.4, .2, -.3, .5, 1, 2.5, -.4, .1, -.2, .6};

    /** Origin: scipy 1.17, norm.pdf and norm.cdf, brentq. */
    @Test
    void matchesValuesOfAnotherLibrary() {
        Row row = new Row(LognormalMixture.of(3), THREE);

        assertThat(row.value(7.5)).isCloseTo(4.233067624715504, withPercentage(1e-10));
        assertThat(row.mean()).isCloseTo(2.8295082250627552, withPercentage(1e-10));
        assertThat(row.quantile(.3)).isZero();
        assertThat(row.quantile(.5)).isCloseTo(0.45567783407380325, withPercentage(1e-10));
        assertThat(row.quantile(.95)).isCloseTo(14.540064144679059, withPercentage(1e-10));
    }

    @Test
    void isAZeroInflatedLognormalWithOneComponent() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double z0 = random.nextDouble(-3, 3);
            double mu = random.nextDouble(-3, 5);
            double z2 = random.nextDouble(-4, 4);
            double y = i % 3 == 0 ? 0 : Math.exp(random.nextDouble(-3, 5));
            Row one = new Row(LognormalMixture.of(1), z0, random.nextDouble(-2, 2), mu, z2);
            Row lognormal = new Row(ZeroInflatedLognormal.of(), z0, mu, z2);

            assertThat(one.value(y)).isCloseTo(lognormal.value(y), withPercentage(1e-11));
            assertThat(one.mean()).isCloseTo(lognormal.mean(), withPercentage(1e-11));
            assertThat(one.quantile(0.9)).isCloseTo(lognormal.quantile(0.9), withPercentage(1e-11));
            assertThat(one.gradient(y).dz.data[1]).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    @DisplayName("gradients are right where components overlap, where one is far away, and beyond the bends of sigma")
    void hasTheRightGradients() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            double[] z = random.doubles(1 + 3 * 4, -3, 3).toArray();
            double y = i % 4 == 0 ? 0 : Math.exp(random.nextDouble(-3, 5));
            Row row = new Row(LognormalMixture.of(4), z).gradient(y);
            GradientCheck.of("loss", () -> row.value(y), row.z, row.dz).orFail();
            row.meanGradient();
            GradientCheck.of("mean", row::mean, row.z, row.dz).orFail();
        }
    }

    @Test
    void quantilesRiseAndTheirMeanIsTheMean() {
        Row row = new Row(LognormalMixture.of(3), THREE);
        int count = 20_000;
        double sum = 0;
        double before = 0;
        for (int i = 0; i < count; i++) {
            double quantile = row.quantile((i + 0.5) / count);
            assertThat(quantile).isGreaterThanOrEqualTo(before);
            before = quantile;
            sum += quantile;
        }
        assertThat(sum / count).isCloseTo(row.mean(), withPercentage(0.5));
    }

    @Test
    void neitherLossNorGradientNorPredictionExplodes() {
        for (double z : new double[] {-1e4, -50, 0, 50, 1e4}) {
            Row row = new Row(LognormalMixture.of(2), 1e4, z, -z, z, -z, z, -z);
            assertThat(row.gradient(1e-300).loss()).isFinite();
            assertThat(row.gradient(1e300).loss()).isFinite();
            for (double derivative : row.dz.data) {
                assertThat(derivative).isFinite();
            }
            assertThat(row.mean()).isBetween(0.0, Math.exp(80.0001));
            assertThat(row.quantile(0.999)).isBetween(0.0, Math.exp(80.0001));
        }
    }

    @Test
    void theCapBoundsMeanAndQuantile() {
        Row capped = new Row(LognormalMixture.of(2).withLogCap(5), 20, 0, 0, 9, 8, 1, 1);
        assertThat(capped.mean()).isCloseTo(Math.exp(5), within(1e-6));
        assertThat(capped.quantile(0.9)).isCloseTo(Math.exp(5), within(1e-10));
    }

    @Test
    void startsWithTheMeanAndTheVarianceOfTheLogs() {
        DMatrixRMaj y = new DMatrixRMaj(new double[] {0, 0, Math.exp(1), Math.exp(5), Math.exp(3)});
        double[] start = LognormalMixture.of(3).initialOutputs(y, new double[] {1, 1, 1, 1, 1});
        double between = 0;
        double mean = 0;
        for (int k = 0; k < 3; k++) {
            mean += start[4 + k] / 3;
        }
        for (int k = 0; k < 3; k++) {
            between += (start[4 + k] - mean) * (start[4 + k] - mean) / 3;
        }
        double sigma = Math.log1p(Math.exp(start[7]));
        assertThat(mean).isCloseTo(3, within(1e-12));
        assertThat(between + sigma * sigma).isCloseTo(8 / 3.0, within(1e-12));
    }

    @Test
    @DisplayName("finds two kinds of orders that one lognormal cannot describe")
    void findsTwoKindsOfOrders() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] inputs = new double[2_000][1];
        double[][] labels = new double[2_000][1];
        for (int i = 0; i < inputs.length; i++) {
            double noise = 0.1 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
            labels[i][0] = i % 5 == 0 ? 0 : Math.exp((i % 2 == 0 ? 2 : 6) + noise);
        }
        Network network = Trainer.builder(NetworkSpec.builder(1).build(LognormalMixture.of(2)))
                .optimizer(Adam.of(0.05))
                .epochs(60)
                .seed(1)
                .build()
                .train(TrainingData.of(inputs, labels))
                .network();
        Predictions one = network.predict(new double[][] {{0}});

        // Zeros are 1 of 5; of the others half lies around e^2 and half around e^6, and nothing between.
        assertThat(one.probabilityPositive(0)).isCloseTo(0.8, within(0.01));
        assertThat(one.quantile(0, 0.4)).isCloseTo(Math.exp(2), withPercentage(15));
        assertThat(one.quantile(0, 0.8)).isCloseTo(Math.exp(6), withPercentage(15));
        assertThat(one.mean(0)).isCloseTo(0.4 * (Math.exp(2) + Math.exp(6)), withPercentage(5));
    }

    @Test
    void refusesNumbersOfComponentsThatMakeNoMixture() {
        assertThatThrownBy(() -> LognormalMixture.of(0))
                .hasMessage("components of lognormal_mixture must be from 1 to 20, was 0");
        assertThatThrownBy(() -> LognormalMixture.of(2).withLogCap(Double.NaN)).hasMessageContaining("log cap");
    }
}
