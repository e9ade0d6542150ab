package dev.clv.nn.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ColumnProductsTest {

    @Test
    void everyImplementationGivesTheBitsOfTheTextbooksSum() {
        for (ColumnProducts products :
                new ColumnProducts[] {Kernels.plain().columnProducts(), Kernels.columnProducts()}) {
            for (int length : new int[] {5, 64, 96}) {
                for (int rows : new int[] {1, 3, 5, 31, 33, 64}) {
                    for (int inputs : new int[] {1, 4, 7, 20, 23, 64}) {
                        for (int outputs : new int[] {1, 4, 9, 32}) {
                            if (rows <= length) {
                                assertSameBits(products, length, rows, inputs, outputs);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void assertSameBits(ColumnProducts products, int length, int rows, int inputs, int outputs) {
        SplitMix random = new SplitMix(rows * 31L + inputs * 7L + outputs);
        int wAt = 3;
        int biasAt = wAt + inputs * outputs;
        double[] parameters = random(biasAt + outputs, random);
        double[] x = random(rows * inputs, random);
        double[] expected = new double[rows * outputs];
        for (int b = 0; b < rows; b++) {
            for (int o = 0; o < outputs; o++) {
                double sum = parameters[biasAt + o];
                for (int i = 0; i < inputs; i++) {
                    sum = HardwareFma.multiplyAdd(x[b * inputs + i], parameters[wAt + i * outputs + o], sum);
                }
                expected[b * outputs + o] = sum;
            }
        }
        double[][] units = new double[inputs][length];
        for (int b = 0; b < rows; b++) {
            for (int i = 0; i < inputs; i++) {
                units[i][b] = x[b * inputs + i];
            }
        }
        double[][] y = new double[outputs][length];
        products.forward(rows, inputs, outputs, units, parameters, wAt, biasAt, y);
        for (int b = 0; b < rows; b++) {
            for (int o = 0; o < outputs; o++) {
                assertThat(y[o][b]).isEqualTo(expected[b * outputs + o]);
            }
        }
    }

    private static double[] random(int n, SplitMix random) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextSymmetric(1));
        return values;
    }
}
