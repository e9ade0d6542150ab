package dev.clv.nn.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.math.Elementary;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementaryArraysTest {

    private static final double[] EDGES = {
        0,
        -0.0,
        1,
        -1,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
        Math.sqrt(0.5),
        707,
        -707,
        Math.nextUp(707.0),
        -708.4,
        709.78,
        709.79,
        -745,
        -746,
        1e-300,
        1e-310,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        1e17,
        -1e17,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    static Stream<KernelProvider> providers() {
        return Stream.concat(Stream.of(Kernels.plain()), Kernels.vector().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    @DisplayName("every function of an array gives the bits of the function of a number")
    void bitsAreThoseOfElementary(KernelProvider provider) {
        ElementaryArrays arrays = provider.elementary();
        check(arrays::exp, Elementary::exp);
        check(arrays::log, Elementary::log);
        check(arrays::sigmoid, Elementary::sigmoid);
        check(arrays::softplus, Elementary::softplus);
    }

    private interface OfArray {

        void apply(int n, double[] x, double[] y);
    }

    private static void check(OfArray ofArray, DoubleUnaryOperator ofNumber) {
        SplitMix random = new SplitMix(7);
        for (double size : new double[] {1e-9, 1, 30, 700, 1e4}) {
            double[] x = new double[10_007];
            Arrays.setAll(x, i -> random.nextSymmetric(size));
            same(ofArray, ofNumber, x);
        }
        for (double edge : EDGES) {
            // Alone, in each place of a vector, and among ordinary numbers.
            for (int place = 0; place < 17; place++) {
                double[] x = new double[17];
                Arrays.setAll(x, i -> random.nextSymmetric(3));
                x[place] = edge;
                same(ofArray, ofNumber, x);
            }
            same(ofArray, ofNumber, new double[] {edge});
        }
        same(ofArray, ofNumber, new double[0]);
    }

    private static void same(OfArray ofArray, DoubleUnaryOperator ofNumber, double[] x) {
        double[] expected = Arrays.stream(x).map(ofNumber).toArray();
        double[] y = new double[x.length + 1];
        y[x.length] = 42;
        ofArray.apply(x.length, x, y);
        assertThat(Arrays.copyOf(y, x.length)).isEqualTo(expected);
        assertThat(y[x.length]).as("what lies behind").isEqualTo(42);
        ofArray.apply(x.length, x, x);
        assertThat(x).as("in place").isEqualTo(expected);
    }
}
