package dev.clv.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    private static final int N = 200_000;

    private final RandomStream random = RandomStream.of(11, 22, 33);

    @Test
    void momentsAgreeWithTheory() {
        agrees(random::uniform, 0.5, 1.0 / 12);
        agrees(random::exponential, 1, 1);
        agrees(random::normal, 0, 1);
        for (double shape : new double[] {0.3, 1, 2.5, 40}) {
            agrees(() -> random.gamma(shape), shape, shape);
        }
        agrees(() -> random.beta(0.8, 2.8), 0.8 / 3.6, 0.8 * 2.8 / (3.6 * 3.6 * 4.6));
        agrees(() -> random.between(2, 21), 11.5, (20 * 20 - 1) / 12.0);
        agrees(() -> random.pick(new double[] {0.2, 0.5, 0.3}), 1.1, 0.49);
    }

    @Test
    void streamsOfOneSeedAreUnrelated() {
        double[] a = draws(RandomStream.of(1, 1, 1));
        assertThat(draws(RandomStream.of(1, 1, 1))).containsExactly(a);
        for (RandomStream other :
                new RandomStream[] {RandomStream.of(2, 1, 1), RandomStream.of(1, 2, 1), RandomStream.of(1, 1, 2)}) {
            double[] b = draws(other);
            double products = 0;
            for (int i = 0; i < a.length; i++) {
                products += (a[i] - 0.5) * (b[i] - 0.5);
            }
            // Each product has variance 1/144.
            assertThat(products).isCloseTo(0, within(4 * Math.sqrt(a.length / 144.0)));
        }
    }

    private static double[] draws(RandomStream stream) {
        double[] values = new double[2000];
        Arrays.setAll(values, i -> stream.uniform());
        return values;
    }

    /** The mean within 4 standard errors, the variance within 4 of its own, estimated from the fourth moment. */
    private static void agrees(DoubleSupplier draw, double mean, double variance) {
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < N; i++) {
            double d = draw.getAsDouble() - mean;
            sum += d;
            squares += d * d;
            fourths += d * d * d * d;
        }
        assertThat(sum / N).isCloseTo(0, within(4 * Math.sqrt(variance / N)));
        double spread = Math.sqrt(fourths / N - variance * variance);
        assertThat(squares / N).isCloseTo(variance, within(4 * spread / Math.sqrt(N) + 1e-12));
    }
}
