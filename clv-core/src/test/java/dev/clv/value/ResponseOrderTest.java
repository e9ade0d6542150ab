package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseOrderTest {

    private static final int ROWS = 5_000;
    private static final double MOST = 1e12;

    private final double[] values = new double[ROWS];
    private final double[] positives = new double[ROWS];

    private ResponseOrder order(double exponent, long seed, int beyond) {
        Random random = new Random(seed);
        for (int i = 0; i < ROWS; i++) {
            positives[i] = random.nextDouble();
            values[i] = positives[i] * 100 * Math.exp(random.nextGaussian());
        }
        return ResponseOrder.of(exponent, values, positives, beyond, MOST);
    }

    private double[] dealt(ResponseOrder order) {
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> order.value(values[i], positives[i]))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1})
    void theValuesStayAndGoToOtherCustomers(double exponent) {
        double[] dealt = dealt(order(exponent, 1, 0));

        assertThat(Arrays.stream(dealt).sum())
                .isCloseTo(
                        Arrays.stream(values).sum(),
                        within(0.01 * Arrays.stream(values).sum()));
        double[] sorted = dealt.clone();
        double[] before = values.clone();
        Arrays.sort(sorted);
        Arrays.sort(before);
        for (int i = ROWS / 20; i < ROWS; i += 97) {
            assertThat(sorted[i]).isCloseTo(before[i], within(0.05 * before[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1})
    void customersComeInTheOrderOfValueTimesAPowerOfTheProbability(double exponent) {
        double[] dealt = dealt(order(exponent, 2, 20));
        Integer[] byScore = IntStream.range(0, ROWS).boxed().toArray(Integer[]::new);
        Arrays.sort(byScore, Comparator.comparingDouble(i -> values[i] * StrictMath.pow(positives[i], exponent)));

        for (int i = 1; i < ROWS; i++) {
            assertThat(dealt[byScore[i]]).isGreaterThanOrEqualTo(dealt[byScore[i - 1]]);
        }
    }

    @Test
    void aSureCustomerGainsOnAnUnlikelyOneOfTheSameValue() {
        ResponseOrder order = order(0.5, 3, 20);

        assertThat(order.value(50, 0.9)).isGreaterThan(order.value(50, 0.5));
        assertThat(order.value(50, 0.5)).isGreaterThan(order.value(50, 0.1));
        assertThat(order.value(50, 0.5)).isLessThan(order.value(60, 0.5));
    }

    @Test
    void beyondTheTrainingCustomersADoubleValueIsWorthTwiceAsMuch() {
        ResponseOrder order = order(0.5, 4, 20);

        assertThat(order.value(2e7, 0.8)).isCloseTo(2 * order.value(1e7, 0.8), within(1e-6));
        assertThat(order.value(2e-7, 0.8)).isCloseTo(2 * order.value(1e-7, 0.8), within(1e-18));
        assertThat(order.value(0, 0.8)).isZero();
        assertThat(order.value(10, 0)).isZero();
    }

    /** Kills: an outermost point that is a single customer's value. The sum of values has its share of the one. */
    @Test
    void oneValueAtAnEndMovesOthersByItsShareOfTheSumOnly() {
        ResponseOrder before = order(0.5, 5, 20);
        double[] all = dealt(before);
        int largest = IntStream.range(0, ROWS)
                .boxed()
                .max(Comparator.comparingDouble(i -> values[i]))
                .orElseThrow();
        double[] more = values.clone();
        more[largest] *= 3;
        double[] after = dealt(ResponseOrder.of(0.5, more, positives, 20, MOST));

        double factor = after[0] / all[0];
        assertThat(factor).isBetween(0.98, 1.02);
        for (int i = 0; i < ROWS; i++) {
            assertThat(after[i] / all[i]).isCloseTo(factor, within(1e-9));
        }
    }

    /** Kills: a whale that is certain to buy and is dealt more than the cap on values. */
    @Test
    void nobodyIsDealtMoreThanTheMostUnlessTheyHadMore() {
        order(1, 7, 20);
        ResponseOrder order = ResponseOrder.of(1, values, positives, 20, 2_000);

        assertThat(order.value(1_999, 1)).isEqualTo(2_000);
        assertThat(order.value(2_500, 1)).isEqualTo(2_500);
        for (double value = 1; value < 5_000; value *= 1.1) {
            assertThat(order.value(value, 1)).isLessThanOrEqualTo(Math.max(2_000, value));
            assertThat(order.value(1.1 * value, 1)).isGreaterThanOrEqualTo(order.value(value, 1));
        }
    }

    @Test
    void fewRowsLeaveAtLeastOnePoint() {
        ResponseOrder order = ResponseOrder.of(0.5, new double[] {0, 10}, new double[] {0.5, 0.25}, 20, MOST);

        assertThat(order.value(10, 0.25)).isCloseTo(10, within(1e-12));
        assertThat(order.value(20, 0.25)).isCloseTo(20, within(1e-12));
    }

    @Test
    void whatCannotBeAnOrderIsRefusedInWords() {
        assertThatThrownBy(() -> ResponseOrder.of(0, values, positives, 0, MOST))
                .hasMessageContaining("exponent must be positive");
        assertThatThrownBy(() -> ResponseOrder.of(1, values, positives, 0, 0))
                .hasMessageContaining("most must be positive");
        assertThatThrownBy(() -> ResponseOrder.of(1, new double[2], new double[2], 0, MOST))
                .hasMessageContaining("needs a row with a value above 0");
    }

    @Test
    void whatIsReadIsAnOrderOrRefused() throws ModelFormatException {
        ResponseOrder order = order(0.5, 6, 20);
        Section out = Section.root();
        order.write(out);
        assertThat(ResponseOrder.read(out).value(30, 0.4)).isEqualTo(order.value(30, 0.4));

        assertRefused(section(0, new double[] {1, 2}, new double[] {1, 2}));
        assertRefused(section(Double.NaN, new double[] {1, 2}, new double[] {1, 2}));
        assertRefused(section(0.5, new double[] {2, 1}, new double[] {1, 2}));
        assertRefused(section(0.5, new double[] {1, 1}, new double[] {1, 2}));
        assertRefused(section(0.5, new double[] {1, 2}, new double[] {2, 1}));
        assertRefused(section(0.5, new double[] {1, 2}, new double[] {1}));
        assertRefused(section(0.5, new double[0], new double[0]));
        assertRefused(section(0.5, new double[] {Double.NaN}, new double[] {1}));
        assertRefused(section(0.5, new double[] {1}, new double[] {Double.POSITIVE_INFINITY}));
    }

    private static Section section(double exponent, double[] from, double[] to) {
        return Section.root()
                .put("exponent", exponent)
                .put("most", MOST)
                .put("from", from)
                .put("to", to);
    }

    private static void assertRefused(Section section) {
        assertThatThrownBy(() -> ResponseOrder.read(section)).isInstanceOf(ModelFormatException.class);
    }
}
