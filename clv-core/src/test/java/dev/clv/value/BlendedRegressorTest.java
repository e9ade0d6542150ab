package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blends of networks and a purchase model, and blends in another order. */
class BlendedRegressorTest {

    private static final double SHARE = 0.35;
    private static final double LEVEL = 1.2;
    private static final double CAP = 5_000;

    private static double[][] rows(int count, Random random) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            double tenure = random.nextInt(400);
            rows[i] = random.nextInt(10) == 0
                    ? PurchasePriorTest.STRANGER.clone()
                    : PurchasePriorTest.row(
                            1 + random.nextInt(12),
                            Math.floor(tenure * random.nextDouble()),
                            tenure,
                            20 * Math.exp(random.nextGaussian()));
            rows[i][0] = random.nextInt(50);
        }
        return rows;
    }

    private static NetworkEnsemble networks(Loss loss) {
        Random random = new Random(3);
        double[][] training = rows(300, random);
        List<RowKey> keys = new ArrayList<>();
        for (int i = 0; i < training.length; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
        }
        Preparation preparation = Preparation.builder().fit(FeatureMatrix.of(PurchasePriorTest.SCHEMA, keys, training));
        List<Network> networks = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            NetworkSpec spec =
                    NetworkSpec.builder(preparation.width()).dense(6).relu().build(loss);
            double[] parameters = new double[spec.parameterCount()];
            Arrays.setAll(parameters, i -> 0.4 * random.nextGaussian());
            networks.add(Network.of(spec, parameters));
        }
        return NetworkEnsemble.of(preparation, networks, 40, 1.07);
    }

    private static BlendedRegressor blend(Loss loss) {
        return BlendedRegressor.of(networks(loss), PurchasePriorTest.prior(), SHARE, LEVEL, 0.9, CAP);
    }

    private static ReorderedRegressor reordered() {
        BlendedRegressor blend = blend(ZeroInflatedLognormal.of());
        List<ValueDistribution> training = blend.predict(rows(500, new Random(5)));
        return ReorderedRegressor.of(
                blend,
                ResponseOrder.of(
                        0.5,
                        training.stream().mapToDouble(ValueDistribution::mean).toArray(),
                        training.stream()
                                .mapToDouble(d -> d.probabilityAbove(0))
                                .toArray(),
                        20,
                        CAP));
    }

    static Stream<ValueRegressor> regressors() {
        return Stream.of(blend(ZeroInflatedLognormal.of()), blend(SquaredError.of()), reordered());
    }

    @Test
    void aValueIsTheNetworksToOneShareAndThePriorsToTheOther() {
        BlendedRegressor blend = blend(ZeroInflatedLognormal.of());
        double[][] rows = rows(200, new Random(7));
        double[] networks = blend.networks().values(rows);
        double[] values = blend.values(rows);
        for (int i = 0; i < rows.length; i++) {
            PurchasePrior.Expected expected = PurchasePriorTest.prior().expected(rows[i]);
            double prior = Math.min(CAP, LEVEL * expected.value());
            assertThat(values[i])
                    .isCloseTo(
                            expected.isKnown() ? (1 - SHARE) * networks[i] + SHARE * prior : networks[i],
                            within(1e-9 * (1 + networks[i])));
        }
    }

    @Test
    void thePriorSaysNoMoreThanTheCap() {
        BlendedRegressor blend = blend(ZeroInflatedLognormal.of());
        double[][] whale = {PurchasePriorTest.row(300, 1, 399, 1e9)};

        assertThat(blend.values(whale)[0])
                .isCloseTo((1 - SHARE) * blend.networks().values(whale)[0] + SHARE * CAP, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("regressors")
    void aPredictionHasTheSameMeanAsAValueToTheBit(ValueRegressor regressor) {
        double[][] rows = rows(100, new Random(8));
        double[] values = regressor.values(rows);
        List<ValueDistribution> predicted = regressor.predict(rows);
        for (int i = 0; i < rows.length; i++) {
            assertThat(predicted.get(i).mean()).isEqualTo(values[i]);
            assertThat(regressor.values(new double[][] {rows[i]})[0]).isEqualTo(values[i]);
        }
    }

    /** Kills: quantiles and means of different levels. */
    @ParameterizedTest
    @MethodSource("regressors")
    void quantilesAddUpToTheMeanAndAgreeWithProbabilities(ValueRegressor regressor) {
        List<ValueDistribution> predicted = regressor.predict(rows(12, new Random(9)));
        for (ValueDistribution distribution : predicted) {
            if (distribution.isPoint()) {
                assertThat(distribution.quantile(0.5)).isNaN();
                continue;
            }
            double sum = 0;
            double before = 0;
            int steps = 20_000;
            for (int k = 0; k < steps; k++) {
                double quantile = distribution.quantile((k + 0.5) / steps);
                assertThat(quantile).isGreaterThanOrEqualTo(before);
                before = quantile;
                sum += quantile / steps;
            }
            assertThat(sum).isBetween(0.9 * distribution.mean(), 1.001 * distribution.mean());
            for (double q : new double[] {0.9, 0.99}) {
                double amount = distribution.quantile(q);
                if (amount > 0 && 1 - q <= distribution.probabilityAbove(0)) {
                    assertThat(distribution.probabilityAbove(amount)).isCloseTo(1 - q, within(1e-9));
                }
            }
            assertThat(distribution.probabilityAbove(-1)).isEqualTo(1);
            assertThat(distribution.probabilityAbove(0)).isBetween(0.0, 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("regressors")
    void explanationsByStatesEqualThoseByRows(ValueRegressor regressor) {
        Random random = new Random(11);
        PredictFunction function = regressor.function();
        assertThat(function).isInstanceOf(AdditivePredictor.class);
        Background background = Background.of(rows(10, random));
        for (int i = 0; i < 6; i++) {
            double[] row = rows(1, random)[0];
            for (ShapleyMethod method : List.of(ShapleyMethod.EXACT, ShapleyMethod.WALKS)) {
                Attribution byStates = explain(function, background, row, method);
                Attribution byRows = explain(regressor::values, background, row, method);
                double size =
                        Arrays.stream(byRows.values()).map(Math::abs).max().orElseThrow();
                assertThat(byStates.values()).containsExactly(byRows.values(), within(1e-9 * size));
                assertThat(byStates.baseValue()
                                + Arrays.stream(byStates.values()).sum())
                        .isCloseTo(regressor.values(new double[][] {row})[0], within(1e-9 * (1 + size)));
            }
        }
    }

    /** Kills: asking the prior a second time, as whatever the distribution was made into hides its answer. */
    @Test
    void whateverIsMadeOfABlendKnowsWhatThePriorExpects() {
        double[] levels = new Random(4).doubles(200).toArray();
        double[] weights = new double[levels.length];
        Arrays.fill(weights, 1);
        ConformalRegressor moved =
                ConformalRegressor.of(reordered(), new double[0], List.of(LevelMap.fit(levels, weights)));
        double[][] rows = rows(40, new Random(8));
        List<ValueDistribution> predicted = moved.predict(rows);
        for (int i = 0; i < rows.length; i++) {
            PurchasePrior.Expected expected = PurchasePriorTest.prior().expected(rows[i]);

            assertThat(BlendedDistribution.expectedByPrior(predicted.get(i)))
                    .isEqualTo(expected.isKnown() ? expected : null);
        }
        assertThat(BlendedDistribution.expectedByPrior(
                        networks(ZeroInflatedLognormal.of()).predict(rows).get(0)))
                .isNull();
    }

    private static Attribution explain(
            PredictFunction function, Background background, double[] row, ShapleyMethod method) {
        return ShapleyExplainer.builder(function, background)
                .features(FeatureGroups.columns(PurchasePriorTest.SCHEMA.names()))
                .method(method)
                .effort(Effort.budget(600))
                .build()
                .explain(row);
    }

    @ParameterizedTest
    @MethodSource("regressors")
    void whatIsWrittenIsReadBackToTheBit(ValueRegressor regressor) throws Exception {
        Section out = Section.root();
        regressor.write(out);
        ValueRegressor read = ValueRegressor.read(out, regressor.schema(), Vocabulary.standard());

        double[][] rows = rows(50, new Random(13));
        assertThat(read.values(rows)).containsExactly(regressor.values(rows));
        assertThat(Double.valueOf(read.predict(rows).get(3).quantile(0.8)))
                .isEqualTo(Double.valueOf(regressor.predict(rows).get(3).quantile(0.8)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.5, Double.NaN})
    void aShareOutsideItsRangeIsRefused(double share) {
        NetworkEnsemble networks = networks(ZeroInflatedLognormal.of());
        PurchasePrior prior = PurchasePriorTest.prior();

        assertThatThrownBy(() -> BlendedRegressor.of(networks, prior, share, 1, 1, CAP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share must lie in (0, 1.0]");
    }
}
