package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QiniCurveTest {

    private static final double[] ONES = {1, 1, 1, 1, 1, 1, 1, 1};
    private static final boolean[] TREATED = {true, false, true, false, true, false, true, false};
    private static final double[] OUTCOMES = {1, 0, 1, 0, 0, 0, 0, 1};

    private static QiniCurve.Reading read(double... scores) {
        return new QiniCurve(scores, TREATED, OUTCOMES, ONES).read(ONES);
    }

    @Test
    void twoGroupsGiveAnAreaByHand() {
        // The first half has an effect of 1, all of 2/4 - 1/4.
        QiniCurve.Reading read = read(9, 9, 9, 9, 1, 1, 1, 1);

        assertThat(read.effect()).isEqualTo(0.25);
        assertThat(read.uplift()).containsExactly(1, 1, 1);
        assertThat(read.deciles()[0]).isEqualTo(1);
        assertThat(read.deciles()[9]).isEqualTo(-0.5);
        // Up to one half, g(s) is s. Beyond, of 4s rows each, 2 treated and 2s - 1 controls responded: g(s) = 3/4 -
        // s/2.
        double second = 0.75 * 0.5 - (1 - 0.25) / 4;
        assertThat(read.auuc()).isCloseTo(0.125 + second, within(1e-6));
        assertThat(read.qini()).isCloseTo(read.auuc() - 0.125, within(1e-12));
    }

    @Test
    void equalScoresHaveNoQini() {
        QiniCurve.Reading read = read(5, 5, 5, 5, 5, 5, 5, 5);

        assertThat(read.qini()).isCloseTo(0, within(1e-12));
        for (double effect : read.deciles()) {
            assertThat(effect).isCloseTo(0.25, within(1e-9));
        }
    }

    @Test
    void theOrderOfTiedRowsDoesNotMatter() {
        double[] scores = {3, 3, 3, 2, 2, 2, 1, 1};
        QiniCurve.Reading one = read(scores);
        SplittableRandom random = new SplittableRandom(3);
        for (int draw = 0; draw < 20; draw++) {
            Integer[] order = {0, 1, 2, 3, 4, 5, 6, 7};
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                Integer kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
            boolean[] treated = new boolean[8];
            for (int i = 0; i < 8; i++) {
                treated[i] = TREATED[order[i]];
            }
            QiniCurve.Reading other = new QiniCurve(
                            Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(),
                            treated,
                            Arrays.stream(order).mapToDouble(i -> OUTCOMES[i]).toArray(),
                            ONES)
                    .read(ONES);
            assertThat(other.auuc()).isEqualTo(one.auuc());
            assertThat(other.deciles()).isEqualTo(one.deciles());
        }
    }

    @Test
    void aRowThatCountsTwiceIsAsGoodAsTwoRows() {
        double[] twice = {2, 1, 1, 1, 1, 1, 1, 1};
        QiniCurve.Reading counted =
                new QiniCurve(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, TREATED, OUTCOMES, ONES).read(twice);
        QiniCurve.Reading doubled = new QiniCurve(
                        new double[] {8, 8, 7, 6, 5, 4, 3, 2, 1},
                        new boolean[] {true, true, false, true, false, true, false, true, false},
                        new double[] {1, 1, 0, 1, 0, 0, 0, 0, 1},
                        new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1})
                .read(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1});

        assertThat(counted.auuc()).isEqualTo(doubled.auuc());
        assertThat(counted.effect()).isEqualTo(doubled.effect());
    }

    @Test
    void anEffectWithoutControlsIsUndefined() {
        QiniCurve.Reading read = new QiniCurve(
                        new double[] {3, 2, 1}, new boolean[] {true, true, true}, new double[] {1, 0, 1}, new double[] {
                            1, 1, 1
                        })
                .read(new double[] {1, 1, 1});

        assertThat(read.effect()).isNaN();
        assertThat(read.auuc()).isZero();
    }
}
