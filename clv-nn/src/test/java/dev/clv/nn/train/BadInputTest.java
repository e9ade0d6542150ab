package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.FloatPredictor;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Parameter;
import dev.clv.nn.Pass;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.CategoricalCrossEntropy;
import dev.clv.nn.loss.Gamma;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.Scaled;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The faults a caller makes: each is answered with a sentence that names the layer, the parameter or column, the value
 * and the remedy, and the model trained before predicts the same bits after it.
 */
class BadInputTest {

    private static final NetworkSpec SPEC =
            NetworkSpec.builder(List.of("recency", "spend")).dense(4).relu().build(ZeroInflatedLognormal.of());
    private static final NetworkSpec OFFSETS =
            NetworkSpec.builder(2).dense(4).relu().offsetTo(1).build(ZeroInflatedLognormal.of());
    private static final NetworkSpec EMBEDDED =
            NetworkSpec.builder(2).embedding(1, 3, 2).dense(4).relu().build(ZeroInflatedLognormal.of());
    private static final double[][] X = {{1, 2}, {3, -1}, {0, 1}, {2, 2}};
    private static final double[] Y = {0, 10, 5, 0};
    private static final double NAN = Double.NaN;

    private static final Network MODEL =
            Trainer.builder(SPEC).epochs(5).build().train(TrainingData.of(X, Y)).network();
    private static final Network WITH_OFFSETS = Network.of(OFFSETS, OFFSETS.initialParameters(1));
    private static final Network WITH_EMBEDDING = Network.of(EMBEDDED, EMBEDDED.initialParameters(1));
    private static final FloatPredictor FAST = MODEL.inFloat();
    private static final FloatPredictor PLAIN = FloatPredictor.of(MODEL, FloatKernels.plain());
    private static final Pass PASS = MODEL.newPass(1);
    private static final FloatPredictor.Scratch SCRATCH = FAST.newScratch();

    /** What is done, and what the answer must name: layer | parameter or column | value | remedy. */
    private record Case(String what, String names, ThrowingCallable fault) {

        @Override
        public String toString() {
            return what;
        }
    }

    /** Everything that the model predicts, by every way, with scratch space that a fault may have touched. */
    private static List<Object> predictions() {
        List<Object> all = new ArrayList<>();
        all.add(MODEL.predict(X).means());
        all.add(FAST.predict(X).means());
        all.add(PLAIN.predict(X).means());
        for (double[] row : X) {
            all.add(MODEL.mean(row, PASS));
            all.add(FAST.mean(row, SCRATCH));
        }
        return all;
    }

    /** Trains in both precisions; the sentence of the second must be that of the first. */
    private static ThrowingCallable training(NetworkSpec spec, TrainingData data) {
        return () -> {
            Throwable inDouble =
                    catchThrowable(() -> Trainer.builder(spec).build().train(data));
            Throwable inFloat = catchThrowable(() ->
                    Trainer.builder(spec).precision(Precision.FLOAT).build().train(data));
            assertThat(inFloat).hasMessage(inDouble.getMessage());
            throw inDouble;
        };
    }

    private static ThrowingCallable training(double[][] x, double[] y) {
        return () -> training(SPEC, TrainingData.of(x, y)).call();
    }

    private static ThrowingCallable labels(Loss loss, double... y) {
        NetworkSpec spec = NetworkSpec.builder(2).dense(4).relu().build(loss);
        DMatrixRMaj labels = new DMatrixRMaj(1, y.length, true, y);
        return training(spec, TrainingData.of(new DMatrixRMaj(new double[][] {{1, 2}}), labels));
    }

