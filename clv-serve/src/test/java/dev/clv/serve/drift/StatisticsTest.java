package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    private static double[] sample(int size, long seed) {
        return new Random(seed).doubles(size).sorted().toArray();
    }

    @Test
    void theStabilityIndexIsThatOfAWorkedExample() {
        // With half a row more a bin, 50 and 50 become shares of .5, and 25 and 75 become .252475 and .747525.
        assertThat(StabilityIndex.between(new long[] {50, 50}, new long[] {25, 75}))
                .isCloseTo(0.268681, within(1e-5));
        assertThat(StabilityIndex.between(new long[] {5, 7, 0}, new long[] {5, 7, 0}))
                .isZero();
        assertThat(StabilityIndex.between(new long[] {9, 0}, new long[] {0, 9})).isFinite();
    }

    @Test
    void binsHoldAboutAsManyRowsEachAndEqualValuesShareOne() {
        StabilityIndex tenths =
                StabilityIndex.of(IntStream.range(0, 100).asDoubleStream().toArray(), 10, 1);
        assertThat(tenths.counts(IntStream.range(0, 100).asDoubleStream().toArray()))
                .containsExactly(11, 10, 10, 10, 10, 10, 10, 10, 10, 9);
        StabilityIndex zeros = StabilityIndex.of(new double[] {0, 0, 0, 0, 0, 0, 0, 1, 2, 3}, 10, 1);
        assertThat(zeros.edges()).containsExactly(0, 1, 2);
        assertThat(zeros.counts(new double[] {-1, 0, 0.5, 9})).containsExactly(2, 1, 0, 1);
        assertThat(StabilityIndex.of(new double[] {4, 4, 4}, 10, 1).bins()).isEqualTo(1);
    }

    @Test
    void noBinHoldsFewerRowsThanAllowed() {
        double[] values = IntStream.range(0, 100)
                .mapToDouble(i -> i < 60 ? 0 : i == 60 ? 7.77 : i)
                .toArray();
        for (int least : new int[] {1, 19, 20, 21, 41}) {
            long[] counts = StabilityIndex.of(values, 5, least).counts(values);
            assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThanOrEqualTo(least);
        }
        assertThat(StabilityIndex.of(values, 5, 20).edges()).doesNotContain(7.77);
    }

    @Test
    void theDistanceOfKolmogorovAndSmirnovIsTheLargestDifferenceOfTwoDistributions() {
        assertThat(KolmogorovSmirnov.distance(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}))
                .isEqualTo(0.5);
        assertThat(KolmogorovSmirnov.distance(new double[] {1, 1, 2}, new double[] {1, 1, 2}))
                .isZero();
        assertThat(KolmogorovSmirnov.distance(new double[] {1}, new double[] {2, 3}))
                .isEqualTo(1);
    }

    @Test
    void theDivergenceOfJensenAndShannonIsInBits() {
        assertThat(JensenShannon.divergence(new double[] {5, 0}, new double[] {0, 9}))
                .isEqualTo(1);
        assertThat(JensenShannon.divergence(new double[] {2, 4}, new double[] {1, 2}))
                .isZero();
        // Means .75 and .25: half of (.5 log2(.5/.75) + .5 log2(.5/.25)) and half of log2(1/.75).
        assertThat(JensenShannon.divergence(new double[] {1, 1}, new double[] {3, 0}))
                .isCloseTo(0.311278, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"2.326348, 1, 6.635", "2.326348, 10, 23.209", "3.090232, 5, 20.515", "3.719016, 9, 33.720"})
    void quantilesOfChiSquaredAreThoseOfTablesWithinTwoPercent(double level, int freedom, double table) {
        assertThat(Chance.chiSquared(freedom, level)).isCloseTo(table, within(0.02 * table));
    }

    @Test
    void chanceExplainsWhatEqualDistributionsDoByChance() {
        int beyond = 0;
        for (int seed = 0; seed < 400; seed++) {
            double[] one = sample(150, seed);
            double[] other = sample(250, seed + 1000);
            StabilityIndex index = StabilityIndex.of(one, 7, 1);
            beyond +=
                    StabilityIndex.between(index.counts(one), index.counts(other)) > Chance.ofStability(7, 150, 250, 2)
                            ? 1
                            : 0;
            beyond += KolmogorovSmirnov.distance(one, other) > Chance.ofDistance(150, 250, 2) ? 1 : 0;
        }
        // At level 2, 2.3 % of 800; the bins are those of one sample, and the distance is tested from both sides.
        assertThat(beyond).isBetween(4, 40);
    }

    @Test
    void theEventsOfOneCustomerHangTogether() {
        CustomerSums reference = new CustomerSums();
        CustomerSums now = new CustomerSums();
        double[][][] customers = {{{3, 3}, {6, 6}}, {{1, 1}, {0, 0}}, {{0, 0}, {2, 2}}};
        for (double[][] customer : customers) {
            now.add(customer[0], customer[1]);
            reference.add(customer[1], customer[1]);
        }
        // Less half of the reference, the three have 0, 1 and -1.
        assertThat(now.errorOfTotal(reference, 0.5)).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(now.customers()).isEqualTo(2);
        assertThat(now.most()).isEqualTo(3);
    }

    @Test
    void theErrorOfARatioCountsThatCustomersAreInBoth() {
        CustomerSums reference = new CustomerSums();
        CustomerSums now = new CustomerSums();
        double[][] same = {{4, 2}, {1, 1}, {9, 3}};
        for (double[] customer : same) {
            now.add(customer, customer);
            reference.add(customer, customer);
        }
        assertThat(now.ratio()).isCloseTo(14 / 6.0, within(1e-12));
        assertThat(now.errorOfRatio(reference, now.ratio(), now.ratio())).isCloseTo(0, within(1e-7));
        CustomerSums others = new CustomerSums();
        for (double[] customer : same) {
            others.add(customer, new double[2]);
        }
        // Residuals -2/3, -4/3 and 2, squared 56/9, over 36, twice.
        assertThat(others.errorOfRatio(reference, now.ratio(), now.ratio()))
                .isCloseTo(Math.sqrt(2 * 56 / 9.0 / 36), within(1e-12));
    }

    @Test
    void pairedLevelsLeaveOutWhatCustomersDifferIn() {
        PairedLevels levels = new PairedLevels();
        levels.add(new double[] {12, 1}, new double[] {10, 1});
        levels.add(new double[] {204, 2}, new double[] {200, 2});
        levels.add(new double[] {5, 1}, new double[] {0, 0});
        assertThat(levels.customers()).isEqualTo(2);
        // Weights .5 and 1, steps 2 and 2.
        assertThat(levels.step()).isCloseTo(2, within(1e-12));
        assertThat(levels.error()).isCloseTo(0, within(1e-7));
    }

    @Test
    void theOnsetIsTheDayOfTheLargestStep() {
        double[] views = new double[30];
        double[] days = new double[30];
        for (int day = 0; day < 30; day++) {
            views[day] = (day < 20 ? 10 : 5) + day % 2;
            days[day] = 1;
        }
        assertThat(Onset.of(views, days)).isEqualTo(new Onset(20, 10.5, 5.5));
        assertThat(Onset.of(new double[] {3, 3}, new double[] {0, 1}).day()).isZero();
    }

    @Test
    void categoriesOfFewCustomersHaveNoNames() {
        CategoryCounts before = new CategoryCounts();
        CategoryCounts after = new CategoryCounts();
        for (int customer = 0; customer < 30; customer++) {
            before.add(Map.of(customer < 11 ? "rare" : "usual", 2));
            after.add(Map.of(customer < 25 ? "usual" : customer < 29 ? CategoryCounts.MISSING : "single", 1));
        }
        List<String> names = CategoryCounts.names(after, before);
        assertThat(names).containsExactly("usual", CategoryCounts.MISSING, CategoryCounts.OTHERS);
        assertThat(before.rows(names)).containsExactly(38, 0, 22);
        assertThat(after.rows(names)).containsExactly(25, 4, 1);
        assertThat(before.size()).isEqualTo(30);
    }

    @Test
    void aValueThatOneCustomerHasInManyRowsIsNotNamed() {
        CategoryCounts counts = new CategoryCounts();
        counts.add(Map.of("mine", 5000));
        assertThat(CategoryCounts.names(counts, new CategoryCounts())).containsExactly(CategoryCounts.OTHERS);
        assertThat(counts.size()).isEqualTo(1);
    }
}
