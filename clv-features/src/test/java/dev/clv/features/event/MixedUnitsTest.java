package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts in two units, told by nothing but how they are spread. */
class MixedUnitsTest {

    private static final int ROWS = 3000;

    /** Log-normal amounts in hundredths with a median of 20, times what the operator gives for a random number. */
    private static double[] amounts(long seed, double spread, DoubleUnaryOperator unit) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> {
                    double hundredths = Math.rint(2000 * StrictMath.exp(spread * random.nextGaussian()) + 1);
                    return hundredths * unit.applyAsDouble(random.nextDouble()) / 100;
                })
                .limit(ROWS)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"0.08, 0.8", "0.3, 0.4", "0.3, 0.9", "0.5, 1.2", "0.8, 0.9", "0.3, 1.6"})
    void amountsWithoutTheirDecimalPointAreToldWithTheirNumber(double share, double spread) {
        for (int seed = 0; seed < 10; seed++) {
            MixedUnits found = MixedUnits.of(amounts(seed, spread, chance -> chance < share ? 100 : 1))
                    .orElseThrow();
            assertThat(found.whole()).isTrue();
            assertThat(found.count() / (double) ROWS).isEqualTo(share, within(0.05));
            assertThat(found.median() / found.other()).isBetween(70.0, 140.0);
        }
    }

    @Test
    void wholeAmountsThatAreRightAreNotCounted() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            double[] amounts = amounts(seed, 0.8, chance -> 1);
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] = random.nextInt(5) == 0 ? Math.rint(amounts[i] + 1) : amounts[i];
            }
            assertThat(MixedUnits.of(amounts)).isEmpty();
            for (int i = 0; i < amounts.length; i += 4) {
                amounts[i] = Math.rint(100 * amounts[i]);
            }
            assertThat(MixedUnits.of(amounts).orElseThrow().count() / (double) ROWS)
                    .isEqualTo(0.25, within(0.05));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1, 100, 0.8", "0.3, 1000, 1.2", "0.8, 100, 0.9"})
    void wholeAmountsInTwoUnitsAreToldByTheirHumps(double share, double factor, double spread) {
        for (int seed = 0; seed < 10; seed++) {
            MixedUnits found = MixedUnits.of(amounts(seed, spread, chance -> chance < share ? 100 * factor : 100))
                    .orElseThrow();
            assertThat(found.whole()).isFalse();
            assertThat(found.count() / (double) ROWS).isEqualTo(share, within(0.04));
        }
    }

    @Test
    void fewPricesAreToldByTheirExactMultiples() {
        double[] prices = {4.99, 9.99, 19.99, 49.99};
        Random random = new Random(1);
        double[] mixed = DoubleStream.generate(() -> prices[random.nextInt(4)] * (random.nextInt(4) == 0 ? 100 : 1))
                .limit(400)
                .map(amount -> Math.rint(100 * amount) / 100)
                .toArray();
        assertThat(MixedUnits.of(mixed).orElseThrow().whole()).isTrue();
        double[] dear = DoubleStream.generate(() -> random.nextInt(4) == 0 ? 499 : prices[random.nextInt(4)])
                .limit(400)
                .toArray();
        assertThat(MixedUnits.of(dear)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.8, 1, 1.5, 2, 3})
    void amountsOfOneUnitAreNotToldHoweverWideTheySpread(double spread) {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(MixedUnits.of(amounts(seed, spread, chance -> 1))).isEmpty();
            assertThat(MixedUnits.of(amounts(seed, spread, chance -> 100))).isEmpty();
        }
    }

    @Test
    void cheapAndDearGoodsOfAnotherRatioOrSpreadAreNoUnits() {
        for (int seed = 0; seed < 10; seed++) {
            assertThat(MixedUnits.of(amounts(seed, 0.5, chance -> chance < 0.4 ? 30 : 1)))
                    .isEmpty();
            double[] narrow = amounts(seed, 0.1, chance -> 100);
            double[] wide = amounts(seed, 1, chance -> 1);
            assertThat(MixedUnits.of(DoubleStream.concat(DoubleStream.of(narrow), DoubleStream.of(wide))
                            .toArray()))
                    .isEmpty();
        }
    }

    @Test
    void tooFewAmountsSayNothing() {
        assertThat(MixedUnits.of(new double[0])).isEmpty();
        assertThat(MixedUnits.of(new double[] {1, 100})).isEmpty();
        assertThat(MixedUnits.of(DoubleStream.generate(() -> 5).limit(500).toArray()))
                .isEmpty();
    }
}