    static Stream<Case> shapes() {
        String order = "columns that the network was trained on, in their order: [recency, spend]";
        double[][] wide = {{1, 2, 3}};
        TrainingData rows = TrainingData.of(X, Y);
        return Stream.of(
                new Case(
                        "training columns",
                        "dense1 | [recency, spend] | has 3 | NetworkSpec.builder(3)",
                        training(wide, new double[1])),
                new Case(
                        "validation columns",
                        "dense1 | validation data must have 2 input columns | has 3 | mend the rows",
                        () -> Trainer.builder(SPEC).build().train(rows, TrainingData.of(wide, new double[1]))),
                new Case(
                        "ragged rows",
                        "inputs | row 1 | has 1 | fill in or cut",
                        training(new double[][] {{1, 2}, {3}}, new double[2])),
                new Case(
                        "labels of other rows",
                        "labels | one row per input row, 4 | has 3 | the labels of the same rows",
                        training(X, new double[3])),
                new Case(
                        "too many labels",
                        "loss 'zero_inflated_lognormal' | 1 label(s) per row | has 2 | another loss",
                        labels(ZeroInflatedLognormal.of(), 1, 2)),
                new Case(
                        "weights of other rows",
                        "weights | one per row, 4 | got 3 | the weights of the same rows",
                        () -> rows.withWeights(new double[3])),
                new Case(
                        "offsets of other rows",
                        "offsets | one row per input row, 4 | has 3 | the offsets of the same rows",
                        () -> rows.withOffsets(new double[3])),
                new Case(
                        "training offsets missing",
                        "training data | 1 offset(s) per row | has 0 | withOffsets",
                        training(OFFSETS, rows)),
                new Case("predicted row", "dense1 | 2 columns | has 3 | " + order, () -> MODEL.mean(wide[0], PASS)),
                new Case("predicted rows", "dense1 | 2 columns | row 0 has 3 | " + order, () -> MODEL.predict(wide)),
                new Case(
                        "predicted matrix",
                        "dense1 | 2 columns | was 4 x 3 | " + order,
                        () -> MODEL.predict(new DMatrixRMaj(4, 3))),
                new Case("row in float", "dense1 | 2 columns | has 3 | " + order, () -> FAST.mean(wide[0], SCRATCH)),
                new Case(
                        "row of floats",
                        "dense1 | 2 columns | has 1 | " + order,
                        () -> FAST.mean(new float[1], SCRATCH)),
                new Case("rows in float", "dense1 | 2 columns | row 0 has 3 | " + order, () -> FAST.predict(wide)),
                new Case(
                        "matrix in float",
                        "dense1 | 2 columns | was 4 x 3 | " + order,
                        () -> FAST.predict(new DMatrixRMaj(4, 3))),
                new Case(
                        "matrix of floats",
                        "dense1 | 2 columns | was 4 x 3 | " + order,
                        () -> FAST.predict(new FMatrixRMaj(4, 3))),
                new Case(
                        "rows explained",
                        "dense1 | 2 columns | row 0 has 3 | " + order,
                        () -> MODEL.meanGradients(wide)),
                new Case(
                        "offsets missing",
                        "offset | 1 offset(s) per row | none | hand in offsets",
                        () -> WITH_OFFSETS.predict(X)),
                new Case(
                        "offsets of too few rows",
                        "offsets | one row per input row, 4 | has 3 | the same rows",
                        () -> WITH_OFFSETS.predict(X, new double[3][1])),
                new Case(
                        "too many offsets",
                        "raw outputs [1] | offsets | has 2 | in that order",
                        () -> WITH_OFFSETS.predict(X, new double[4][2])),
                new Case("a pass too small", "pass | room for 1 rows | got 2 | make a larger one", () -> PASS.begin(2)),
                new Case(
                        "no rows",
                        "training data | at least one row | none | check the split or filter",
                        training(new double[0][], new double[0])),
                new Case(
                        "an empty matrix",
                        "training data | at least one row | 0 x 2 | check the split or filter",
                        () -> TrainingData.of(new DMatrixRMaj(0, 2), new double[0])));
    }

