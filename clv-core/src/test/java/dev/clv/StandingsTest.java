package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private static final Instant AT = Instant.parse("2024-01-01T00:00:00Z");

    private static FeatureMatrix rows(int count, int customers) {
        return FeatureMatrix.of(
                FeatureSchema.of(List.of(Feature.numeric("f", "count", "A feature", "group"))),
                IntStream.range(0, count)
                        .mapToObj(i -> new RowKey("c" + i % customers, AT.minusSeconds(i / customers)))
                        .toList(),
                new double[count][1]);
    }

    private static Standings standings(double[] values, Tiers tiers) {
        Standings standings = Standings.of(rows(values.length, values.length), values, tiers);
        assertThat(standings).isNotNull();
        return standings;
    }

    private static double[] skewed(int count, long seed) {
        Random random = new Random(seed);
        return random.doubles(count)
                .map(uniform -> Math.exp(2 * random.nextGaussian()))
                .toArray();
    }

    @Test
    void aTrainingCustomersPercentileIsTheShareOfThoseBelow() {
        for (int count : new int[] {20, 47, 400, 5_000}) {
            double[] values = skewed(count, count);
            Standings standings = standings(values, Tiers.abc());
            double[] sorted = values.clone();
            Arrays.sort(sorted);

            for (int i = 0; i < count; i++) {
                // Within half a group, whose mean is not exactly its middle.
                assertThat(standings.of(sorted[i]).percentile())
                        .isCloseTo(100.0 * (i + 0.5) / count, within(50.0 * Math.max(0.01, 20.0 / count)));
            }
        }
    }

    @Test
    void aHigherValueNeverStandsLower() {
        Standings standings = standings(skewed(300, 5), Tiers.abc());
        double before = -1;
        for (double value = 0; value < 1e6; value = 1.01 * value + 1e-3) {
            double percentile = standings.of(value).percentile();

            assertThat(percentile).isBetween(before, 100.0);
            before = percentile;
        }
        assertThat(standings.of(0).percentile()).isZero();
    }

    @Test
    void tiersHaveTheSharesThatTheyAreGiven() {
        double[] values = skewed(4_000, 9);
        Standings standings = standings(values, Tiers.byShare(0.1, 0.4).named("gold", "silver", "bronze"));

        assertThat(share(standings, values, "gold")).isCloseTo(0.1, within(0.006));
        assertThat(share(standings, values, "silver")).isCloseTo(0.4, within(0.006));
        assertThat(share(standings, values, "bronze")).isCloseTo(0.5, within(0.006));
    }

    private static double share(Standings standings, double[] values, String tier) {
        return Arrays.stream(values)
                        .filter(value -> standings.of(value).tier().equals(tier))
                        .count()
                / (double) values.length;
    }

    @Test
    void customersOfEqualValueCountHalfAndStandTogether() {
        double[] values = new double[400];
        Arrays.fill(values, 200, 400, 7);
        Standings standings = standings(values, Tiers.abc());

        assertThat(standings.of(0).percentile()).isCloseTo(25, within(1e-9));
        assertThat(standings.of(7).percentile()).isCloseTo(75, within(1e-9));
        assertThat(standings(new double[50], Tiers.abc()).of(0).percentile()).isCloseTo(50, within(1e-9));
    }

    @Test
    void tiersOfAmountsDoNotDependOnTheOthers() {
        Standings standings = standings(skewed(300, 5), Tiers.byAmount(500, 100));

        assertThat(List.of(500.0, 499.9, 100.0, 99.9).stream()
                        .map(value -> standings.of(value).tier()))
                .containsExactly("A", "B", "B", "C");
    }

    @Test
    void aCustomerWithManyRowsCountsOnceByTheFirst() {
        double[] values = skewed(300, 5);
        double[] withOlderRows = Arrays.copyOf(values, 900);
        Arrays.fill(withOlderRows, 300, 900, 1e9);

        Standings standings = Standings.of(rows(900, 300), withOlderRows, Tiers.abc());

        assertThat(standings).isNotNull();
        assertThat(standings.of(1)).isEqualTo(standings(values, Tiers.abc()).of(1));
    }

    @Test
    void noCustomersValueIsKeptAndFewerThanTwentyHaveNoStandings() {
        double[] values = skewed(399, 5);
        Standings standings = standings(values, Tiers.abc());

        assertThat(standings.means()).hasSize(19);
        for (double root : standings.means()) {
            double mean = root * root * root * root;
            assertThat(Arrays.stream(values)
                            .map(value -> Math.abs(value - mean))
                            .min()
                            .orElseThrow())
                    .isGreaterThan(1e-9);
        }
        assertThat(Standings.of(rows(19, 19), skewed(19, 1), Tiers.abc())).isNull();
    }

    @Test
    void theyAreReadBackToTheSameBits() throws ModelFormatException {
        Standings standings = standings(skewed(300, 5), Tiers.byAmount(20, 3).named("vip", "good", "rest"));
        Section out = Section.root();
        standings.write(out);

        Standings read = Standings.read(out);

        assertThat(read.tiers()).isEqualTo(standings.tiers());
        assertThat(read.of(4.5)).isEqualTo(standings.of(4.5));
    }

    @Test
    void limitsAndNamesThatDivideNobodyAreRefused() {
        assertThatThrownBy(() -> Tiers.byShare(0.5, 0.5)).hasMessageContaining("less than 1");
        assertThatThrownBy(() -> Tiers.byShare(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Tiers.byAmount(100, 500)).hasMessageContaining("fall, the best tier first");
        assertThatThrownBy(() -> Tiers.byAmount(Double.NaN)).hasMessageContaining("positive");
        assertThatThrownBy(() -> Tiers.abc().named("A", "B")).hasMessageContaining("must be 3");
        assertThatThrownBy(() -> Tiers.abc().named("A", "B", "A")).hasMessageContaining("different");
        assertThatThrownBy(() -> Tiers.byShare(new double[26])).hasMessageContaining("fewer than 26");
    }
}
