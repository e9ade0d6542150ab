package dev.clv.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittedState;
import dev.clv.features.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values worked out by hand, unless a test says otherwise. */
class PreparationTest {

    private static final double NONE = Double.NaN;

    private static FeatureMatrix matrix(FeatureSchema schema, double[]... rows) {
        List<RowKey> keys = IntStream.range(0, rows.length)
                .mapToObj(i -> new RowKey("c" + i, Instant.EPOCH))
                .toList();
        return FeatureMatrix.of(schema, keys, rows);
    }

    /** One numeric feature named a, one row per value. */
    private static FeatureMatrix column(double... values) {
        FeatureSchema schema = FeatureSchema.of(List.of(Feature.numeric("a", "number", "A", "g")));
        return matrix(
                schema, Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }

    private static double[] prepared(Preparation preparation, double... row) {
        double[] out = new double[preparation.width()];
        preparation.transform(row, out);
        return out;
    }

    private static List<String> names(Preparation preparation) {
        return preparation.columns().stream().map(PreparedColumn::name).toList();
    }

    @Test
    void standardisingUsesMeanAndDeviationOfTheTrainingRows() {
        // Mean 3, variance ((1-3)^2 + (3-3)^2 + (5-3)^2) / 3 = 8/3.
        Preparation preparation = Preparation.builder().fit(column(1, 3, 5));
        double sd = Math.sqrt(8.0 / 3);
        assertThat(prepared(preparation, 1)[0]).isCloseTo(-2 / sd, within(1e-15));
        assertThat(prepared(preparation, 3)[0]).isZero();
        assertThat(prepared(preparation, 5)[0]).isCloseTo(2 / sd, within(1e-15));
    }

    @Test
    void whatWasPreparedAlreadyIsHandedOnAsItIs() {
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.numeric("a", "days", "A number.", "plain"),
                Feature.vector("events", "tokens", "What happened.", "events", 3)));
        List<RowKey> keys = IntStream.range(0, 4)
                .mapToObj(i -> new RowKey("c" + i, Instant.EPOCH))
                .toList();
        FeatureMatrix training = FeatureMatrix.of(
                schema, keys, new double[][] {{1, 1, 7, 0}, {2, 2, 7, 0.25}, {3, 0, NONE, 0}, {9, 1, 7, 0}});
        Preparation preparation =
                Preparation.builder().verbatim(List.of("events", "none")).fit(training);
        Preparation restored = Preparation.restore(schema, preparation.fittedState());
        double[] far = {2, -5, NONE, 1e9};
        for (Preparation each : List.of(preparation, restored, restored.only(List.of("a", "events")))) {
            assertThat(names(each)).containsExactly("a", "events_1", "events_2", "events_3");
            assertThat(Arrays.copyOfRange(prepared(each, far), 1, 4)).containsExactly(-5, 0, 1e9);
            assertThat(Arrays.copyOfRange(prepared(each, 2, 1.4, 6.6, 0.125), 1, 4))
                    .as("whole numbers are rounded, others are not")
                    .containsExactly(1, 7, 0.125);
            assertThat(each.outOfRange(far)).isEmpty();
            assertThat(each.far(far, Growth.NONE)).isEmpty();
            assertThat(each.missing(far)).isEmpty();
            assertThat(each.isConstant("events")).isFalse();
        }
        assertThat(restored.only(List.of("a")).width()).isOne();
    }

    @Test
    void minMaxSpansZeroToOne() {
        Preparation preparation = Preparation.builder().scaling(Scaling.MIN_MAX).fit(column(2, 4, 10));
        assertThat(prepared(preparation, 2)).containsExactly(0);
        assertThat(prepared(preparation, 4)).containsExactly(0.25);
        assertThat(prepared(preparation, 10)).containsExactly(1);
        assertThat(prepared(preparation, 99)).as("beyond the training range").containsExactly(1);
    }

    @Test
    void missingValuesBecomeTheMedianWithAFlag() {
        // Median of 2, 4, 12 is 4; with it the mean is (2 + 4 + 12 + 4) / 4 = 5.5.
        Preparation preparation = Preparation.builder().signedLog(false).fit(column(12, NONE, 2, 4));
        double sd = Math.sqrt((12.25 + 2.25 + 42.25 + 2.25) / 4);
        assertThat(names(preparation)).containsExactly("a", "a:missing");
        assertThat(prepared(preparation, NONE)[0]).isCloseTo(-1.5 / sd, within(1e-15));
        assertThat(prepared(preparation, NONE)[1]).isOne();
        assertThat(prepared(preparation, 4)[0]).isCloseTo(-1.5 / sd, within(1e-15));
        assertThat(prepared(preparation, 4)[1]).isZero();
    }

    @Test
    void withoutMissingTrainingValuesThereIsNoFlagAndMissingIsTheMedian() {
        Preparation preparation = Preparation.builder().fit(column(1, 3, 5));
        assertThat(names(preparation)).containsExactly("a");
        assertThat(prepared(preparation, NONE)).containsExactly(prepared(preparation, 3));
    }

    @Test
    void skewedFeaturesGoThroughTheSignedLogInUnitsOfTheirTypicalSize() {
        // The median of the sizes 1, 4, 16, 64 is 10.
        double[] skewed = {0, 1, 4, 16, 64};
        Preparation preparation = Preparation.builder().scaling(Scaling.MIN_MAX).fit(column(skewed));
        assertThat(prepared(preparation, 4)[0]).isCloseTo(Math.log1p(0.4) / Math.log1p(6.4), within(1e-15));
        assertThat(prepared(preparation, 64)[0]).isEqualTo(1);
        Preparation plain =
                Preparation.builder().scaling(Scaling.MIN_MAX).signedLog(false).fit(column(skewed));
        assertThat(prepared(plain, 4)[0]).isCloseTo(4 / 64.0, within(1e-15));
    }

    @Test
    void theCurrencyDoesNotChangeAnOutput() {
        double[] pounds = {0, 1, 4, 16, 64};
        Preparation inPounds = Preparation.builder().fit(column(pounds));
        Preparation inPence = Preparation.builder()
                .fit(column(Arrays.stream(pounds).map(x -> 100 * x).toArray()));
        for (double amount : pounds) {
            assertThat(prepared(inPence, 100 * amount)[0]).isCloseTo(prepared(inPounds, amount)[0], within(1e-12));
        }
    }

    @Test
    void theSignedLogKeepsTheSign() {
        // The median of the sizes 1, 4, 16, 64 is 10.
        Preparation preparation = Preparation.builder().scaling(Scaling.MIN_MAX).fit(column(-64, -16, -4, -1, 0));
        assertThat(prepared(preparation, -4)[0]).isCloseTo(1 - Math.log1p(0.4) / Math.log1p(6.4), within(1e-15));
        assertThat(prepared(preparation, 0)[0]).isEqualTo(1);
    }

    @Test
    void aNumberOfFewLevelsGetsAnIndicatorForEachWhereAsked() {
        FeatureMatrix training = column(1, 2, 9, 2, NONE, 1);
        Preparation preparation = Preparation.builder().levels(3).fit(training);
        assertThat(names(preparation)).containsExactly("a", "a:missing", "a=1.0", "a=2.0", "a=9.0");
        assertThat(Arrays.copyOfRange(prepared(preparation, 9), 1, 5)).containsExactly(0, 0, 0, 1);
        assertThat(Arrays.copyOfRange(prepared(preparation, 5), 1, 5))
                .as("a level never seen")
                .containsOnly(0);
        assertThat(Arrays.copyOfRange(prepared(preparation, NONE), 1, 5)).containsExactly(1, 0, 0, 0);
        assertThat(names(Preparation.builder().levels(2).fit(training))).containsExactly("a", "a:missing");
        assertThat(names(Preparation.builder().levels(9).fit(column(0, 1, 1))))
                .as("a yes/no number is its own indicator")
                .containsExactly("a");
        assertThatThrownBy(() -> Preparation.builder().levels(-1)).hasMessage("levels must be zero or more, was -1");
    }

    @Test
    void aYesNoFeatureKeepsItsScaleThoughItIsSkewed() {
        double[] rare = new double[100];
        Arrays.fill(rare, 0, 20, 1);
        Preparation preparation = Preparation.builder().scaling(Scaling.MIN_MAX).fit(column(rare));
        assertThat(prepared(preparation, 0.5)).as("no log was taken").containsExactly(0.5);
    }

    @Test
    void bigSpendersSeenInTrainingAreNotCut() {
        double[] spend = DoubleStream.iterate(10, x -> x * 1.5).limit(20).toArray();
        Preparation preparation = Preparation.builder().fit(column(spend));
        double[] outputs =
                Arrays.stream(spend).map(x -> prepared(preparation, x)[0]).toArray();
        for (int i = 1; i < outputs.length; i++) {
            assertThat(outputs[i]).isGreaterThan(outputs[i - 1]);
        }
    }

    @Test
    void winsorisingCutsAtFittedQuantiles() {
        // 0, 1, ..., 1000: the quantile at 0.05 is 50, at 0.9 it is 900.
        double[] values = IntStream.rangeClosed(0, 1000).asDoubleStream().toArray();
        Preparation preparation = Preparation.builder()
                .scaling(Scaling.MIN_MAX)
                .winsorizeAt(0.05, 0.9)
                .fit(column(values));
        assertThat(prepared(preparation, 30)).containsExactly(0);
        assertThat(prepared(preparation, 50)).containsExactly(0);
        assertThat(prepared(preparation, 475)).containsExactly(0.5);
        assertThat(prepared(preparation, 990)).containsExactly(1);
        assertThat(preparation.outOfRange(new double[] {990}))
                .as("the range is the raw one")
                .isEmpty();
    }

    /** A mistyped cell does not stretch the scale of all others. */
    @Test
    void oneWildValueDecidesNothing() {
        double[] values = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        double[] wild = values.clone();
        wild[3] = 1e50;
        wild[4] = -9999;
        Preparation clean = Preparation.builder().fit(column(values));
        Preparation mistyped = Preparation.builder().fit(column(wild));
        for (double value : new double[] {0.1, 0.5, 0.9}) {
            assertThat(prepared(mistyped, value)[0]).isCloseTo(prepared(clean, value)[0], within(0.05));
        }
        assertThat(mistyped.outOfRange(new double[] {2})).isNotEmpty();
    }

    @Test
    void anAlmostConstantFeatureIsBounded() {
        double[] rare = new double[10_000];
        Arrays.fill(rare, 0, 15, 1);
        FeatureMatrix training = column(rare);
        assertThat(prepared(Preparation.builder().fit(training), 1)).containsExactly(10);
        assertThat(prepared(Preparation.builder().bound(1000).fit(training), 1)[0])
                .isCloseTo(Math.sqrt((1 - 0.0015) / 0.0015), within(1e-9));
    }

    @Test
    void hugeNumbersGiveFiniteOutputs() {
        double most = Double.MAX_VALUE;
        for (double[] values : new double[][] {{-most, 0, most}, {most, most, 1}, {1e200, 1e-200, -1e200, 5, 7, 7}}) {
            for (Scaling scaling : Scaling.values()) {
                Preparation preparation = Preparation.builder().scaling(scaling).fit(column(values));
                for (double value : new double[] {-most, -1, 0, 1e-300, 7, 1e200, most, NONE}) {
                    assertThat(prepared(preparation, value)[0]).isFinite();
                }
            }
        }
    }

    @Test
    void whatVariesByRoundingOnlyIsConstant() {
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.numeric("rounding", "number", "R", "g"), Feature.numeric("microseconds", "number", "M", "g")));
        double[][] rows = new double[40][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 2 == 0 ? 0.1 + 0.2 : 0.3, 1.7e15 + 1e4 * i};
        }
        assertThat(Preparation.builder().fit(matrix(schema, rows)).constants()).containsExactly("rounding");
    }

    @Test
    void constantsAndAllMissingFeaturesAreZeroAndListed() {
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.numeric("constant", "number", "C", "g"),
                Feature.numeric("absent", "number", "A", "g"),
                Feature.numeric("sometimes", "number", "S", "g"),
                Feature.numeric("fine", "number", "F", "g")));
        Preparation preparation = Preparation.builder()
                .fit(matrix(schema, new double[] {7, NONE, NONE, 1}, new double[] {7, NONE, 5, 2}));
        assertThat(names(preparation)).containsExactly("constant", "absent", "sometimes", "sometimes:missing", "fine");
        assertThat(preparation.constants()).containsExactly("constant", "absent", "sometimes");
        assertThat(prepared(preparation, 8, 3, 6, 1)).startsWith(0, 0, 0, 0);
        assertThat(prepared(preparation, 8, 3, NONE, 1)).startsWith(0, 0, 0, 1);
        assertThat(preparation.outOfRange(new double[] {8, 3, 5, 1.5}))
                .as("what a model ignores cannot make it extrapolate")
                .isEmpty();
    }

    private static final FeatureSchema COLOUR = FeatureSchema.of(
            List.of(Feature.categorical("colour", "Favourite colour", "g", List.of("red", "green", "blue"))));

    @Test
    void categoriesBecomeOneHotWithAnUnknownBucket() {
        Preparation preparation = Preparation.builder()
                .fit(matrix(COLOUR, new double[] {0}, new double[] {1}, new double[] {3}, new double[] {NONE}));
        assertThat(names(preparation))
                .containsExactly("colour=red", "colour=green", "colour=blue", "colour=(unknown)", "colour:missing");
        assertThat(prepared(preparation, 0)).containsExactly(1, 0, 0, 0, 0);
        assertThat(prepared(preparation, 1)).containsExactly(0, 1, 0, 0, 0);
        assertThat(prepared(preparation, 3)).containsExactly(0, 0, 0, 1, 0);
        assertThat(prepared(preparation, 17)).as("no such code").containsExactly(0, 0, 0, 1, 0);
        assertThat(prepared(preparation, NONE)).containsExactly(0, 0, 0, 0, 1);
        assertThat(preparation.constants()).containsExactly("colour=blue");
        assertThat(prepared(preparation, 2)).as("never seen in training").containsExactly(0, 0, 0, 0, 0);
        assertThat(preparation.unknownCategories(new double[] {3})).containsExactly("colour");
        assertThat(preparation.unknownCategories(new double[] {NONE})).isEmpty();
        assertThat(preparation.columns())
                .allSatisfy(column -> assertThat(column.source()).isZero());
    }

    @Test
    void anUnknownBucketThatTrainingNeverFilledStaysSilent() {
        Preparation preparation =
                Preparation.builder().fit(matrix(COLOUR, new double[] {0}, new double[] {1}, new double[] {2}));
        assertThat(preparation.constants()).containsExactly("colour=(unknown)");
        assertThat(prepared(preparation, 3)).containsOnly(0);
        assertThat(prepared(preparation, NONE)).containsOnly(0);
    }

    @Test
    void valuesFarOutsideTheTrainingRangeAreNamed() {
        Preparation preparation = Preparation.builder().fit(column(-2, 0, 5));
        assertThat(preparation.outOfRange(new double[] {-2})).isEmpty();
        assertThat(preparation.outOfRange(new double[] {NONE})).isEmpty();
        assertThat(preparation.outOfRange(new double[] {-5.4})).isEmpty();
        assertThat(preparation.outOfRange(new double[] {8.4})).isEmpty();
        assertThat(preparation.outOfRange(new double[] {-5.6})).containsExactly("a");
        assertThat(preparation.outOfRange(new double[] {8.6})).containsExactly("a");
    }

    @Test
    void whatAllCustomersOfACutoffShareIsNoReasonToFlagOne() {
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.numeric("season", "-1 to 1", "S", "g"), Feature.numeric("spend", "currency", "S", "g")));
        List<RowKey> keys = List.of(
                new RowKey("a", Instant.EPOCH),
                new RowKey("b", Instant.EPOCH),
                new RowKey("a", Instant.EPOCH.plusSeconds(9)),
                new RowKey("b", Instant.EPOCH.plusSeconds(9)));
        FeatureMatrix training =
                FeatureMatrix.of(schema, keys, new double[][] {{0.1, 1}, {0.1, 2}, {0.2, 3}, {0.2, 4}});

        Preparation preparation = Preparation.builder().fit(training);

        assertThat(preparation.outOfRange(new double[] {0.9, 3})).isEmpty();
        assertThat(preparation.outOfRange(new double[] {0.9, 6})).containsExactly("spend");
        assertThat(Preparation.restore(schema, preparation.fittedState()).outOfRange(new double[] {0.9, 3}))
                .isEmpty();
    }

    /** Two numeric features, one often missing, and a categorical one; seeded. */
    private static double[][] rows(int count) {
        SplittableRandom random = new SplittableRandom(4);
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> new double[] {
            Math.exp(6 * random.nextDouble()) - 30,
            random.nextInt(3) == 0 ? NONE : random.nextInt(20),
            random.nextInt(9) == 0 ? NONE : random.nextInt(4)
        });
        return rows;
    }

    private static final FeatureSchema MIXED = FeatureSchema.of(List.of(
            Feature.numeric("spend", "currency", "S", "g"),
            Feature.numeric("gap", "days", "G", "g"),
            COLOUR.feature(0)));

    @Test
    void outputsAreFiniteAndTheNumbersAreStandardised() {
        FeatureMatrix training = matrix(MIXED, rows(501));
        Preparation preparation = Preparation.builder().fit(training);
        double[][] prepared = preparation.transform(training);
        for (int column = 0; column < preparation.width(); column++) {
            int at = column;
            double[] values =
                    Arrays.stream(prepared).mapToDouble(row -> row[at]).toArray();
            assertThat(values).doesNotContain(Double.NaN);
            if (preparation.columns().get(column).part() == PreparedColumn.Part.VALUE) {
                double mean = Arrays.stream(values).average().orElseThrow();
                double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
                assertThat(mean).isCloseTo(0, within(1e-12));
                assertThat(square).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void theOrderOfTheTrainingRowsDoesNotMatter() {
        List<double[]> rows = new ArrayList<>(Arrays.asList(rows(300)));
        Preparation first = Preparation.builder().fit(matrix(MIXED, rows.toArray(double[][]::new)));
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(rows, new Random(seed));
            assertThat(Preparation.builder()
                            .fit(matrix(MIXED, rows.toArray(double[][]::new)))
                            .fittedState())
                    .isEqualTo(first.fittedState());
        }
    }

    @Test
    void whatWasLearnedRestoresTheSamePreparation() {
        for (Scaling scaling : Scaling.values()) {
            double[][] rows = rows(50);
            Preparation preparation = Preparation.builder()
                    .scaling(scaling)
                    .winsorizeAt(0.01, 0.99)
                    .levels(20)
                    .fit(matrix(MIXED, rows));
            Preparation restored = Preparation.restore(MIXED, preparation.fittedState());
            assertThat(restored.columns()).isEqualTo(preparation.columns());
            assertThat(restored.constants()).isEqualTo(preparation.constants());
            assertThat(restored.fittedState()).isEqualTo(preparation.fittedState());
            for (double[] row : rows(200)) {
                assertThat(prepared(restored, row)).containsExactly(prepared(preparation, row));
                assertThat(restored.outOfRange(row)).isEqualTo(preparation.outOfRange(row));
            }
            assertThat(restored.transform(rows)).isDeepEqualTo(preparation.transform(rows));
        }
    }

    @Test
    void everySettingIsRestored() {
        FeatureMatrix training = matrix(MIXED, rows(50));
        List<Preparation> others = List.of(
                Preparation.builder().scaling(Scaling.MIN_MAX).fit(training),
                Preparation.builder().winsorizeAt(0.1, 1).fit(training),
                Preparation.builder().winsorizeAt(0, 0.9).fit(training),
                Preparation.builder().signedLog(false).fit(training),
                Preparation.builder().bound(2).fit(training),
                Preparation.builder().levels(20).fit(training));
        FittedState defaults = Preparation.builder().fit(training).fittedState();
        for (Preparation preparation : others) {
            FittedState state = preparation.fittedState();
            assertThat(state).isNotEqualTo(defaults);
            Preparation restored = Preparation.restore(MIXED, state);
            assertThat(restored.fittedState()).isEqualTo(state);
            assertThat(restored.transform(training)).isDeepEqualTo(preparation.transform(training));
        }
        assertThatThrownBy(() -> Preparation.restore(MIXED, defaults.withTexts("setting.scaling", List.of("ranks"))))
                .hasMessage("unknown scaling [ranks]; this version knows [standard, min_max]");
        assertThatThrownBy(() -> Preparation.restore(MIXED, defaults.withNumbers("scale", 1)))
                .hasMessage("the preparation holds 1 numbers 'scale' for 2 numeric features");
    }

    @Test
    void otherFeaturesAreRefused() {
        Preparation preparation = Preparation.builder().fit(matrix(MIXED, rows(20)));
        assertThatThrownBy(() -> Preparation.restore(COLOUR, preparation.fittedState()))
                .hasMessageContaining("fitted on features [spend, gap, colour], the schema has [colour]");
        assertThatThrownBy(() -> preparation.transform(column(1)))
                .hasMessageContaining("other features (1) than the preparation was fitted on (3)");
        assertThatThrownBy(() -> preparation.outOfRange(new double[2])).hasMessageContaining("row has 2 values");
        assertThatThrownBy(() -> preparation.transform(new double[3], new double[1]))
                .hasMessageContaining("out has 1 places");
    }

    @Test
    void contradictoryKnobsAreRefused() {
        assertThatThrownBy(() -> Preparation.builder().winsorizeAt(0.9, 0.1))
                .hasMessageContaining("0 <= lower < upper <= 1, were 0.9 and 0.1");
        assertThatThrownBy(() -> Preparation.builder().bound(0.5)).hasMessage("bound must be at least 1, was 0.5");
        assertThatThrownBy(() -> Preparation.builder().fit(column())).hasMessageContaining("at least 1 training row");
    }
}