    static Stream<Case> numbers() {
        String impute = "impute or drop it";
        double[][] bad = {{1, 2}, {3, NAN}};
        double[][] large = {{1, 1e39}};
        double infinity = Double.POSITIVE_INFINITY;
        TrainingData rows = TrainingData.of(X, Y);
        return Stream.of(
                new Case("training input", "inputs | row 1 column 1 | NaN | " + impute, training(bad, new double[2])),
                new Case("training label", "labels | row 2 column 0 | NaN | " + impute, training(X, new double[] {
                    0, 1, NAN, 2
                })),
                new Case("infinite label", "labels | row 3 column 0 | Infinity | " + impute, training(X, new double[] {
                    0, 1, 2, infinity
                })),
                new Case(
                        "training offset",
                        "offsets | row 1 column 0 | NaN | " + impute,
                        () -> rows.withOffsets(new double[] {0, NAN, 0, 0})),
                new Case(
                        "weight",
                        "weights | row 1 | NaN | the weight 0",
                        () -> rows.withWeights(new double[] {1, NAN, 1, 1})),
                new Case(
                        "negative weight",
                        "weights | row 2 | -2.0 | the weight 0",
                        () -> rows.withWeights(new double[] {1, 1, -2, 1})),
                new Case(
                        "no weight",
                        "weights | not all be zero | zero | without weights every row counts",
                        () -> rows.withWeights(new double[4])),
                new Case(
                        "predicted row", "dense1 | column 1 'spend' | NaN | " + impute, () -> MODEL.mean(bad[1], PASS)),
                new Case(
                        "predicted rows",
                        "dense1 | row 1 column 1 'spend' | NaN | " + impute,
                        () -> MODEL.predict(bad)),
                new Case(
                        "predicted matrix",
                        "dense1 | row 1 column 1 'spend' | NaN | " + impute,
                        () -> MODEL.predict(new DMatrixRMaj(bad))),
                new Case(
                        "row in float",
                        "dense1 | column 1 'spend' | NaN | " + impute,
                        () -> FAST.mean(bad[1], SCRATCH)),
                new Case(
                        "row of floats",
                        "dense1 | column 0 'recency' | NaN | " + impute,
                        () -> FAST.mean(new float[] {Float.NaN, 1}, SCRATCH)),
                new Case("rows in float", "dense1 | row 1 column 1 'spend' | NaN | " + impute, () -> FAST.predict(bad)),
                new Case(
                        "matrix in float",
                        "dense1 | row 1 column 1 'spend' | NaN | " + impute,
                        () -> FAST.predict(new DMatrixRMaj(bad))),
                new Case(
                        "too large for float",
                        "dense1 | row 0 column 1 'spend' | 1.0E39 | predict in double",
                        () -> FAST.predict(large)),
                new Case(
                        "too large a row",
                        "dense1 | column 1 'spend' | 1.0E39 | predict in double",
                        () -> PLAIN.mean(large[0], PLAIN.newScratch())),
                new Case(
                        "rows explained",
                        "dense1 | row 1 column 1 'spend' | NaN | " + impute,
                        () -> MODEL.meanGradients(bad)),
                new Case(
                        "a line explained",
                        "dense1 | column 1 'spend' | NaN | " + impute,
                        () -> MODEL.kinks(X[0], bad[1])),
                new Case(
                        "offset",
                        "raw output 1 | row 1 | NaN | " + impute,
                        () -> WITH_OFFSETS.predict(X, new double[][] {{0}, {NAN}, {0}, {0}})),
                new Case(
                        "category trained",
                        "embedding1 | column 1 | was 3.0 | encode unknown categories",
                        training(EMBEDDED, TrainingData.of(new double[][] {{0, 3}}, new double[1]))),
                new Case(
                        "category predicted",
                        "embedding1 | column 1 | was 0.5 | encode unknown categories",
                        () -> WITH_EMBEDDING.predict(new double[][] {{0, 0.5}})));
    }

