package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.loss.SquaredError;
import dev.clv.value.ConformalRegressor;
import dev.clv.value.ValueDistribution;
import dev.clv.value.ValueRegressor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Intervals of a model whose distribution is wrong: values are not lognormal, and no network learns that. */
class ConformalGroupsTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(Feature.numeric("a", "count", "", "g")));

    /**
     * A third spend nothing; the others spend one of two amounts around a level, seldom between: far from lognormal.
     *
     * @param early how many of the rows are of an earlier origin, at which values vary a hundred times as much
     */
    private static TrainingRows rows(int count, int early, long seed) {
        Random random = new Random(seed);
        List<RowKey> keys = new ArrayList<>();
        double[][] features = new double[count][];
        double[] labels = new double[count];
        for (int i = 0; i < count; i++) {
            boolean isEarly = i < early;
            keys.add(new RowKey("c" + i, Instant.EPOCH.minus(Duration.ofDays(isEarly ? 30 : 0))));
            features[i] = new double[] {2 * random.nextDouble() - 1};
            double side = random.nextBoolean() ? 1 : -1;
            double wild = isEarly ? 4 * random.nextGaussian() : side + 0.4 * random.nextGaussian();
            labels[i] = random.nextInt(3) == 0 ? 0 : 100 * StrictMath.exp(features[i][0] + wild);
        }
        return TrainingRows.of(FeatureMatrix.of(SCHEMA, keys, features), labels, Preparation.builder());
    }

    private static EnsembleTraining.Trained train(TrainingRows rows) {
        return EnsembleTraining.train(
                rows,
                TrainingSettings.defaults().network(n -> n.hidden(8).members(5)).earlyStopping(10, 10),
                Execution.defaults());
    }

    private static double held(ValueRegressor regressor, TrainingRows rows, double from, double to) {
        List<ValueDistribution> predicted = regressor.predict(rows.features());
        double[] labels = rows.labels();
        return IntStream.range(0, labels.length)
                .filter(row -> labels[row] > 0)
                .mapToDouble(row -> {
                    ValueDistribution one = predicted.get(row);
                    double zero = 1 - one.probabilityAbove(0);
                    return labels[row] >= one.quantile(zero + (1 - zero) * from)
                                    && labels[row] <= one.quantile(zero + (1 - zero) * to)
                            ? 1
                            : 0;
                })
                .average()
                .orElseThrow();
    }

    @Test
    void intervalsHoldTheirShareThoughTheDistributionIsWrong() {
        EnsembleTraining.Trained trained = train(rows(1500, 0, 1));
        TrainingRows fresh = rows(4000, 0, 2);

        assertThat(held(trained.regressor(), fresh, 0.1, 0.9)).isCloseTo(0.8, within(0.035));
        assertThat(held(trained.regressor(), fresh, 0.05, 0.95)).isCloseTo(0.9, within(0.035));
        assertThat(held(trained.ensemble(), fresh, 0.1, 0.9))
                .as("a test of something")
                .isGreaterThan(0.85);
    }

    @Test
    void theLatestOriginCounts() {
        EnsembleTraining.Trained trained = train(rows(2500, 1000, 3));
        TrainingRows fresh = rows(4000, 0, 4);

        assertThat(held(trained.regressor(), fresh, 0.1, 0.9)).isCloseTo(0.8, within(0.035));
    }

    @Test
    void highValuesHaveQuantilesOfTheirOwnWhereTheyAreMany() {
        assertThat(((ConformalRegressor) train(rows(1800, 0, 5)).regressor()).groups())
                .isEqualTo(3);
        assertThat(((ConformalRegressor) train(rows(400, 0, 5)).regressor()).groups())
                .isEqualTo(2);
        assertThat(((ConformalRegressor) train(rows(200, 0, 5)).regressor()).groups())
                .isEqualTo(1);
    }

    @Test
    void fewBuyersTeachNoQuantiles() {
        EnsembleTraining.Trained trained = train(rows(120, 0, 6));

        assertThat(trained.regressor()).isNotInstanceOf(ConformalRegressor.class);
    }

    @Test
    void aPointHasNoQuantiles() {
        EnsembleTraining.Trained trained = EnsembleTraining.train(
                rows(400, 0, 7),
                TrainingSettings.defaults()
                        .loss(SquaredError.of())
                        .network(n -> n.hidden(4).members(2))
                        .earlyStopping(2, 2),
                Execution.defaults());

        assertThat(trained.regressor()).isSameAs(trained.ensemble());
    }
}
