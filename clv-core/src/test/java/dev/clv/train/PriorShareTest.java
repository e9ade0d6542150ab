package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.value.PurchasePrior;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorShareTest {

    private static final int ROWS = 3_000;

    private final double[] truth = new double[ROWS];
    private final double[] labels = new double[ROWS];

    private TrainingRows rows(long seed) {
        Random random = new Random(seed);
        List<RowKey> keys = new ArrayList<>();
        double[][] features = new double[ROWS][1];
        for (int i = 0; i < ROWS; i++) {
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            truth[i] = 50 * Math.exp(random.nextGaussian());
            double sd = 0.8;
            labels[i] =
                    random.nextDouble() < 0.4 ? truth[i] / 0.4 * Math.exp(sd * random.nextGaussian() - sd * sd / 2) : 0;
        }
        FeatureSchema schema = FeatureSchema.of(List.of(Feature.numeric("a", "count", "", "g")));
        return TrainingRows.of(FeatureMatrix.of(schema, keys, features), labels, Preparation.builder());
    }

    private static double[] noisy(double[] values, double sd, long seed) {
        Random random = new Random(seed);
        return Arrays.stream(values)
                .map(value -> value * Math.exp(sd * random.nextGaussian() - sd * sd / 2))
                .toArray();
    }

    private static PurchasePrior.Expected[] prior(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> new PurchasePrior.Expected(value, 0.4, 1))
                .toArray(PurchasePrior.Expected[]::new);
    }

    private PriorShare choose(double[] priorValues, double[] heldOut, long seed) {
        return PriorShare.choose(rows(seed), prior(priorValues), labels, heldOut, 50, 1e9);
    }

    @Test
    void aPriorThatIsRightAgainstNetworksThatAreNotTakesAll() {
        rows(1);

        assertThat(choose(truth, noisy(truth, 1.5, 2), 1).share()).isGreaterThan(0.8);
    }

    @Test
    void aPriorThatIsWrongGetsNextToNothingAndOneThatIsAsGoodHalf() {
        rows(3);
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        double[] unrelated = noisy(ones, 2, 4);

        assertThat(choose(unrelated, truth, 3).share()).isLessThanOrEqualTo(0.05);
        assertThat(choose(truth, truth, 3).share()).isEqualTo(0.5);
    }

    @Test
    void thePriorIsBroughtToTheLevelOfTheLabels() {
        rows(5);
        double[] half = Arrays.stream(truth).map(value -> value / 1.5).toArray();

        PriorShare chosen = choose(half, noisy(truth, 1, 6), 5);

        assertThat(chosen.level())
                .isCloseTo(Arrays.stream(labels).sum() / Arrays.stream(half).sum(), within(0.05));
    }

    /** Kills: a spread around the logarithm of the mean, which is not the mean of the logarithms. */
    @Test
    void theSpreadIsThatOfTheLabelsAroundThePrior() {
        rows(7);

        assertThat(choose(truth, noisy(truth, 1, 8), 7).spread()).isCloseTo(0.8, within(0.08));
    }

    @Test
    void aCustomerWithoutAPriorCountsAsTheNetworksSay() {
        rows(9);
        PurchasePrior.Expected[] expected = prior(truth);
        double[] noisy = noisy(truth, 1, 10);
        PriorShare chosen = new PriorShare(0.25, 2, 1, 65);

        assertThat(chosen.value(80, new PurchasePrior.Expected(30, 0.4, 1))).isEqualTo(0.75 * 80 + 0.25 * 60);
        assertThat(chosen.positive(0.8, new PurchasePrior.Expected(30, 0.4, 1))).isEqualTo(0.75 * 0.8 + 0.25 * 0.4);
        assertThat(chosen.value(80, new PurchasePrior.Expected(3_000, 0.4, 1))).isEqualTo(0.75 * 80 + 0.25 * 65);
        PurchasePrior.Expected unknown = new PurchasePrior.Expected(Double.NaN, Double.NaN, 1);
        assertThat(chosen.value(80, unknown)).isEqualTo(80);
        expected[0] = unknown;
        assertThat(PriorShare.choose(rows(9), expected, labels, noisy, 50, 1e9).share())
                .isPositive();
    }
}