    static Stream<Case> labels() {
        String mend = "mend it or drop the row";
        Loss heads = Heads.of(SquaredError.of()).and(1, Scaled.of(Poisson.of(), 10));
        return Stream.of(
                new Case(
                        "negative spend",
                        "loss 'zero_inflated_lognormal' | label of row 2 of training data | -7.5 | floor net refunds at 0",
                        training(X, new double[] {0, 1, -7.5, 2})),
                new Case(
                        "spend in a unit",
                        "loss 'zero_inflated_lognormal' | label of row 0 | -7.5 | " + mend,
                        labels(Scaled.of(ZeroInflatedLognormal.of(), 10), -7.5)),
                new Case(
                        "negative count", "loss 'poisson' | label of row 0 | -1.0 | " + mend, labels(Poisson.of(), -1)),
                new Case("zero for gamma", "loss 'gamma' | label of row 0 | is 0.0 | " + mend, labels(Gamma.of(2), 0)),
                new Case(
                        "no such class",
                        "loss 'categorical_cross_entropy' | label of row 0 | is 3.0 | a whole number from 0 to 2",
                        labels(CategoricalCrossEntropy.of(3), 3)),
                new Case(
                        "a head's label",
                        "loss 'poisson' | label of row 0 of training data for head 1 | is -30.0 | " + mend,
                        labels(heads, -5, -30)),
                new Case(
                        "a head of heads",
                        "loss 'poisson' | for head 1, head 1 | is -4.0 | " + mend,
                        labels(Heads.of(SquaredError.of()).and(2, heads), 1, 1, -4)));
    }

    private static ThrowingCallable loading(double... last) {
        double[] parameters = MODEL.parameterArray();
        System.arraycopy(last, 0, parameters, parameters.length - last.length, last.length);
        return () -> Network.of(SPEC, parameters);
    }

    static Stream<Case> loaded() {
        String same = "of a network of the same spec";
        List<Parameter> some = MODEL.parameters().subList(1, 4);
        List<Parameter> turned = new ArrayList<>(some);
        turned.add(Parameter.of("dense1.weights", 4, 2, new double[8]));
        List<Parameter> more = new ArrayList<>(MODEL.parameters());
        more.add(Parameter.of("dense9.bias", 1, 4, new double[4]));
        List<Parameter> twice = new ArrayList<>(MODEL.parameters());
        twice.add(some.get(0));
        List<Description> layers = SPEC.describe().part("layers").parts();
        List<Description> apart = new ArrayList<>(SPEC.describe().parts());
        apart.set(
                0,
                Description.of("layers").with(List.of(layers.get(0).with("outputs", 5), layers.get(1), layers.get(2))));
        List<Description> misnamed = new ArrayList<>(SPEC.describe().parts());
        misnamed.set(4, Description.of("input_names").with(List.of(Description.of("recency"))));
        Vocabulary standard = Vocabulary.standard();
        return Stream.of(
                new Case("NaN", "output | parameter 'output.bias' | NaN at 2 | load an undamaged copy", loading(NAN)),
                new Case(
                        "infinity",
                        "output | parameter 'output.weights' | -Infinity at 11 | load an undamaged copy",
                        loading(Double.NEGATIVE_INFINITY, 0, 0, 0)),
                new Case(
                        "too few",
                        "network | 27 parameters | got 26 | " + same,
                        () -> Network.of(SPEC, new double[26])),
                new Case(
                        "missing",
                        "dense1 | parameter 'dense1.weights' | missing | " + same,
                        () -> Network.of(SPEC, some)),
                new Case(
                        "of another shape",
                        "dense1 | parameter 'dense1.weights' | was 4 x 2 | " + same,
                        () -> Network.of(SPEC, turned)),
                new Case("unknown", "dense9 | dense9.bias | no parameter | " + same, () -> Network.of(SPEC, more)),
                new Case(
                        "twice",
                        "dense1 | parameter 'dense1.bias' | twice | give it once",
                        () -> Network.of(SPEC, twice)),
                new Case(
                        "unknown layer",
                        "layer 'swish' | known are | dense | add it to the vocabulary",
                        () -> standard.layer(Description.of("swish"))),
                new Case(
                        "widths apart",
                        "layer 'relu1' | takes 4 inputs | given 5 | make it for the width",
                        () -> standard.network(SPEC.describe().with(apart))),
                new Case(
                        "names apart",
                        "input columns | names | 1 names | name every column or none",
                        () -> standard.network(SPEC.describe().with(misnamed))));
    }

