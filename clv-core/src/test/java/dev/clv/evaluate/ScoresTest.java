package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {

    private static final double[] FEW_BUYERS = {5, 3, 2, 0, 0, 0, 0, 0, 0, 0};

    /** The mean of ten times 0.1 is not 0.1. */
    @Test
    void nothingOrdersOrExplainsEqualTruthsWhateverTheRounding() {
        for (double amount : new double[] {0.1, 0.3, 19.99, 5}) {
            double[] truth = new double[10];
            Arrays.fill(truth, amount);
            double[] predicted = new double[10];
            Arrays.setAll(predicted, i -> i);
            Scores scores = Scores.of(predicted, truth);
            assertThat(scores.get(Metric.R2)).isNaN();
            assertThat(scores.get(Metric.NGINI)).isNaN();
        }
    }

    /** The worked example of the project's golden values: .4737, tie-aware and centred. */
    @Test
    void theNormalisedGiniOfTheWorkedExampleIsTheTieAwareOne() {
        double[] predicted = {1, 4, 3, 2, 0, 0, 0, 0, 0, 9};

        assertThat(Scores.of(predicted, FEW_BUYERS).get(Metric.NGINI)).isCloseTo(0.473684210526, within(1e-11));
    }

    @Test
    void aConstantPredictionKnowsNothing() {
        Scores scores = Scores.of(new double[10], FEW_BUYERS);

        assertThat(scores.get(Metric.NGINI)).isCloseTo(0, within(1e-12));
        assertThat(scores.get(Metric.AUC)).isEqualTo(0.5);
        assertThat(scores.get(Metric.SPEARMAN)).isNaN();
        assertThat(scores.get(Metric.SPEARMAN_RTB)).isCloseTo(0, within(1e-12));
        assertThat(scores.get(Metric.TOP10_CAPTURE)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void aPerfectPredictionIsPerfectAndAnInvertedOneIsNegative() {
        double[] inverted =
                IntStream.range(0, 10).mapToDouble(i -> -FEW_BUYERS[i]).toArray();

        Scores perfect = Scores.of(FEW_BUYERS, FEW_BUYERS);
        assertThat(perfect.get(Metric.NGINI)).isCloseTo(1, within(1e-12));
        assertThat(perfect.get(Metric.R2)).isEqualTo(1);
        assertThat(perfect.get(Metric.RMSE)).isZero();
        assertThat(perfect.get(Metric.DECILE_WAPE)).isZero();
        assertThat(Scores.of(inverted, FEW_BUYERS).get(Metric.NGINI)).isLessThan(-0.2);
    }

    /** Expected values: the project's scorer (numpy), computed once on these very numbers. */
    @ParameterizedTest
    @CsvSource({
        "MAE, 30.09124087591241",
        "RMSE, 36.41761525319755",
        "RMSE_CAP99, 36.330473223886486",
        "R2, -0.49420758748758353",
        "BIAS_PCT, 119.3877551020408",
        "NGINI, 0.46482847308899655",
        "SPEARMAN, 0.321532805465027",
        "SPEARMAN_RTB, 0.32143374991544693",
        "SPEARMAN_POS, 0.49481708587016365",
        "AUC, 0.6491464510332435",
        "DECILE_MAPE, 1.5182589785253484",
        "DECILE_WAPE, 1.2186137851366978",
        "TOP10_CAPTURE, 0.3295417789757413",
        "TOP1_CAPTURE, 0.05090103966114748",
        "AUC_P_POSITIVE, 0.4974168912848158",
        "BRIER, 0.3306058808107847"
    })
    void agreesWithTheFieldsScorerOnTiedAwkwardlySizedData(Metric metric, double expected) {
        Scores scores = Scores.of(predictedOf137(), probabilityOf137(), truthOf137());

        assertThat(scores.get(metric)).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
        assertThat(scores.cap99()).isEqualTo(100);
        assertThat(scores.toMap()).containsEntry("n", 137).containsEntry("decileUndefined", 0);
        assertThat((Double) scores.toMap().get("top1_oracle")).isCloseTo(0.05275317674239507, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noMetricDependsOnTheOrderOfTheRows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(60);
        double[] predicted = random.ints(n, 0, 5).asDoubleStream().toArray();
        double[] truth =
                random.ints(n, 0, 8).mapToDouble(v -> Math.max(0, v - 4)).toArray();
        int[] order = shuffled(n, random);

        Scores straight = Scores.of(predicted, truth);
        Scores shuffled = Scores.of(pick(predicted, order), pick(truth, order));

        for (Metric metric : Metric.values()) {
            double expected = straight.get(metric);
            if (Double.isNaN(expected)) {
                assertThat(shuffled.get(metric)).as(metric.label()).isNaN();
            } else {
                assertThat(shuffled.get(metric)).as(metric.label()).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void undefinedMetricsAreNullInTheMapAndNeverNaN() {
        Scores nobodyBought = Scores.of(new double[] {1, 2, 3}, new double[3]);

        assertThat(nobodyBought.toMap())
                .containsEntry("AUC", null)
                .containsEntry("nGini", null)
                .containsEntry("bias_pct", null)
                .containsEntry("decileUndefined", 10);
        assertThat(nobodyBought.toMap().values()).doesNotContain(Double.NaN);
    }

    @Test
    void oneCustomerCanBeScored() {
        Scores one = Scores.of(new double[] {2}, new double[] {3});

        assertThat(one.get(Metric.MAE)).isEqualTo(1);
        assertThat(one.get(Metric.SPEARMAN)).isNaN();
        assertThat(one.deciles())
                .hasSize(10)
                .allSatisfy(d -> assertThat(d.meanTrue()).isCloseTo(3, within(1e-9)));
    }

    @Test
    void refusesWhatCannotBeScored() {
        assertThatThrownBy(() -> Scores.of(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no customers");
        assertThatThrownBy(() -> Scores.of(new double[2], new double[3])).hasMessageContaining("were 2 for 3");
        assertThatThrownBy(() -> Scores.of(new double[] {1, Double.NaN}, new double[2]))
                .hasMessageContaining("prediction of row 1 must be finite, was NaN");
        assertThatThrownBy(() -> Scores.of(new double[1], new double[] {-1})).hasMessageContaining("zero or more");
        assertThatThrownBy(() -> Scores.of(new double[1], new double[] {1.5}, new double[1]))
                .hasMessageContaining("probability must lie in [0, 1], was 1.5");
    }

    private static double[] truthOf137() {
        return IntStream.range(0, 137)
                .mapToDouble(i -> (i * 37) % 5 > 2 ? (i * i * 7 + 3 * i) % 101 : 0)
                .toArray();
    }

    private static double[] predictedOf137() {
        double[] truth = truthOf137();
        return IntStream.range(0, 137)
                .mapToDouble(i -> ((i * 53 + 11) % 29) * 2.5 + (i % 3 != 0 ? truth[i] * 0.5 : 0))
                .toArray();
    }

    private static double[] probabilityOf137() {
        return IntStream.range(0, 137)
                .mapToDouble(i -> ((i * 17 + 5) % 23) / 23.0)
                .toArray();
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    private static double[] pick(double[] values, int[] order) {
        return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
    }
}
