package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ConformalRegressorTest {

    private static final FeatureSchema SCHEMA =
            FeatureSchema.of(List.of(Feature.numeric("a", "count", "", "g"), Feature.numeric("b", "count", "", "g")));

    private static final double[][] ROWS = rows();

    private static double[][] rows() {
        Random random = new Random(5);
        return IntStream.range(0, 60)
                .mapToObj(i -> new double[] {random.nextGaussian(), random.nextGaussian()})
                .toArray(double[][]::new);
    }

    private static NetworkEnsemble networks(Loss loss) {
        List<RowKey> keys = IntStream.range(0, ROWS.length)
                .mapToObj(i -> new RowKey("c" + i, Instant.EPOCH))
                .toList();
        Preparation preparation = Preparation.builder().fit(FeatureMatrix.of(SCHEMA, keys, ROWS));
        NetworkSpec spec = NetworkSpec.builder(preparation.width()).build(loss);
        Random random = new Random(3);
        List<Network> networks = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            double[] parameters = new double[spec.parameterCount()];
            Arrays.setAll(parameters, i -> 0.7 * random.nextGaussian());
            networks.add(Network.of(spec, parameters));
        }
        return NetworkEnsemble.of(preparation, networks, 20, 1.1);
    }

    private static LevelMap map(long seed, double power) {
        Random random = new Random(seed);
        double[] levels = random.doubles(500).map(u -> Math.pow(u, power)).toArray();
        double[] weights = new double[500];
        Arrays.fill(weights, 1);
        return LevelMap.fit(levels, weights);
    }

    private static ConformalRegressor conformal(Loss loss) {
        NetworkEnsemble networks = networks(loss);
        double border = Arrays.stream(networks.values(ROWS)).sorted().toArray()[ROWS.length / 2];
        return ConformalRegressor.of(networks, new double[] {border}, List.of(map(1, 0.4), map(2, 2)));
    }

    @Test
    void valuesAndProbabilitiesOfAPurchaseKeepTheirBits() {
        ConformalRegressor conformal = conformal(ZeroInflatedLognormal.of());
        List<ValueDistribution> before = conformal.inner().predict(ROWS);
        List<ValueDistribution> after = conformal.predict(ROWS);

        assertThat(conformal.values(ROWS)).isEqualTo(conformal.inner().values(ROWS));
        for (int i = 0; i < ROWS.length; i++) {
            assertThat(after.get(i).mean()).isEqualTo(before.get(i).mean());
            assertThat(after.get(i).expected("value")).isEqualTo(before.get(i).mean());
            assertThat(after.get(i).probabilityAbove(0)).isEqualTo(before.get(i).probabilityAbove(0));
            assertThat(after.get(i).probabilityAbove(-1)).isEqualTo(1);
        }
    }

    @Test
    void quantilesAndProbabilitiesAreOneDistribution() {
        for (ValueDistribution distribution :
                conformal(ZeroInflatedLognormal.of()).predict(ROWS)) {
            double zero = 1 - distribution.probabilityAbove(0);
            double before = 0;
            for (int i = 1; i < 100; i++) {
                double q = i / 100.0;
                double quantile = distribution.quantile(q);
                assertThat(quantile).isGreaterThanOrEqualTo(before);
                assertThat(quantile == 0 || q > zero)
                        .as("positive beyond the zeros only")
                        .isTrue();
                assertThat(distribution.probabilityAbove(quantile)).isLessThanOrEqualTo(1 - q);
                before = quantile;
            }
            assertThat(distribution.quantile(1 - 1e-16)).isFinite();
            assertThat(distribution.quantile(Double.MIN_VALUE)).isNotNegative();
            assertThat(distribution.probabilityAbove(Double.MAX_VALUE)).isBetween(0.0, 1e-9);
        }
    }

    /** Kills: a map on the scale of all values, or of the other group. */
    @Test
    void theMapOfTheGroupMovesTheLevelsOfPositiveValues() {
        ConformalRegressor conformal = conformal(ZeroInflatedLognormal.of());
        double[] values = conformal.values(ROWS);
        double border = Arrays.stream(values).sorted().toArray()[ROWS.length / 2];
        List<ValueDistribution> before = conformal.inner().predict(ROWS);
        List<ValueDistribution> after = conformal.predict(ROWS);
        for (int i = 0; i < ROWS.length; i++) {
            LevelMap map = values[i] < border ? map(1, 0.4) : map(2, 2);
            double positive = before.get(i).probabilityAbove(0);
            for (double share : new double[] {0.1, 0.5, 0.9}) {
                assertThat(after.get(i).quantile(1 - positive + positive * share))
                        .isCloseTo(
                                before.get(i).quantile(1 - positive + positive * map.level(share)),
                                Percentage.withPercentage(1e-6));
            }
        }
    }

    @Test
    void aPointStaysAPoint() {
        ValueDistribution point = conformal(SquaredError.of()).predict(ROWS).get(0);

        assertThat(point.isPoint()).isTrue();
        assertThat(point.quantile(0.5)).isNaN();
        assertThat(point.probabilityAbove(0)).isNaN();
        assertThat(point.probabilityAbove(10)).isNaN();
    }

    @Test
    void aStoredRegressorPredictsTheSameBits() throws ModelFormatException {
        ConformalRegressor conformal = conformal(ZeroInflatedLognormal.of());
        Section out = Section.root();
        conformal.write(out);

        ValueRegressor read = ValueRegressor.read(out, SCHEMA, Vocabulary.standard());

        List<ValueDistribution> before = conformal.predict(ROWS);
        List<ValueDistribution> after = read.predict(ROWS);
        assertThat(read.values(ROWS)).isEqualTo(conformal.values(ROWS));
        for (int i = 0; i < ROWS.length; i++) {
            for (double q : new double[] {0.02, 0.3, 0.77, 0.99}) {
                assertThat(after.get(i).quantile(q)).isEqualTo(before.get(i).quantile(q));
            }
        }
        assertThat(ValueRegressor.networks(out).word("kind")).isEqualTo("network-ensemble");
    }

    /** Kills: a drift that moves the median or a value, or that makes an interval narrower. */
    @Test
    void aDriftWidensIntervalsAroundTheMedianOfPositiveValues() {
        ConformalRegressor conformal = conformal(ZeroInflatedLognormal.of());
        List<ValueDistribution> before = conformal.predict(ROWS);
        List<ValueDistribution> after = conformal.drifted(0.4).predict(ROWS);
        for (int i = 0; i < ROWS.length; i++) {
            double positive = before.get(i).probabilityAbove(0);
            assertThat(after.get(i).mean()).isEqualTo(before.get(i).mean());
            assertThat(after.get(i).probabilityAbove(0)).isEqualTo(positive);
            assertThat(after.get(i).quantile(1 - positive / 2))
                    .isCloseTo(before.get(i).quantile(1 - positive / 2), Percentage.withPercentage(1e-6));
            for (double share : new double[] {0.6, 0.8, 0.95}) {
                assertThat(after.get(i).quantile(1 - positive + positive * share))
                        .isGreaterThan(before.get(i).quantile(1 - positive + positive * share));
                assertThat(after.get(i).quantile(1 - positive * share))
                        .isLessThanOrEqualTo(before.get(i).quantile(1 - positive * share));
            }
        }
        assertThat(LevelMap.outwards(0.9, 0.4)).isCloseTo(1 / (1 + Math.exp(-Math.log(9) - 0.364)), within(1e-3));
        assertThatThrownBy(() -> conformal.drifted(-0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was -0.1");
    }

    @Test
    void refusesBordersThatDoNotPartGroups() {
        NetworkEnsemble networks = networks(ZeroInflatedLognormal.of());
        LevelMap map = map(1, 1);
        assertThatThrownBy(() -> ConformalRegressor.of(networks, new double[] {1}, List.of(map)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 borders make one group more, got 1 maps");
        for (double[] borders : new double[][] {{2, 1}, {1, 1}, {1, Double.NaN}}) {
            assertThatThrownBy(() -> ConformalRegressor.of(networks, borders, List.of(map, map, map)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("borders must rise");
        }
    }
}
