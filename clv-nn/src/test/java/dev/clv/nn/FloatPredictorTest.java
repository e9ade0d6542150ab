package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.kernel.FloatKernels;
import dev.clv.nn.kernel.SplitMix;
import dev.clv.nn.loss.SquaredError;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Float against the oracle: the network in double. */
class FloatPredictorTest {

    static Stream<FloatKernels> kernels() {
        return Stream.concat(Stream.of(FloatKernels.plain()), FloatKernels.vector().stream());
    }

    private static Network smallNetwork() {
        NetworkSpec spec =
                NetworkSpec.builder(20).dense(64).relu().dense(32).relu().build(SquaredError.of());
        return Network.of(spec, spec.initialParameters(1));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aRowGivesTheSameBitsAloneAndInABatch(FloatKernels kernels) {
        Network network = smallNetwork();
        FloatPredictor fast = FloatPredictor.of(network, kernels);
        FloatPredictor.Scratch scratch = fast.newScratch();
        SplitMix random = new SplitMix(1);
        double[][] rows = new double[1000][20];
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextSymmetric(2);
            }
        }
        double[] means = fast.predict(rows).means();
        double[] exact = network.predict(rows).means();
        for (int i = 0; i < rows.length; i++) {
            assertThat(fast.mean(rows[i], scratch)).isEqualTo(means[i]).isCloseTo(exact[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void badInputIsNamed(FloatKernels kernels) {
        FloatPredictor fast = FloatPredictor.of(smallNetwork(), kernels);
        double[] row = new double[20];
        row[3] = Double.NaN;
        assertThatThrownBy(() -> fast.mean(row, fast.newScratch()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inputs must be finite, row 0 column 3 is NaN; impute or drop it first");
    }
}
