package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults a caller makes, with the sentence each is answered with; the model trained before is unharmed by all of them. */
class BadInputTest {

    private static final NetworkSpec SPEC =
            NetworkSpec.builder(2).dense(4).relu().build(ZeroInflatedLognormal.of());
    private static final double[][] X = {{1, 2}, {3, -1}, {0, 1}, {2, 2}};
    private static final double[] Y = {0, 10, 5, 0};
    private static final Network MODEL =
            Trainer.builder(SPEC).epochs(5).build().train(TrainingData.of(X, Y)).network();

    private static void refused(ThrowingCallable fault, String sentence) {
        double[] before = MODEL.predict(X).means();
        assertThatThrownBy(fault).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
        assertThat(MODEL.predict(X).means()).isEqualTo(before);
    }

    /** Trains in both precisions; the sentence of the second must be that of the first. */
    private static void train(double[][] x, double[] y) {
        IllegalArgumentException inDouble = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> Trainer.builder(SPEC).build().train(TrainingData.of(x, y)));
        assertThatThrownBy(() ->
                        Trainer.builder(SPEC).precision(Precision.FLOAT).build().train(TrainingData.of(x, y)))
                .hasMessage(inDouble.getMessage());
        throw inDouble;
    }

    @Test
    void shapesThatDoNotMatch() {
        refused(
                () -> train(new double[][] {{1, 2, 3}}, new double[1]),
                "training data must have 2 input columns for layer 'dense1', has 3; build the network with "
                        + "NetworkSpec.builder(3) or mend the rows");
        refused(
                () -> train(X, new double[3]),
                "labels must have one row per input row, 4, has 3; hand in the labels of the same rows");
        refused(
                () -> MODEL.predict(new double[][] {{1, 2, 3}}),
                "inputs must have 2 columns, row 0 has 3; hand in the columns that the network was trained on, in their order");
        refused(
                () -> MODEL.predict(new DMatrixRMaj(4, 3)),
                "inputs must have 2 columns, was 4 x 3; hand in the columns that the network was trained on, in their order");
    }

    @Test
    void anEmptyBatch() {
        refused(
                () -> train(new double[0][], new double[0]),
                "training data must have at least one row, has none; check the split or filter it comes from");
        assertThat(MODEL.predict(new double[0][]).size()).isZero();
    }

    @Test
    void notANumber() {
        double nan = Double.NaN;
        refused(
                () -> train(new double[][] {{1, 2}, {3, nan}}, new double[2]),
                "inputs must be finite, row 1 column 1 is NaN; impute or drop it first");
        refused(
                () -> train(X, new double[] {0, 1, nan, 2}),
                "labels must be finite, row 2 column 0 is NaN; impute or drop it first");
        refused(
                () -> MODEL.predict(new double[][] {{nan, 1}}),
                "inputs must be finite, row 0 column 0 is NaN; impute or drop it first");
    }

    @Test
    void aLabelTheLossDoesNotAllow() {
        refused(
                () -> train(X, new double[] {0, 1, -7.5, 2}),
                "label of row 2 of training data is -7.5; labels of loss 'zero_inflated_lognormal' must be finite and "
                        + "not negative (floor net refunds at 0)");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "a learning rate of 1e6 is named with epoch, batch and layer, and the last good weights are handed back")
    void anAbsurdLearningRate(Precision precision) {
        double[] before = MODEL.predict(X).means();
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
        assertThat(MODEL.predict(X).means()).isEqualTo(before);
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
