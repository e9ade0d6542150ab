package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelMapTest {

    private static final double[] SHARES = {0.05, 0.1, 0.5, 0.9, 0.95};

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Levels of true values: uniform if predicted distributions were right, and here they are not. */
    private static double[] levels(Random random, int count, DoubleUnaryOperator wrong) {
        return random.doubles(count).map(wrong).toArray();
    }

    /**
     * Far too wide, far too narrow (most true values at an end), too low, and with jumps: whatever is wrong, the share
     * of new customers below the level of a share is that share, on average over many maps, and each lies within the
     * bound that is documented.
     */
    @ParameterizedTest
    @CsvSource({
        "wide, 250",
        "wide, 1000",
        "narrow, 250",
        "narrow, 1000",
        "low, 250",
        "low, 1000",
        "jumps, 250",
        "jumps, 1000"
    })
    void whateverIsWrongWithThePredictionsTheShareOfNewCustomersIsRight(String kind, int customers) {
        DoubleUnaryOperator wrong = switch (kind) {
            case "wide" -> u -> 0.4 + 0.2 * u;
            case "narrow" -> u -> u < 0.5 ? 0.5 * Math.pow(2 * u, 6) : 1 - 0.5 * Math.pow(2 - 2 * u, 6);
            case "low" -> u -> Math.pow(u, 0.2);
            default -> u -> u < 0.3 ? 0.1 * u : u < 0.85 ? 0.2 + 0.3 * u : 0.9 + 0.1 * (u - 0.85);
        };
        int seeds = 300;
        double[] below = new double[SHARES.length];
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            LevelMap map = LevelMap.fit(levels(random, customers, wrong), ones(customers));
            double[] fresh = levels(random, 1000, wrong);
            for (int k = 0; k < SHARES.length; k++) {
                double level = map.level(SHARES[k]);
                below[k] += Arrays.stream(fresh).filter(one -> one <= level).count() / 1000.0 / seeds;
            }
        }
        for (int k = 0; k < SHARES.length; k++) {
            double noise = 4 * Math.sqrt(SHARES[k] * (1 - SHARES[k]) * (1.0 / customers + 1.0 / 1000) / seeds);
            assertThat(below[k])
                    .as("%s of %s", kind, SHARES[k])
                    .isCloseTo(SHARES[k], within(10.0 / (customers + 1) + noise));
            if (kind.equals("wide")) {
                assertThat(below[k]).as("straight").isCloseTo(SHARES[k], within(noise));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 57, 400})
    void aLevelNeverFallsAsTheShareRises(int customers) {
        LevelMap map = LevelMap.fit(levels(new Random(customers), customers, u -> u * u), ones(customers));
        double before = 0;
        for (int i = 1; i < 1000; i++) {
            double level = map.level(i / 1000.0);
            assertThat(level).isBetween(before, 1.0);
            before = level;
        }
    }

    /** Kills: knots that are the level of a single customer. */
    @Test
    void noCustomerMovesALevelByMoreThanATwentieth() {
        double[] levels = levels(new Random(1), 300, u -> u);
        LevelMap map = LevelMap.fit(levels, ones(300));
        for (int customer = 0; customer < 300; customer += 7) {
            for (double other : new double[] {0, 0.5, 1}) {
                double[] moved = levels.clone();
                moved[customer] = other;
                LevelMap changed = LevelMap.fit(moved, ones(300));
                for (double share : SHARES) {
                    // A customer who leaves one side of a window shifts it by one rank, within the window's spread.
                    assertThat(changed.level(share)).isCloseTo(map.level(share), within(1 / 20.0));
                }
            }
        }
    }

    @Test
    void theRowsOfACustomerCountOnce() {
        double[] levels = levels(new Random(2), 100, u -> u);
        double[] repeated = new double[400];
        double[] quarters = new double[400];
        Arrays.setAll(repeated, row -> levels[row / 4]);
        Arrays.fill(quarters, 0.25);

        LevelMap once = LevelMap.fit(levels, ones(100));
        LevelMap fourTimes = LevelMap.fit(repeated, quarters);

        for (double share : SHARES) {
            assertThat(fourTimes.level(share)).isCloseTo(once.level(share), within(1e-12));
        }
    }

    @Test
    void rightDistributionsStayAsTheyAre() {
        double[] levels = new double[2000];
        Arrays.setAll(levels, i -> (i + 1) / 2001.0);
        LevelMap map = LevelMap.fit(levels, ones(2000));
        for (int i = 1; i < 100; i++) {
            assertThat(map.level(i / 100.0)).isCloseTo(i / 100.0, within(1e-9));
        }
    }

    @Test
    void refusesWhatItCannotLearnFrom() {
        assertThatThrownBy(() -> LevelMap.fit(new double[19], ones(19)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 20 customers, has 19");
        assertThatThrownBy(() -> LevelMap.fit(new double[30], ones(29)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("29 for 30");
        for (double level : new double[] {-0.1, 1.1, Double.NaN}) {
            double[] levels = new double[30];
            levels[3] = level;
            assertThatThrownBy(() -> LevelMap.fit(levels, ones(30)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[0, 1], was " + level);
        }
    }

    @Test
    void refusesASectionThatIsNoMap() {
        for (double[][] bad : new double[][][] {
            {{0, 0.5, 1}, {0, 0.6, 0.5}},
            {{0, 0.5, 0.5, 1}, {0, 0, 0, 1}},
            {{0.1, 1}, {0, 1}},
            {{0, 1}, {0, 1.5}},
            {{0}, {0}},
            {{0, Double.NaN, 1}, {0, 0.5, 1}},
            {{0, 0.5, 1}, {0, Double.NaN, 1}}
        }) {
            Section in = Section.root().put("shares", bad[0]).put("levels", bad[1]);
            assertThatThrownBy(() -> LevelMap.read(in))
                    .as(Arrays.deepToString(bad))
                    .isInstanceOf(ModelFormatException.class);
        }
    }
}