    static Stream<Case> rates() {
        String start = "0.001 is a usual start";
        return Stream.of(0.0, -1.0, NAN, Double.POSITIVE_INFINITY)
                .flatMap(rate -> Stream.of(
                        new Case(
                                "Adam at " + rate,
                                "learning rate | positive | was " + rate + " | " + start,
                                () -> Adam.of(rate)),
                        new Case(
                                "SGD at " + rate,
                                "learning rate | positive | was " + rate + " | " + start,
                                () -> Sgd.of(rate))));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "numbers", "labels", "loaded", "rates"})
    void isNamedWithItsRemedyAndTheModelSurvives(Case c) {
        List<Object> before = predictions();
        Throwable thrown = catchThrowable(c.fault);
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(c.names.split(" \\| "));
        List<Object> after = predictions();
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void predictingNoRowsIsNoFault() {
        assertThat(MODEL.predict(new double[0][]).size()).isZero();
        assertThat(FAST.predict(new double[0][]).size()).isZero();
        assertThat(MODEL.predict(new DMatrixRMaj(0, 2)).means()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "a learning rate of 1e6 is named with epoch, batch and layer, and the last good weights are handed back")
    void anAbsurdLearningRate(Precision precision) {
        List<Object> before = predictions();
        for (Optimizer optimizer : new Optimizer[] {
            Adam.of(1e6),
            Adam.of(1e6).withWeightDecay(1e-3),
            Sgd.of(1e6),
            Sgd.of(1e6).withMomentum(0.9)
        }) {
            DivergenceException thrown = catchThrowableOfType(
                    DivergenceException.class,
                    () -> Trainer.builder(SPEC)
                            .precision(precision)
                            .optimizer(optimizer)
                            .build()
                            .train(TrainingData.of(X, Y)));
            assertThat(thrown).as("%s %s", precision, optimizer.describe()).isNotNull();
            assertThat(thrown)
                    .hasMessageStartingWith("training diverged in epoch " + thrown.epoch() + ", batch " + thrown.batch()
                            + ", at layer '" + thrown.layer() + "': ")
                    .hasMessageEndingWith(
                            "; lower the learning rate (1000000.0), clip the gradient or scale the inputs");
            assertThat(SPEC.layerNames()).contains(thrown.layer());
            assertThat(Arrays.stream(thrown.lastFinite().predict(X).means()))
                    .allMatch(mean -> mean >= 0 && mean < 1000);
        }
        assertThat(predictions()).usingRecursiveComparison().isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("inputs too large for the numbers computed with are named with their layer before any step")
    void inputsThatOverflow(Precision precision) {
        NetworkSpec squared = NetworkSpec.builder(2).dense(4).relu().build(SquaredError.of());
        DivergenceException thrown = catchThrowableOfType(
                DivergenceException.class,
                () -> Trainer.builder(squared)
                        .precision(precision)
                        .build()
                        .train(TrainingData.of(
                                new double[][] {{1e300, 1}, {1, 1e300}, {-1e300, -1e300}}, new double[3])));
        assertThat(thrown).isNotNull();
        assertThat(thrown.epoch()).isZero();
        assertThat(thrown)
                .hasMessageStartingWith("training diverged before its first step, at layer '" + thrown.layer()
                        + "': the loss of the starting weights is ")
                .hasMessageEndingWith("clip the gradient or scale the inputs");
        assertThat(thrown.lastFinite().predict(X).means()).doesNotContain(Double.NaN);
    }
}
