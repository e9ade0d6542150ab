package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values by states of the networks' first layers must be those by raw rows. */
class EnsembleFunctionTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("spend", "GBP", "skewed", "money"),
            Feature.numeric("age", "years", "sometimes missing", "person"),
            Feature.categorical("channel", "sometimes missing", "person", List.of("web", "shop", "phone")),
            Feature.numeric("policies", "count", "few levels", "money"),
            Feature.numeric("constant", "count", "never varied", "rest"),
            Feature.numeric("orders", "count", "plain", "rest")));

    private static final FeatureGroups GROUPS =
            FeatureGroups.byName(SCHEMA.features().stream().map(Feature::group).toList());

    private static double[][] rows(int count, Random random) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new double[] {
                Math.exp(2 * random.nextGaussian()),
                random.nextInt(4) == 0 ? Double.NaN : 20 + random.nextInt(50),
                random.nextInt(5) == 0 ? Double.NaN : random.nextInt(3),
                random.nextInt(4),
                7,
                random.nextGaussian()
            };
        }
        return rows;
    }

    private static NetworkEnsemble regressor(Loss loss, Random random) {
        double[][] training = rows(200, random);
        List<RowKey> keys = new ArrayList<>();
        for (int i = 0; i < training.length; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
        }
        Preparation preparation = Preparation.builder().levels(8).fit(FeatureMatrix.of(SCHEMA, keys, training));
        List<Network> networks = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            NetworkSpec spec = NetworkSpec.builder(preparation.width())
                    .dense(9 + k)
                    .relu()
                    .dropout(0.1)
                    .dense(5)
                    .relu()
                    .build(loss);
            double[] parameters = new double[spec.parameterCount()];
            Arrays.setAll(parameters, i -> 0.4 * random.nextGaussian());
            networks.add(Network.of(spec, parameters));
        }
        return NetworkEnsemble.of(preparation, networks, 120, 1.07);
    }

    private static Attribution explain(
            PredictFunction function, Background background, double[] row, ShapleyMethod method, FeatureGroups groups) {
        return ShapleyExplainer.builder(function, background)
                .features(FeatureGroups.columns(SCHEMA.names()))
                .groups(groups)
                .method(method)
                .effort(Effort.budget(600))
                .build()
                .explain(row);
    }

    @Test
    void explanationsByStatesEqualThoseByRows() {
        FeatureGroups single = FeatureGroups.columns(SCHEMA.names());
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            // With squared error, values fall below zero and are floored.
            NetworkEnsemble regressor =
                    regressor(seed % 2 == 0 ? ZeroInflatedLognormal.of() : SquaredError.of(), random);
            PredictFunction function = EnsembleFunction.of(regressor);
            assertThat(function).isInstanceOf(AdditivePredictor.class);
            Background background = Background.of(rows(12, random));
            double[] row = rows(1, random)[0];
            for (FeatureGroups groups : List.of(single, GROUPS)) {
                for (ShapleyMethod method : List.of(ShapleyMethod.EXACT, ShapleyMethod.WALKS)) {
                    Attribution byStates = explain(function, background, row, method, groups);
                    Attribution byRows = explain(regressor::values, background, row, method, groups);
                    double size =
                            Arrays.stream(byRows.values()).map(Math::abs).max().orElseThrow();
                    assertThat(byStates.values()).containsExactly(byRows.values(), within(1e-9 * size));
                    assertThat(byStates.prediction()).isEqualTo(byRows.prediction());
                    assertThat(byStates.baseValue()).isEqualTo(byRows.baseValue());
                    assertThat(byStates.feature("constant").value()).isZero();
                    assertThat(explain(function, background, row, method, groups))
                            .isEqualTo(byStates);
                }
            }
        }
    }

    @Test
    void aFeatureThatReachesNoNetworkGetsExactlyZeroWhateverItsValue() {
        Random random = new Random(1);
        NetworkEnsemble regressor = regressor(ZeroInflatedLognormal.of(), random);
        double[] row = rows(1, random)[0];
        row[4] = 1_000;
        Attribution a = explain(
                EnsembleFunction.of(regressor), Background.of(rows(12, random)), row, ShapleyMethod.WALKS, GROUPS);
        assertThat(a.feature("constant").value()).isZero();
    }

    @Test
    void networksThatCannotBeCutAreExplainedByRows() {
        Random random = new Random(1);
        NetworkEnsemble regressor = regressor(SquaredError.of(), random);
        NetworkSpec spec = NetworkSpec.builder(regressor.preparation().width())
                .dense(4)
                .relu()
                .skip(0, 0)
                .build(SquaredError.of());
        List<Network> networks = new ArrayList<>(regressor.networks());
        networks.add(Network.of(spec, spec.initialParameters(1)));
        NetworkEnsemble other = NetworkEnsemble.of(regressor.preparation(), networks, 1, 1);
        assertThat(EnsembleFunction.of(other)).isNotInstanceOf(AdditivePredictor.class);
    }
}
