package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnsembleDistributionTest {

    /** Three linear networks whose raw outputs are their biases, drawn at random. */
    private static ValueDistribution random(Loss loss, long seed) {
        return new EnsembleDistribution(12, networks(loss, seed), 37.5, Targets.value(), new double[] {1});
    }

    private static List<Predictions> networks(Loss loss, long seed) {
        Random random = new Random(seed);
        List<Predictions> networks = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            NetworkSpec spec = NetworkSpec.builder(1).build(loss);
            double[] parameters = new double[spec.parameterCount()];
            Arrays.setAll(parameters, i -> 1.5 * random.nextGaussian());
            networks.add(Network.of(spec, parameters).predict(new double[][] {{0}}));
        }
        return networks;
    }

    static List<ValueDistribution> distributions() {
        return IntStream.range(0, 20)
                .mapToObj(seed -> random(ZeroInflatedLognormal.of(), seed))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void theProbabilityOfMoreThanAQuantileIsWhatTheQuantileLeaves(ValueDistribution distribution) {
        for (int i = 1; i < 200; i++) {
            double q = i / 200.0;
            double above = distribution.probabilityAbove(distribution.quantile(q));

            assertThat(above).as("q = %s", q).isLessThanOrEqualTo(1 - q);
            if (distribution.quantile(q) > 0 && 1 - q <= distribution.probabilityAbove(0)) {
                assertThat(above).as("q = %s", q).isCloseTo(1 - q, within(1e-9));
            }
        }
    }

    @Test
    void quantilesAndTheProbabilityOfAPositiveValueAreMeansOverNetworksInCurrency() {
        for (long seed = 0; seed < 20; seed++) {
            List<Predictions> networks = networks(ZeroInflatedLognormal.of(), seed);
            ValueDistribution together =
                    new EnsembleDistribution(12, networks, 37.5, Targets.value(), new double[] {1});

            assertThat(together.probabilityAbove(0))
                    .isCloseTo(
                            networks.stream()
                                    .mapToDouble(network -> network.probabilityPositive(0))
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
            for (double q : new double[] {0.2, 0.5, 0.9}) {
                double mean = networks.stream()
                        .mapToDouble(network -> 37.5 * network.quantile(0, q))
                        .average()
                        .orElseThrow();
                assertThat(together.quantile(q)).isCloseTo(mean, within(1e-12 * (1 + mean)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void moreIsNeverMoreLikely(ValueDistribution distribution) {
        assertThat(distribution.probabilityAbove(-1e-300)).isEqualTo(1);
        assertThat(distribution.probabilityAbove(Double.NEGATIVE_INFINITY)).isEqualTo(1);
        double last = distribution.probabilityAbove(0);
        assertThat(last).isBetween(0.0, 1.0);
        for (double amount = Double.MIN_VALUE; amount < 1e12; amount *= 1.7) {
            double next = distribution.probabilityAbove(amount);
            assertThat(next).as("more than %s", amount).isBetween(0.0, last);
            last = next;
        }
        assertThat(distribution.probabilityAbove(Double.POSITIVE_INFINITY)).isLessThan(1e-15);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void samplesFollowTheProbabilities(ValueDistribution distribution) {
        int count = 4_000;
        double[] samples = distribution.samples(count, 5);

        assertThat(distribution.samples(count, 5)).isEqualTo(samples);
        assertThat(distribution.samples(3, 6)).isNotEqualTo(distribution.samples(3, 7));
        for (double q : new double[] {0.3, 0.6, 0.9, 0.99}) {
            double amount = distribution.quantile(q);
            if (amount > 0) {
                long most = Arrays.stream(samples).filter(s -> s <= amount).count();
                // Four standard deviations of a share.
                assertThat(most / (double) count).isCloseTo(q, within(4 * Math.sqrt(q * (1 - q) / count)));
            }
        }
    }

    /** The raw outputs of two networks: ln 2 and ln 4 orders, log odds 0 and ln 3. */
    @Test
    void whatOtherTargetsExpectIsTheMeanOverTheNetworksInTheirOwnUnit() {
        Loss loss = Heads.of(SquaredError.of()).and(7, Poisson.of()).and(0.1, BinaryCrossEntropy.of());
        List<Predictions> networks = new ArrayList<>();
        for (double[] raw : new double[][] {{5, Math.log(2), 0}, {6, Math.log(4), Math.log(3)}}) {
            networks.add(Predictions.of(loss, new DMatrixRMaj(1, 3, true, raw)));
        }
        ValueDistribution distribution = new EnsembleDistribution(
                12, networks, 37.5, Targets.of(Target.value(), Target.orders(), Target.active()), new double[] {
                    3, 1.5, 1.2
                });
        ValueDistribution sure = new EnsembleDistribution(
                12, networks, 1, Targets.of(Target.value(), Target.orders(), Target.active()), new double[] {1, 1, 2});

        assertThat(distribution.expected("value")).isEqualTo(12);
        assertThat(distribution.expected("orders")).isCloseTo(1.5 * 3, within(1e-12));
        assertThat(distribution.expected("active")).isCloseTo(1.2 * 0.625, within(1e-12));
        assertThat(sure.expected("active")).as("a share").isEqualTo(1);
        assertThatThrownBy(() -> distribution.expected("Orders")).hasMessageContaining("[value, orders, active]");
    }

    @Test
    void ofAPointOnlyTheMeanIsKnown() {
        ValueDistribution point = random(SquaredError.of(), 1);

        assertThat(point.isPoint()).isTrue();
        assertThat(point.mean()).isEqualTo(12);
        assertThat(point.quantile(0.5)).isNaN();
        assertThat(point.probabilityAbove(0)).isNaN();
        assertThat(point.probabilityAbove(-1)).isNaN();
        assertThat(point.samples(2, 1)).containsOnly(Double.NaN);
    }

    @Test
    void whatIsNoQuantileOrNoAmountIsRefused() {
        for (Loss loss : List.of(SquaredError.of(), ZeroInflatedLognormal.of())) {
            ValueDistribution distribution = random(loss, 1);
            for (double q : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
                assertThatThrownBy(() -> distribution.quantile(q)).hasMessageContaining("(0, 1), was " + q);
            }
            assertThatThrownBy(() -> distribution.probabilityAbove(Double.NaN)).hasMessageContaining("was NaN");
        }
    }
}
