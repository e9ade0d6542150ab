package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotalIntervalTest {

    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

    /** Nothing with probability 1 - p, else exponential. */
    private record Exponential(double positive, double scale) implements ValueDistribution {

        @Override
        public double mean() {
            return positive * scale;
        }

        @Override
        public boolean isPoint() {
            return false;
        }

        @Override
        public double quantile(double q) {
            return q <= 1 - positive ? 0 : -scale * Math.log((1 - q) / positive);
        }

        @Override
        public double probabilityAbove(double amount) {
            return amount < 0 ? 1 : positive * Math.exp(-amount / scale);
        }
    }

    private static List<ValueDistribution> customers(int count, long seed) {
        Random random = new Random(seed);
        List<ValueDistribution> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            customers.add(new Exponential(random.nextDouble(), 10 + 200 * random.nextDouble()));
        }
        return customers;
    }

    private static double truth(List<ValueDistribution> customers, Random random) {
        return customers.stream()
                .mapToDouble(one -> one.quantile(Math.max(1e-12, random.nextDouble())))
                .sum();
    }

    /** 3,000 are more than are drawn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40, 3000})
    void holdsTheTotalOfIndependentCustomersAsOftenAsItSays(int count) {
        Random random = new Random(count);
        int held = 0;
        int runs = count > 1000 ? 60 : 400;
        for (int run = 0; run < runs; run++) {
            List<ValueDistribution> customers = customers(count, run);
            double truth = truth(customers, random);
            TotalInterval interval = TotalInterval.of(customers, LevelUncertainty.UNKNOWN, 0.8);
            held += truth >= interval.low() && truth <= interval.high() ? 1 : 0;
        }
        // Zeros of a single customer are an end of the interval.
        double expected = count == 1 ? 0.85 : 0.8;
        assertThat(held / (double) runs).isCloseTo(expected, within(4 * Math.sqrt(0.16 / runs) + 0.02));
    }

    /**
     * The level is learned from one window, as far as chance lets it: by how many times the expected total customers
     * bought in training. Kills: an interval that takes the learned level for the true one.
     */
    @Test
    void holdsTheNextTotalThoughTheLevelWasLearnedFromOneThatChanceHasMoved() {
        Random random = new Random(9);
        int held = 0;
        int without = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            List<ValueDistribution> customers = customers(60, run);
            double expected =
                    customers.stream().mapToDouble(ValueDistribution::mean).sum();
            double factor = truth(customers, random) / expected;
            double squares = customers.stream()
                    .mapToDouble(one -> {
                        double error = one.quantile(Math.max(1e-12, random.nextDouble())) - one.mean();
                        return error * error;
                    })
                    .sum();
            LevelUncertainty level = LevelUncertainty.of(
                    List.of(NOW), List.of(1.0), List.of(Math.sqrt(squares) / expected), Duration.ofDays(90));
            double next = truth(customers, random) / factor;
            TotalInterval interval = TotalInterval.of(customers, level, 0.8);
            TotalInterval narrow = TotalInterval.of(customers, LevelUncertainty.UNKNOWN, 0.8);
            held += next >= interval.low() && next <= interval.high() ? 1 : 0;
            without += next >= narrow.low() && next <= narrow.high() ? 1 : 0;
        }
        assertThat(held / (double) runs).isCloseTo(0.8, within(0.05));
        assertThat(without / (double) runs).isLessThan(0.7);
    }

    @Test
    void manyCustomersAreRelativelySurerThanFewAndKeepTheirTotal() {
        List<ValueDistribution> many = customers(5000, 1);
        TotalInterval all = TotalInterval.of(many, LevelUncertainty.UNKNOWN, 0.8);
        TotalInterval some = TotalInterval.of(many.subList(0, 50), LevelUncertainty.UNKNOWN, 0.8);

        assertThat(all.expected())
                .isCloseTo(many.stream().mapToDouble(ValueDistribution::mean).sum(), within(1e-6));
        assertThat(all.customers()).isEqualTo(5000);
        assertThat((all.high() - all.low()) / all.expected())
                .isLessThan(0.2 * (some.high() - some.low()) / some.expected());
    }

    /** Kills: an uncertainty of the level that is averaged away, or that has no tails. */
    @Test
    void theLevelDoesNotAverageOut() {
        List<ValueDistribution> many = customers(3000, 2);
        LevelUncertainty level = new LevelUncertainty(0.1, 3, 0);
        TotalInterval interval = TotalInterval.of(many, level, 0.8);

        // Student's t with 3 degrees of freedom: 1.638.
        assertThat(Math.log(interval.high() / interval.expected())).isCloseTo(0.1638, within(0.02));
        assertThat(Math.log(interval.low() / interval.expected())).isCloseTo(-0.1638, within(0.02));
        assertThat(interval.levelKnown()).isTrue();
        assertThat(TotalInterval.of(many, level, 0.95).high()).isGreaterThan(interval.high());
    }

    @Test
    void theSameDistributionsGiveTheSameBits() {
        LevelUncertainty level = new LevelUncertainty(0.2, 2, 0.1);
        assertThat(TotalInterval.of(customers(1500, 3), level, 0.9))
                .isEqualTo(TotalInterval.of(customers(1500, 3), level, 0.9));
    }

    @Test
    void nobodyIsWorthNothing() {
        TotalInterval nobody = TotalInterval.of(List.of(), new LevelUncertainty(0.3, 1, 0.1), 0.8);

        assertThat(nobody).isEqualTo(new TotalInterval(0, 0, 0, 0, 0.8, true));
    }

    @Test
    void saysWhatItAllowsFor() {
        assertThat(new TotalInterval(412, 51_200, 44_800.4, 58_899.6, 0.8, true).sentence())
                .isEqualTo("412 customers are expected to be worth 51200 together, and between 44800 and 58900 with a"
                        + " probability of 80 %, by chance and by how far past totals were off.");
        assertThat(new TotalInterval(1, 5, 4, 6, 0.9, true).sentence())
                .startsWith("1 customer is expected to be worth 5, and between 4 and 6 with");
        assertThat(new TotalInterval(1, 5, 4, 6, 0.999, true).sentence()).contains("probability of 99.9 %,");
        assertThat(new TotalInterval(1, 5, 4, 6, 0.9999999, true).sentence()).contains("probability of 99.999 %,");
        assertThat(new TotalInterval(1, 0, 0, 0, 0.9, true).sentence())
                .isEqualTo("1 customer is expected to be worth nothing.");
        assertThat(new TotalInterval(0, 0, 0, 0, 0.9, true).sentence())
                .isEqualTo("0 customers are expected to be worth nothing.");
        assertThat(new TotalInterval(2, 5, 4, 6, 0.9, false).sentence())
                .contains("between 4 and 6 with a probability of 90 %, by chance alone")
                .contains("is not known");
    }

    @Test
    void refusesWhatIsNoInterval() {
        for (double share : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> TotalInterval.of(List.of(), LevelUncertainty.UNKNOWN, share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(0, 1), was " + share);
        }
        assertThatThrownBy(() -> new TotalInterval(1, 5, 6, 4, 0.8, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was 6.0 to 4.0");
        assertThatThrownBy(() -> new LevelUncertainty(-1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LevelUncertainty(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LevelUncertainty(1, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was NaN");
    }

    @Test
    void originsWithinOneHorizonTellNothingOfTheLevel() {
        List<Instant> origins = List.of(NOW, NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(60)));
        List<Double> ratios = List.of(1.1, 0.9, 1.0);
        List<Double> sure = List.of(0.0, 0.0, 0.0);

        assertThat(LevelUncertainty.of(origins, ratios, sure, Duration.ofDays(90))
                        .isKnown())
                .isFalse();
        assertThat(LevelUncertainty.of(origins, ratios, sure, Duration.ofDays(60))
                        .isKnown())
                .isTrue();
        assertThat(LevelUncertainty.of(origins, List.of(1.1, 0.0, 1.0), sure, Duration.ofDays(10))
                        .isKnown())
                .isFalse();
        assertThat(LevelUncertainty.of(List.of(NOW), List.of(1.0), List.of(0.0), Duration.ofDays(90)))
                .isEqualTo(LevelUncertainty.UNKNOWN);
        assertThat(LevelUncertainty.of(List.of(NOW), List.of(1.0), List.of(0.2), Duration.ofDays(90)))
                .isEqualTo(new LevelUncertainty(Double.NaN, 1, 0.2));
    }

    /** Two windows that do not overlap err by chance half as much, in squares, as one; overlapping ones as much. */
    @Test
    void windowsThatDoNotOverlapShareWhatChanceMoved() {
        List<Double> chances = List.of(0.1, 0.1);
        List<Double> ratios = List.of(1.0, 1.0);

        assertThat(LevelUncertainty.of(
                                List.of(NOW, NOW.minus(Duration.ofDays(90))), ratios, chances, Duration.ofDays(90))
                        .error())
                .isCloseTo(0.1 / Math.sqrt(2), within(1e-12));
        assertThat(LevelUncertainty.of(List.of(NOW, NOW), ratios, chances, Duration.ofDays(90))
                        .error())
                .isCloseTo(0.1, within(1e-12));
        assertThat(LevelUncertainty.of(List.of(NOW), List.of(Double.NaN), List.of(Double.NaN), Duration.ofDays(90)))
                .isEqualTo(LevelUncertainty.UNKNOWN);
    }

    @Test
    void whatChanceMakesOfTotalsIsNoUncertaintyOfTheLevel() {
        List<Instant> origins = List.of(NOW, NOW.minus(Duration.ofDays(90)));
        List<Double> ratios = List.of(1.1, 1 / 1.1);
        double sure = LevelUncertainty.of(origins, ratios, List.of(0.0, 0.0), Duration.ofDays(90))
                .spread();

        assertThat(LevelUncertainty.of(origins, ratios, List.of(0.05, 0.05), Duration.ofDays(90))
                        .spread())
                .isBetween(0.8 * sure, 0.9 * sure);
        assertThat(LevelUncertainty.of(origins, ratios, List.of(0.2, 0.2), Duration.ofDays(90))
                        .spread())
                .isZero();
    }

    /** The interval of the next of a few normal logarithms, whose common mean was taken out: 80 of 100 times right. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void theLevelOfTheNextOriginLiesWithinTheRangeOfPastOnesAsOftenAsItSays(int windows) {
        Random random = new Random(7);
        int held = 0;
        int runs = 2000;
        for (int run = 0; run < runs; run++) {
            List<Instant> origins = new ArrayList<>();
            List<Double> logs = new ArrayList<>();
            for (int k = 0; k < windows; k++) {
                origins.add(NOW.minus(Duration.ofDays(90L * k)));
                logs.add(0.2 * random.nextGaussian());
            }
            double mean = logs.stream().mapToDouble(x -> x).average().orElseThrow();
            List<Double> ratios =
                    logs.stream().map(log -> StrictMath.exp(log - mean)).toList();
            LevelUncertainty level =
                    LevelUncertainty.of(origins, ratios, Collections.nCopies(windows, 0.0), Duration.ofDays(90));
            double next = StrictMath.exp(0.2 * random.nextGaussian() - mean);
            held += next >= level.factor(0.1) && next <= level.factor(0.9) ? 1 : 0;
        }
        assertThat(held / (double) runs).isCloseTo(0.8, within(0.035));
    }
}
