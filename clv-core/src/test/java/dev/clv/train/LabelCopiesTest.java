package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that know the label, in every form; and good ones, which do not. */
class LabelCopiesTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("good", "number", "G", "good"),
            Feature.numeric("weak", "number", "W", "weak"),
            Feature.numeric("third", "number", "T", "third"),
            Feature.categorical("word", "W", "word", List.of("a", "b", "c"))));

    /** A good feature, a weak one, one made of the label, and a category that tells nothing. */
    private static TrainingRows rows(int count, int origins, long seed, DoubleUnaryOperator third) {
        Random random = new Random(seed);
        List<RowKey> keys = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        double[] labels = new double[count * origins];
        for (int origin = 0; origin < origins; origin++) {
            for (int i = 0; i < count; i++) {
                double good = random.nextGaussian();
                double label = random.nextInt(5) < 3 ? 0 : StrictMath.exp(3 + good + 0.8 * random.nextGaussian());
                labels[keys.size()] = label;
                keys.add(new RowKey("c" + i, Instant.ofEpochSecond(origin * 1_000_000L)));
                rows.add(new double[] {good, random.nextInt(9), third.applyAsDouble(label), random.nextInt(3)});
            }
        }
        return TrainingRows.of(
                FeatureMatrix.of(SCHEMA, keys, rows.toArray(double[][]::new)), labels, Preparation.builder());
    }

    private static List<String> keys(TrainingRows rows) {
        List<Caution> cautions = LabelCopies.cautions(rows);
        assertThat(cautions)
                .allSatisfy(caution -> assertThat(caution.sentence()).startsWith("Feature 'third' "));
        return cautions.stream().map(Caution::key).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void featuresThatPredictWithoutKnowingAreNoReason(long seed) {
        Random random = new Random(seed);
        assertThat(keys(rows(60, 12, seed, label -> random.nextGaussian()))).isEmpty();
        assertThat(keys(rows(3_000, 1, seed, label -> label + 40 * random.nextGaussian())))
                .isEmpty();
        assertThat(keys(rows(80, 1, seed, label -> label > 0 && random.nextInt(4) > 0 ? 1 : 0)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 5_000})
    void aCopyWithNoiseIsNamedByItsCorrelationBesideThatOfOthers(int count) {
        Random random = new Random(6);
        TrainingRows noisy = rows(count, 1, 7, label -> 1.2 * label + random.nextGaussian());

        assertThat(keys(noisy)).containsExactly("label_copy");
        assertThat(LabelCopies.cautions(noisy).get(0).sentence())
                .contains("rank correlation of at least 0.9", "of other features at most 0.");
    }

    @Test
    void subscribersWhosePastTellsTheirFutureInEveryFeatureAreNoReason() {
        Random random = new Random(8);
        List<RowKey> keys = new ArrayList<>();
        double[][] rows = new double[400][];
        double[] labels = new double[rows.length];
        List<Feature> features = new ArrayList<>();
        for (int f = 0; f < 6; f++) {
            features.add(Feature.numeric("spend_" + (30 * f + 30) + "d", "currency", "S", "spend"));
        }
        for (int i = 0; i < rows.length; i++) {
            double fee = StrictMath.exp(random.nextGaussian());
            keys.add(new RowKey("c" + i, Instant.EPOCH));
            rows[i] = new double[features.size()];
            for (int f = 0; f < features.size(); f++) {
                rows[i][f] = (f + 1) * fee * (1 + 0.05 * random.nextGaussian());
            }
            labels[i] = 6 * fee * (1 + 0.05 * random.nextGaussian());
        }
        assertThat(LabelCopies.cautions(TrainingRows.of(
                        FeatureMatrix.of(FeatureSchema.of(features), keys, rows), labels, Preparation.builder())))
                .isEmpty();
    }

    @Test
    void aHandfulOfPositiveLabelsInOneCategoryIsChance() {
        double[] codes = IntStream.range(0, 400).mapToDouble(row -> row % 8).toArray();
        double[] few = IntStream.range(0, 400)
                .mapToDouble(row -> row == 3 ? 10 : row == 11 ? 20 : 0)
                .toArray();
        double[] tiers = IntStream.range(0, 400)
                .mapToDouble(row -> row % 8 < 2 ? 0 : 100 * (row % 8) + row % 7)
                .toArray();

        assertThat(CategoryOrder.of(codes, few, 9)).isZero();
        assertThat(CategoryOrder.of(codes, tiers, 9)).isGreaterThan(0.999);
    }

    @Test
    void aCopyAtEachOfManyOriginsOrAtTheLatestOnlyIsNamed() {
        double[] unit = {1};
        assertThat(keys(rows(100, 6, 9, label -> -3 * label * (unit[0] += 0.00))))
                .containsExactly("label_copy");
        int[] row = {0};
        // The sixth origin's label, as an attribute that was exported after the fact; noise at the others.
        Random random = new Random(10);
        assertThat(keys(rows(100, 6, 11, label -> row[0]++ >= 500 ? label : random.nextGaussian())))
                .containsExactly("label_copy");
        int[] other = {0};
        assertThat(keys(rows(100, 6, 12, label -> other[0]++ >= 500 ? (label > 0 ? 1 : 0) : random.nextInt(2))))
                .containsExactly("label_split");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 3_000})
    void whatSeparatesBuyersIsNamedInWhateverForm(int count) {
        Random random = new Random(13);
        List<DoubleUnaryOperator> splits = List.of(
                label -> label > 0 ? 1 : 0,
                label -> label > 0 ? 7 : Double.NaN,
                label -> label > 0 ? Double.NaN : random.nextInt(900),
                label -> label > 0 ? 19_000 + random.nextInt(400) : 18_000 + random.nextInt(400),
                label -> label > 0 ? 50 + random.nextDouble() : random.nextBoolean() ? 20 : 90 + random.nextDouble(),
                label -> label > 0 ? (random.nextBoolean() ? 2 : 5) : 3 * random.nextInt(2) + 1);
        for (int form = 0; form < splits.size(); form++) {
            assertThat(keys(rows(count, 1, 14, splits.get(form))))
                    .as("form %d", form)
                    .containsExactly("label_split");
            DoubleUnaryOperator split = splits.get(form);
            int[] row = {0};
            assertThat(keys(rows(count, 1, 14, label -> split.applyAsDouble(row[0]++ == 50 ? 1 - label : label))))
                    .as("form %d with a wrong row", form)
                    .containsExactly("label_split");
        }
    }
}
