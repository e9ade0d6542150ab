package dev.clv.nn.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProductsTest {

    private static final int[] AWKWARD = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127};
    private static final int MARGIN = 5;

    @Test
    @DisplayName("the plain products give the bits of the naive ones at awkward sizes")
    void plainEqualsNaiveAtAwkwardSizes() {
        SplitMix random = new SplitMix(7);
        int compared = 0;
        for (int rows : AWKWARD) {
            for (int inputs : AWKWARD) {
                int outputs = AWKWARD[random.nextInt(AWKWARD.length)];
                compare(rows, inputs, outputs, numbers(random, 1));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(256);
    }

    @Test
    @DisplayName("the plain products give the bits of the naive ones for huge, tiny, infinite and missing numbers")
    void plainEqualsNaiveAtExtremeValues() {
        double[] extremes = {0, -0.0, 1e300, -1e300, 1e-300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, 1};
        SplitMix random = new SplitMix(8);
        for (int rows : new int[] {1, 3, 9}) {
            compare(rows, 13, 6, n -> {
                double[] array = new double[n];
                Arrays.setAll(array, i -> extremes[random.nextInt(extremes.length)]);
                return array;
            });
        }
    }

    private interface Numbers {
        double[] make(int n);
    }

    private static Numbers numbers(SplitMix random, double limit) {
        return n -> {
            double[] array = new double[n];
            Arrays.setAll(array, i -> random.nextSymmetric(limit));
            return array;
        };
    }

    private static void compare(int rows, int inputs, int outputs, Numbers numbers) {
        String sizes = rows + " x " + inputs + " x " + outputs;
        double[] x = numbers.make(rows * inputs);
        double[] dy = numbers.make(rows * outputs);
        double[] parameters = numbers.make(MARGIN + inputs * outputs + outputs);
        double[] start = numbers.make(parameters.length);
        Products.Scratch scratch = new Products.Scratch(rows, inputs, outputs);
        int biasAt = MARGIN + inputs * outputs;

        double[] expected = new double[rows * outputs];
        double[] actual = new double[rows * outputs];
        Products.naive().forward(rows, inputs, outputs, x, parameters, MARGIN, biasAt, expected, scratch);
        Products.plain().forward(rows, inputs, outputs, x, parameters, MARGIN, biasAt, actual, scratch);
        assertThat(actual).as("forward " + sizes).isEqualTo(expected);

        double[] expectedGradient = start.clone();
        double[] actualGradient = start.clone();
        Products.naive().weightGradient(rows, inputs, outputs, x, dy, expectedGradient, MARGIN, scratch);
        Products.plain().weightGradient(rows, inputs, outputs, x, dy, actualGradient, MARGIN, scratch);
        assertThat(actualGradient).as("weight gradient " + sizes).isEqualTo(expectedGradient);

        double[] expectedDx = new double[rows * inputs];
        double[] actualDx = new double[rows * inputs];
        Products.naive().inputGradient(rows, inputs, outputs, dy, parameters, MARGIN, expectedDx, scratch);
        Products.plain().inputGradient(rows, inputs, outputs, dy, parameters, MARGIN, actualDx, scratch);
        assertThat(actualDx).as("input gradient " + sizes).isEqualTo(expectedDx);
    }
}
