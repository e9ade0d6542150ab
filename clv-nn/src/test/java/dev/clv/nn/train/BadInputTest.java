package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adam;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    private static void train(double[][] x, double[] y) {
        Trainer.builder(SPEC).build().train(TrainingData.of(x, y));
    }

    @Test
    void shapesThatDoNotMatch() {
        refused(
                () -> train(new double[][] {{1, 2, 3}}, new double[1]),
                "training data must have 2 input columns for layer 'dense1', has 3; build the network with "
                        + "NetworkSpec.builder(3) or mend the rows");
        refused(() -> train(X, new double[3]), "labels must have one row per input row, 4, has 3");
        refused(() -> MODEL.predict(new double[][] {{1, 2, 3}}), "inputs must have 2 columns, row 0 has 3");
        refused(() -> MODEL.predict(new DMatrixRMaj(4, 3)), "inputs must have 2 columns, was 4 x 3");
    }

    @Test
    void anEmptyBatch() {
        refused(() -> train(new double[0][], new double[0]), "training data must have at least one row");
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

    @Test
    @DisplayName(
            "a learning rate of 1e6 is named with epoch, batch and layer, and the last good weights are handed back")
    void anAbsurdLearningRate() {
        double[] before = MODEL.predict(X).means();
        DivergenceException thrown = catchThrowableOfType(
                DivergenceException.class,
                () -> Trainer.builder(SPEC).optimizer(Adam.of(1e6)).build().train(TrainingData.of(X, Y)));
        assertThat(thrown)
                .hasMessageStartingWith("training diverged in epoch " + thrown.epoch() + ", batch " + thrown.batch()
                        + ", at layer '" + thrown.layer() + "': ")
                .hasMessageEndingWith("; lower the learning rate (1000000.0), clip the gradient or scale the inputs");
        assertThat(java.util.Arrays.stream(thrown.lastFinite().predict(X).means()))
                .allMatch(mean -> mean >= 0 && mean < 1000);
        assertThat(MODEL.predict(X).means()).isEqualTo(before);
    }
}
