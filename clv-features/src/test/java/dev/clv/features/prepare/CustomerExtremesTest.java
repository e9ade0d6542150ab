package dev.clv.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CustomerExtremesTest {

    private static Interval between(double[] column, int[] customers, double lower, double upper) {
        double[] sorted =
                Arrays.stream(column).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int count = Arrays.stream(customers).max().orElseThrow() + 1;
        return CustomerExtremes.of(column, customers, count).between(SignedLog.NONE, sorted, lower, upper);
    }

    private static int[] each(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    @Test
    void aQuantileWithTwentyCustomersBeyondItIsTakenAsItIs() {
        double[] column = IntStream.rangeClosed(0, 1000).asDoubleStream().toArray();
        assertThat(between(column, each(1001), 0.02, 0.98)).isEqualTo(new Interval(20, 980));
        assertThat(between(column, each(1001), 0.018, 0.982).low())
                .as("19 customers lie beyond 18")
                .isNotEqualTo(18);
    }

    @Test
    void theEndsAreExtrapolatedFromTheOutermostTwenty() {
        double[] column = IntStream.rangeClosed(0, 1000).asDoubleStream().toArray();
        // The outermost twenty are 0 to 19 and 981 to 1000: their median lies 9.5 beyond the innermost.
        double reach = 9.5 / Math.log(2) * Math.log(20 / 0.5);
        assertThat(between(column, each(1001), 0, 1).low()).isCloseTo(19 - reach, within(1e-9));
        assertThat(between(column, each(1001), 0, 1).high()).isCloseTo(981 + reach, within(1e-9));
    }

    @Test
    void anExponentialTailIsExtrapolatedToItsOwnQuantile() {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        int samples = 300;
        for (int i = 0; i < samples; i++) {
            double[] column = DoubleStream.generate(() -> -Math.log(random.nextDouble()))
                    .limit(400)
                    .toArray();
            sum += between(column, each(400), 0, 0.99).high() / samples;
        }
        assertThat(sum).isCloseTo(-Math.log(0.01), within(0.15));
    }

    @Test
    void rowsOfOneCustomerCountOnce() {
        // Thirty rows of one customer at the top: the others decide.
        double[] column = DoubleStream.concat(
                        IntStream.range(0, 100).asDoubleStream(),
                        DoubleStream.generate(() -> 1e6).limit(30))
                .toArray();
        int[] customers = IntStream.concat(
                        IntStream.range(0, 100), IntStream.generate(() -> 100).limit(30))
                .toArray();
        // The outermost twenty are 81 to 99 and 1e6, whose median is 90.5.
        double high = between(column, customers, 0, 1).high();
        assertThat(high).isCloseTo(81 + 9.5 / Math.log(2) * Math.log(40), within(1e-9));
        assertThat(between(column, customers, 0, 0.9).high()).isNotEqualTo(1e6);
    }

    /** Attacks what a preparation stores: no value that fewer than 20 customers reach may stand in it. */
    @Test
    void noNumberOfTheOutermostCustomersIsStored() {
        SplittableRandom random = new SplittableRandom(5);
        int customers = 300;
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.numeric("heavy", "EUR", "H", "g"),
                Feature.numeric("even", "EUR", "E", "g"),
                Feature.numeric("rare", "EUR", "R", "g"),
                Feature.numeric("few", "EUR", "F", "g"),
                Feature.numeric("level", "number", "L", "g")));
        double[][] rows = new double[3 * customers][];
        for (int i = 0; i < rows.length; i++) {
            int customer = i / 3;
            rows[i] = new double[] {
                Math.exp(5 * random.nextDouble() * random.nextDouble()),
                random.nextDouble(),
                customer < 19 ? 100 * random.nextDouble() : 0,
                customer < 19 ? random.nextDouble() : Double.NaN,
                customer < 19 ? 7 : customer % 3
            };
        }
        List<RowKey> keys = IntStream.range(0, rows.length)
                .mapToObj(i -> new RowKey("c" + i / 3, Instant.ofEpochSecond(i % 3)))
                .toList();
        Preparation preparation =
                Preparation.builder().levels(5).winsorizeAt(0.001, 0.999).fit(FeatureMatrix.of(schema, keys, rows));
        Set<Double> secret = new HashSet<>();
        for (int j = 0; j < 2; j++) {
            int column = j;
            double[] sorted =
                    Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
            for (int i = 0; i < 19; i++) {
                secret.add(sorted[i]);
                secret.add(sorted[sorted.length - 1 - i]);
            }
        }
        for (double[] row : rows) {
            secret.add(row[2]);
            secret.add(row[3]);
        }
        secret.remove(0.0);
        secret.remove(Double.NaN);
        secret.add(7.0);
        preparation.fittedState().numbers().forEach((name, numbers) -> {
            for (double number : numbers) {
                assertThat(secret).as(name).doesNotContain(number);
            }
        });
        assertThat(preparation.constants()).containsExactly("few");
    }
}
