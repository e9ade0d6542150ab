package dev.clv.decide.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertOrderTest {

    private static final AlertOrder.Truth TRUTH =
            new AlertOrder.Truth(new boolean[] {true, false, true, false}, new double[] {10, 5, 30, 1});

    private static double at(double[] metrics, int budget, int which) {
        return metrics[AlertOrder.AT_BUDGET + AlertOrder.EACH * budget + which];
    }

    /** By hand: of the pairs of a churner and a stayer, 3 of 4 are in order. */
    @Test
    void metricsAreThoseOfTheirDefinitions() {
        double[] metrics =
                new AlertOrder(new double[] {4, 3, 2, 1}, TRUTH).measure(new int[] {1, 1, 1, 1}, new int[] {1, 2});

        assertThat(metrics[AlertOrder.AUC]).isEqualTo(0.75);
        assertThat(metrics[AlertOrder.AP]).isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
        assertThat(at(metrics, 0, AlertOrder.VALUE)).isEqualTo(0.25);
        assertThat(at(metrics, 0, AlertOrder.LIFT)).isEqualTo(2);
        assertThat(at(metrics, 1, AlertOrder.PRECISION)).isEqualTo(0.5);
        assertThat(at(metrics, 1, AlertOrder.RECALL)).isEqualTo(0.5);
        assertThat(at(metrics, 1, AlertOrder.WASTED)).isCloseTo(5.0 / 6, within(1e-12));
    }

    @Test
    void tiedCustomersCountInEqualFractions() {
        double[] metrics =
                new AlertOrder(new double[] {1, 1, 1, 1}, TRUTH).measure(new int[] {1, 1, 1, 1}, new int[] {2});

        assertThat(metrics[AlertOrder.AUC]).isEqualTo(0.5);
        assertThat(metrics[AlertOrder.AP]).isEqualTo(0.5);
        assertThat(at(metrics, 0, AlertOrder.VALUE)).isEqualTo(0.5);
    }

    @Test
    void aWeightIsAsManyCustomersAndTheOrderOfCustomersIsNone() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 30;
            double[] score =
                    IntStream.range(0, n).mapToDouble(i -> random.nextInt(8)).toArray();
            boolean[] churned = new boolean[n];
            double[] value = new double[n];
            int[] weights = new int[n];
            for (int i = 0; i < n; i++) {
                churned[i] = i == 0 || (i > 1 && random.nextBoolean());
                value[i] = random.nextInt(50);
                weights[i] = i < 2 ? 1 : random.nextInt(3);
            }
            int[] repeated = IntStream.range(0, n)
                    .flatMap(i -> IntStream.range(0, weights[i]).map(copy -> i))
                    .toArray();
            int last = repeated.length - 1;
            boolean[] churnedToo = new boolean[repeated.length];
            for (int i = 0; i < repeated.length; i++) {
                churnedToo[i] = churned[repeated[last - i]];
            }
            double[] scoreToo = IntStream.rangeClosed(0, last)
                    .mapToDouble(i -> score[repeated[last - i]])
                    .toArray();
            double[] valueToo = IntStream.rangeClosed(0, last)
                    .mapToDouble(i -> value[repeated[last - i]])
                    .toArray();
            int[] budgets = {3, 11};

            double[] weighted = new AlertOrder(score, new AlertOrder.Truth(churned, value)).measure(weights, budgets);
            double[] plain = new AlertOrder(scoreToo, new AlertOrder.Truth(churnedToo, valueToo))
                    .measure(IntStream.range(0, repeated.length).map(i -> 1).toArray(), budgets);

            assertThat(weighted).containsExactly(plain, within(1e-12));
        }
    }
}
