package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.label.Target;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.value.NetworkEnsemble;
import dev.clv.value.ValueDistribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleTrainingTest {

    private static final FeatureSchema SCHEMA =
            FeatureSchema.of(List.of(Feature.numeric("a", "count", "", "g"), Feature.numeric("b", "count", "", "g")));

    private static TrainingRows rows;
    private static EnsembleTraining.Trained trained;

    @BeforeAll
    static void train() {
        rows = rows(900, 1);
        trained = EnsembleTraining.train(
                rows,
                TrainingSettings.defaults().network(n -> n.hidden(8).members(5)).earlyStopping(15, 15),
                Execution.defaults());
    }

    /** Half buy nothing; the others' spend is lognormal, and grows with the first feature. */
    private static TrainingRows rows(int count, long seed) {
        Random random = new Random(seed);
        List<RowKey> keys = new ArrayList<>();
        double[][] features = new double[count][];
        double[] labels = new double[count];
        for (int i = 0; i < count; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            features[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            labels[i] = random.nextBoolean() ? 0 : 100 * StrictMath.exp(0.5 * features[i][0] + random.nextGaussian());
        }
        return TrainingRows.of(FeatureMatrix.of(SCHEMA, keys, features), labels, Preparation.builder());
    }

    /** Kills: values or quantiles that are not calibrated, or are so twice. */
    @Test
    void theCalibrationScalesTheWholeDistributionAndNoProbability() {
        NetworkEnsemble as = trained.ensemble();
        NetworkEnsemble twice = NetworkEnsemble.of(as.preparation(), as.networks(), as.scale(), 2 * as.calibration());
        NetworkEnsemble cents = NetworkEnsemble.of(as.preparation(), as.networks(), 100 * as.scale(), as.calibration());
        List<ValueDistribution> before = as.predict(rows.features());
        for (int i = 0; i < rows.size(); i += 13) {
            for (NetworkEnsemble other : List.of(twice, cents)) {
                double factor = other == twice ? 2 : 100;
                ValueDistribution after = other.predict(rows.features()).get(i);
                assertThat(after.mean()).isCloseTo(factor * before.get(i).mean(), within(1e-9 * after.mean()));
                for (double q : new double[] {0.2, 0.6, 0.9}) {
                    double quantile = before.get(i).quantile(q);
                    assertThat(after.quantile(q)).isCloseTo(factor * quantile, within(1e-9 * (1 + quantile)));
                }
                assertThat(after.probabilityAbove(0)).isEqualTo(before.get(i).probabilityAbove(0));
            }
        }
    }

    /** Kills: a calibration of 1, of its inverse, or of rows that the networks have learned from. */
    @Test
    void valuesAreRightInTotalOnRowsThatEachNetworkHasNotSeen() {
        NetworkEnsemble ensemble = trained.ensemble();
        Folds folds = Folds.of(rows.features(), 5, TrainingSettings.defaults().seed());
        double predicted = 0;
        for (int member = 0; member < 5; member++) {
            NetworkEnsemble alone = NetworkEnsemble.of(
                    ensemble.preparation(),
                    List.of(ensemble.networks().get(member)),
                    ensemble.scale(),
                    ensemble.calibration());
            predicted += Arrays.stream(alone.values(
                            rows.features().select(folds.inside(member)).toArray()))
                    .sum();
        }

        double actual = Arrays.stream(rows.labels()).sum();
        assertThat(predicted).isCloseTo(actual, within(1e-9 * actual));
        assertThat(ensemble.calibration()).as("a test of something").isNotCloseTo(1, within(1e-4));
    }

    /** Kills: quantiles that are not in currency, or of another distribution than the mean. */
    @Test
    void quantilesCoverTheSharesOfCustomersThatTheySay() {
        TrainingRows fresh = rows(900, 2);
        List<ValueDistribution> predicted = trained.ensemble().predict(fresh.features());
        double[] truth = fresh.labels();
        for (double q : new double[] {0.75, 0.9, 0.95}) {
            long below = IntStream.range(0, truth.length)
                    .filter(i -> truth[i] <= predicted.get(i).quantile(q))
                    .count();
            assertThat(below / (double) truth.length).as("q = %s", q).isCloseTo(q, within(0.06));
        }
    }

    /**
     * Kills: no cap on values, or one before the calibration. However large its parameters, a network promises no more
     * than e times the best label.
     */
    @Test
    void noRowIsPredictedFarBeyondTheBestOfTraining() {
        NetworkEnsemble ensemble = trained.ensemble();
        double best = Arrays.stream(rows.labels()).max().orElseThrow();
        Random random = new Random(3);
        double most = 0;
        for (Network network : ensemble.networks()) {
            double[] parameters = new double[network.spec().parameterCount()];
            Arrays.setAll(parameters, i -> 20 * random.nextGaussian());
            Network wild = Network.of(network.spec(), parameters);
            NetworkEnsemble promising =
                    NetworkEnsemble.of(ensemble.preparation(), List.of(wild), ensemble.scale(), ensemble.calibration());
            for (ValueDistribution predicted : promising.predict(rows.features())) {
                most = Math.max(most, predicted.mean());
                assertThat(predicted.quantile(0.999)).isLessThanOrEqualTo(Math.E * best * (1 + 1e-9));
            }
        }

        assertThat(most).isBetween(Math.E / Math.sqrt(2) * best, Math.E * best * (1 + 1e-9));
    }

    @Test
    void theValuesOfALossOfSeveralHeadsHaveTheSameCap() {
        Heads heads = Heads.of(ZeroInflatedLognormal.of()).and(0.5, Poisson.of());
        double[] orders = Arrays.stream(rows.labels()).map(y -> y > 0 ? 2 : 0).toArray();
        NetworkEnsemble two = EnsembleTraining.train(
                        rows.with(Target.orders(), orders),
                        TrainingSettings.defaults()
                                .network(n -> n.hidden(4).members(2))
                                .earlyStopping(1, 1)
                                .loss(heads),
                        Execution.defaults())
                .ensemble();
        Loss alone = trained.ensemble().networks().get(0).spec().loss();
        Heads trainedHeads = (Heads) two.networks().get(0).spec().loss();

        assertThat(logCap(trainedHeads.heads().get(0).loss()) + StrictMath.log(two.calibration()))
                .isCloseTo(logCap(alone) + StrictMath.log(trained.ensemble().calibration()), within(1e-12));
        assertThat(trainedHeads.heads().get(1)).isEqualTo(heads.heads().get(1));
        assertThat(two.targets().names()).containsExactly("value", "orders");
    }

    private static double logCap(Loss loss) {
        return ((ZeroInflatedLognormal) loss).logCap();
    }

    /** The cap lies on a coarse grid in units of the median label, so that it does not tell the largest one. */
    @Test
    void twoLargestLabelsThatDifferALittleHaveTheSameCap() {
        double[] other = rows.labels();
        int largest = IntStream.range(0, other.length)
                .reduce((i, j) -> other[i] >= other[j] ? i : j)
                .orElseThrow();
        other[largest] *= 1.001;
        EnsembleTraining.Trained again = EnsembleTraining.train(
                TrainingRows.of(rows.features(), other, Preparation.builder()),
                TrainingSettings.defaults().network(n -> n.hidden(8).members(5)).earlyStopping(1, 1),
                Execution.defaults());

        assertThat(capOfValues(again)).isCloseTo(capOfValues(trained), within(1e-12));
    }

    private static double capOfValues(EnsembleTraining.Trained trained) {
        NetworkEnsemble ensemble = trained.ensemble();
        return logCap(ensemble.networks().get(0).spec().loss()) + StrictMath.log(ensemble.calibration());
    }

    /** Kills: a calibration, a spread or a cap that one row decides. */
    @ParameterizedTest
    @ValueSource(doubles = {100, 1_000, 1e6})
    void oneLabelWithTooManyDigitsChangesNobodysLevel(double digits) {
        TrainingRows few = rows(80, 5);
        double[] labels = few.labels();
        int typed = IntStream.range(0, labels.length)
                .filter(row -> labels[row] > 0)
                .findFirst()
                .orElseThrow();
        double[] wrong = labels.clone();
        wrong[typed] *= digits;
        TrainingSettings settings = TrainingSettings.defaults().network(n -> n.hidden(8));

        EnsembleTraining.Trained right = EnsembleTraining.train(few, settings, Execution.defaults());
        EnsembleTraining.Trained mistyped = EnsembleTraining.train(
                TrainingRows.of(few.features(), wrong, Preparation.builder()), settings, Execution.defaults());

        double before = Arrays.stream(right.values()).sum();
        assertThat(Arrays.stream(mistyped.values()).sum()).isBetween(0.8 * before, 1.35 * before);
        double median = Arrays.stream(right.values()).sorted().toArray()[40];
        assertThat(Arrays.stream(mistyped.values()).sorted().toArray()[40]).isBetween(0.6 * median, 1.5 * median);
        assertThat(Arrays.stream(mistyped.values()).max().orElseThrow())
                .isLessThan(Math.E * Arrays.stream(labels).sum());
        assertThat(mistyped.shares().largestLabel()).isGreaterThan(0.35);
        assertThat(mistyped.cautions())
                .extracting(Caution::key)
                .contains("dominant_customer")
                .doesNotContain("calibration_bounded");
        assertThat(right.cautions()).extracting(Caution::key).doesNotContain("dominant_customer");
    }

    /** Many rows of one customer are one customer, however small each is. */
    @Test
    void aCustomerWithManyLargeRowsDecidesNoMoreThanOneWithASingleRow() {
        TrainingRows few = rows(200, 6);
        List<RowKey> keys = new ArrayList<>();
        double[][] features = new double[230][];
        double[] labels = new double[230];
        for (int row = 0; row < labels.length; row++) {
            keys.add(new RowKey(row < 200 ? "c" + row : "till", Instant.EPOCH.plusSeconds(row)));
            features[row] = few.features().row(row % 200);
            labels[row] = row < 200 ? few.labels()[row] : 3_000;
        }
        EnsembleTraining.Trained with = EnsembleTraining.train(
                TrainingRows.of(FeatureMatrix.of(SCHEMA, keys, features), labels, Preparation.builder()),
                TrainingSettings.defaults().network(n -> n.hidden(8)),
                Execution.defaults());

        assertThat(with.shares().largestCustomer()).isGreaterThan(0.7);
        assertThat(with.shares().largestLabel()).isLessThan(0.05);
        assertThat(with.cautions()).extracting(Caution::key).contains("dominant_customer");
        assertThat(Arrays.stream(with.values()).limit(200).sum())
                .isLessThan(1.6 * Arrays.stream(labels).limit(200).sum());
    }

    /** Kills: expectations of other targets that are not calibrated, or are by the factor of the value. */
    @Test
    void otherTargetsAreRightInTotalOnRowsThatEachNetworkHasNotSeen() {
        double[] orders = Arrays.stream(rows.labels()).map(y -> y > 0 ? 2 : 0).toArray();
        NetworkEnsemble two = EnsembleTraining.train(
                        rows.with(Target.orders(), orders),
                        TrainingSettings.defaults()
                                .network(n -> n.hidden(4).members(2))
                                .earlyStopping(1, 1)
                                .loss(Heads.of(ZeroInflatedLognormal.of()).and(0.5, Poisson.of())),
                        Execution.defaults())
                .ensemble();
        Folds folds = Folds.of(rows.features(), 2, TrainingSettings.defaults().seed());
        double[][] inputs = two.preparation().transform(rows.features());
        double ofHeld = 0;
        double ofFirst = 0;
        for (int member = 0; member < 2; member++) {
            double[] means = two.networks().get(member).predict(inputs).head(1).means();
            ofHeld += Arrays.stream(folds.inside(member))
                    .mapToDouble(row -> means[row])
                    .sum();
            ofFirst += means[0] / 2;
        }

        double factor = two.predict(rows.features()).get(0).expected("orders") / ofFirst;
        double actual = Arrays.stream(orders).sum();
        assertThat(factor * ofHeld).isCloseTo(actual, within(1e-9 * actual));
        assertThat(factor).as("a test of something").isNotCloseTo(1, within(1e-4));
    }

    @Test
    void rowsRefuseATargetTwiceAndLabelsThatAreNotOnePerRow() {
        double[] orders = new double[rows.size()];
        assertThatThrownBy(() -> rows.with(Target.orders(), orders).with(Target.orders(), orders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'orders' is given twice");
        assertThatThrownBy(() -> rows.with(Target.orders(), new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target 'orders' needs a label for each of the 900 rows, got 1");
        orders[4] = -1;
        assertThatThrownBy(() -> rows.with(Target.orders(), orders))
                .hasMessageStartingWith("the label 'orders' of row 5 must be zero or more and finite, was -1.0");
        assertThatThrownBy(() -> rows.labels(Target.active()))
                .hasMessage("there is no target 'active' here; the targets are [value]");
    }

    @Test
    void theValuesOfTheTrainingRowsAreThoseOfTheEnsemble() {
        assertThat(trained.values())
                .isEqualTo(trained.ensemble().values(rows.features().toArray()));
    }

    @Test
    void noSettingDependsOnTheCurrency() {
        double[] yen = Arrays.stream(rows.labels()).map(label -> 128 * label).toArray();
        EnsembleTraining.Trained other = EnsembleTraining.train(
                TrainingRows.of(rows.features(), yen, Preparation.builder()),
                TrainingSettings.defaults().network(n -> n.hidden(8).members(5)).earlyStopping(15, 15),
                Execution.defaults());

        // A power of two, so that nothing is rounded.
        for (int i = 0; i < yen.length; i += 50) {
            assertThat(other.values()[i]).isEqualTo(128 * trained.values()[i]);
        }
    }

    @Test
    void labelsThatAreNoValuesAreRefusedByRow() {
        FeatureMatrix features = rows.features().select(0, 1);

        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> TrainingRows.of(features, new double[] {0, bad}, Preparation.builder()))
                    .hasMessageContaining("label of row 2 must be zero or more and finite, was " + bad);
        }
        assertThatThrownBy(() -> TrainingRows.of(features, new double[1], Preparation.builder()))
                .hasMessageContaining("2 rows and 1 labels");
    }

    /** The layer between the dense ones has the word of the activation; as set by default it is relu. */
    @Test
    void hiddenUnitsHaveTheActivationThatIsAskedFor() {
        for (Activation activation : Activation.values()) {
            NetworkSettings settings =
                    NetworkSettings.defaults().hidden(4, 3).dropout(0).activation(activation);
            assertThat(settings.spec(rows, SquaredError.of()).layers())
                    .extracting(layer -> layer.describe().word())
                    .containsExactly("dense", activation.word(), "dense", activation.word(), "dense");
            assertThat(Activation.of(activation.word())).isEqualTo(activation);
        }
        assertThat(NetworkSettings.defaults().activation()).isEqualTo(Activation.RELU);
        assertThat(NetworkSettings.defaults().activation(Activation.RELU).toString())
                .isEqualTo(NetworkSettings.defaults().toString());
        assertThat(NetworkSettings.defaults().activation(Activation.ELU).toString())
                .contains(", elu, ");
        assertThatThrownBy(() ->
                        NetworkSettings.defaults().activation(Activation.ELU).spec(NetworkSpec::builder))
                .hasMessage("spec(...) says what all layers are; leave out activation(...)");
        assertThatThrownBy(() -> Activation.of("swish"))
                .hasMessage("there is no activation 'swish'; there are [relu, leaky_relu, elu, gelu, tanh]");
    }
}
