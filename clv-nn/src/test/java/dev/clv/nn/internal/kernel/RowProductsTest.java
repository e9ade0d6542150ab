package dev.clv.nn.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowProductsTest {

    private static final RowProducts[] PROVIDERS = {Kernels.plain().rowProducts(), Kernels.rowProducts()};

    @Test
    void everyImplementationGivesTheBitsOfTheTextbooksSum() {
        for (RowProducts products : PROVIDERS) {
            for (int rows : new int[] {1, 5, 6, 7, 8, 24, 31, 61}) {
                for (int inputs : new int[] {1, 4, 7, 20, 23, 64}) {
                    for (int outputs : new int[] {1, 4, 8, 9, 32, 45, 65}) {
                        assertSameBits(products, rows, inputs, outputs, (rows + inputs + outputs) % 2 == 0);
                    }
                }
            }
        }
    }

    private static void assertSameBits(RowProducts products, int rows, int inputs, int outputs, boolean rectify) {
        SplitMix random = new SplitMix(rows * 31L + inputs * 7L + outputs);
        int weightsAt = 3;
        int biasAt = weightsAt + inputs * outputs + 2;
        double[] parameters = random(biasAt + outputs, random);
        int at = 2;
        double[][] source = new double[rows][];
        Arrays.setAll(source, b -> random(at + inputs + 1, random));
        BatchActivations x = products.newActivations(rows, inputs);
        BatchActivations y = products.newActivations(rows, outputs);
        RowProduct product = products.product(inputs, outputs, parameters, weightsAt, biasAt);
        x.load(rows, source, at, rectify);
        product.forward(rows, x, rectify, y);
        double[] expected = new double[rows * outputs];
        for (int b = 0; b < rows; b++) {
            for (int o = 0; o < outputs; o++) {
                double sum = parameters[biasAt + o];
                for (int i = 0; i < inputs; i++) {
                    double value = rectify ? Math.max(source[b][at + i], 0) : source[b][at + i];
                    sum = HardwareFma.multiplyAdd(value, parameters[weightsAt + i * outputs + o], sum);
                }
                expected[b * outputs + o] = rectify ? Math.max(sum, 0) : sum;
                assertThat(y.get(b, o)).isEqualTo(expected[b * outputs + o]);
            }
        }
        assertThat(numbers(y, rows)).containsExactlyInAnyOrder(expected);
    }

    private static double[] numbers(BatchActivations y, int rows) {
        double[] numbers = new double[y.arrays(rows) * y.length(rows)];
        for (int a = 0; a < y.arrays(rows); a++) {
            System.arraycopy(y.array(a), 0, numbers, a * y.length(rows), y.length(rows));
        }
        return numbers;
    }

    @Test
    void everyImplementationAddsTheSameMultiples() {
        for (int n : new int[] {1, 7, 8, 20, 64, 67}) {
            SplitMix random = new SplitMix(n);
            double[] x = random(n, random);
            double[] sums = random(n + 4, random);
            double[] expected = sums.clone();
            for (int k = 0; k < n; k++) {
                expected[3 + k] = HardwareFma.multiplyAdd(0.3, x[k], sums[3 + k]);
            }
            for (RowProducts products : PROVIDERS) {
                double[] actual = sums.clone();
                products.add(0.3, x, actual, 3);
                assertThat(actual).containsExactly(expected);
            }
        }
    }

    private static double[] random(int n, SplitMix random) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextSymmetric(1));
        return values;
    }
}
