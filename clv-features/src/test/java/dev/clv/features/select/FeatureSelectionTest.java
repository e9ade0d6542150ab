package dev.clv.features.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Planted features are found, each for its own reason. */
class FeatureSelectionTest {

    private static final int ROWS = 400;
    private static final Instant CUTOFF = Instant.parse("2024-01-01T00:00:00Z");

    /** Knows what each feature is worth: its length, but nothing for those called noise. */
    private static final ImportanceMeasure BY_NAME = (features, training, heldOut, seed) -> {
        SplittableRandom random = new SplittableRandom(seed);
        return features.stream()
                .mapToDouble(name -> name.startsWith("noise") ? 0.1 * random.nextDouble(-1, 1) : name.length())
                .toArray();
    };

    @Test
    void nothingIsDroppedUnlessItIsAskedFor() {
        FeatureMatrix rows = table("a", column(1), "one", constant(1), "copy", column(1));

        SelectionReport report = FeatureSelection.none().fit(rows);

        assertThat(FeatureSelection.none().isNone()).isTrue();
        assertThat(report.kept()).containsExactly("a", "one", "copy");
        assertThat(report.dropped()).isEmpty();
        assertThat(report.words()).isEqualTo("0 of 3");
        assertThat(SelectionReport.NONE.words()).isEqualTo("none");
    }

    @Test
    void aColumnOfOneValueIsConstantAndSoIsOneWithoutAny() {
        double[] holes = constant(3);
        holes[7] = Double.NaN;
        FeatureMatrix rows =
                table("one", constant(1), "a", column(1), "none", constant(Double.NaN), "sometimes", holes);

        SelectionReport report = FeatureSelection.none().dropConstant().fit(rows);

        assertThat(report.kept()).containsExactly("a", "sometimes");
        assertThat(Preparation.builder().fit(rows).constants())
                .as("the input of its number, while that of where it is missing varies")
                .contains("sometimes");
        assertThat(report.dropped())
                .containsExactly(
                        new DroppedFeature("one", DropReason.CONSTANT, Double.NaN, null),
                        new DroppedFeature("none", DropReason.CONSTANT, Double.NaN, null));
    }

    @Test
    void aSeasonOfACutoffIsConstantWhereCutoffsSpanLessThanAYear() {
        double[] season = new double[ROWS];
        List<RowKey> keys = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            season[row] = row % 2;
            keys.add(new RowKey("c" + row / 2, CUTOFF.plusSeconds(row % 2 * 86_400L * 30)));
        }
        FeatureMatrix rows = table("season", season, "a", column(1));

        SelectionReport report =
                FeatureSelection.none().dropConstant().fit(FeatureMatrix.of(rows.schema(), keys, rows.toArray()));

        assertThat(report.kept()).containsExactly("a");
    }

    @Test
    void aDuplicateNamesTheOneThatStaysAndMissesTheSameRows() {
        double[] holes = column(1);
        holes[3] = Double.NaN;
        FeatureMatrix rows = table("a", column(1), "b", column(2), "again", column(1), "holes", holes, "more", holes);

        SelectionReport report = FeatureSelection.none().dropDuplicates().fit(rows);

        assertThat(report.kept()).containsExactly("a", "b", "holes");
        assertThat(report.dropped())
                .containsExactly(
                        new DroppedFeature("again", DropReason.DUPLICATE, 1, "a"),
                        new DroppedFeature("more", DropReason.DUPLICATE, 1, "holes"));
    }

    @Test
    void minusZeroIsZero() {
        double[] zeros = column(1, value -> value > 0 ? 1 : 0.0);
        double[] minus = column(1, value -> value > 0 ? 1 : -0.0);

        assertThat(FeatureSelection.none()
                        .dropDuplicates()
                        .fit(table("a", zeros, "b", minus))
                        .kept())
                .containsExactly("a");
    }

    @Test
    void categoriesAreDuplicatesIfTheyDivideTheRowsAlike() {
        double[] country = column(1, value -> value > 0 ? 0 : 1);
        double[] currency = column(1, value -> value > 0 ? 2 : 0);
        double[] other = column(2, value -> value > 0 ? 0 : 1);
        List<String> words = List.of("x", "y", "z");
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.categorical("country", "", "g", words),
                Feature.categorical("currency", "", "g", words),
                Feature.categorical("other", "", "g", words),
                Feature.numeric("number", "n", "", "g")));

        SelectionReport report =
                FeatureSelection.none().dropDuplicates().fit(matrix(schema, country, currency, other, country));

        assertThat(report.kept()).containsExactly("country", "other", "number");
        assertThat(report.dropped())
                .containsExactly(new DroppedFeature("currency", DropReason.DUPLICATE, 1, "country"));
    }

    @Test
    void aStraightLineOfAnotherIsCollinearWhicheverWayItGoes() {
        SplittableRandom random = new SplittableRandom(5);
        double[] near = column(1, value -> 3 * value + 0.05 * random.nextDouble(-1, 1));
        FeatureMatrix rows =
                table("a", column(1), "falling", column(1, value -> 7 - 2 * value), "near", near, "b", column(2));

        SelectionReport report = FeatureSelection.none().dropCollinear(0.98).fit(rows);

        assertThat(report.kept()).containsExactly("a", "b");
        assertThat(report.dropped()).extracting(DroppedFeature::instead).containsExactly("a", "a");
        assertThat(report.dropped().get(0).number()).isCloseTo(-1, within(1e-12));
        assertThat(report.dropped().get(1).number()).isBetween(0.99, 1.0);
    }

    @Test
    void whatIsNearerThanTheLimitOnlyInPartStays() {
        double[] half = column(1);
        double[] b = column(2);
        for (int row = 0; row < ROWS; row++) {
            half[row] = half[row] + b[row];
        }

        assertThat(FeatureSelection.none()
                        .dropCollinear(0.98)
                        .fit(table("a", column(1), "half", half))
                        .dropped())
                .isEmpty();
    }

    @Test
    void whatIsMissingElsewhereIsNotCollinear() {
        double[] holes = column(1);
        for (int row = 0; row < ROWS; row += 3) {
            holes[row] = Double.NaN;
        }
        double[] sameHoles = Arrays.stream(holes).map(value -> 1 + 2 * value).toArray();

        SelectionReport report = FeatureSelection.none()
                .dropCollinear(0.6)
                .fit(table("a", column(1), "holes", holes, "same", sameHoles));

        assertThat(report.kept()).containsExactly("a", "holes");
        assertThat(report.dropped()).extracting(DroppedFeature::instead).containsExactly("holes");
    }

    @Test
    void whatIsToBeKeptIsKeptAndOthersGiveWayToIt() {
        FeatureMatrix rows = table("one", constant(1), "a", column(1), "b", column(1), "c", column(1, v -> 2 * v));

        SelectionReport report = FeatureSelection.none()
                .dropConstant()
                .dropDuplicates()
                .dropCollinear(0.9)
                .keep("b", "one")
                .fit(rows);

        assertThat(report.kept()).containsExactly("one", "b");
        assertThat(report.dropped())
                .extracting(DroppedFeature::feature, DroppedFeature::reason, DroppedFeature::instead)
                .containsExactly(tuple("a", DropReason.DUPLICATE, "b"), tuple("c", DropReason.COLLINEAR, "b"));
        assertThatThrownBy(
                        () -> FeatureSelection.none().dropConstant().keep("z").fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keep names [z], which no feature is called; there are [a, b, c, one]");
    }

    @Test
    void aFeatureOfSeveralColumnsIsDroppedOrKeptAsAWhole() {
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.vector("taste", "n", "", "g", 2),
                Feature.vector("again", "n", "", "g", 2),
                Feature.vector("half", "n", "", "g", 2),
                Feature.vector("still", "n", "", "g", 2),
                Feature.numeric("line", "n", "", "g")));
        FeatureMatrix rows = matrix(
                schema,
                column(1),
                column(2),
                column(1),
                column(2),
                column(1),
                constant(3),
                constant(4),
                constant(5),
                column(1));

        SelectionReport report = FeatureSelection.none()
                .dropConstant()
                .dropDuplicates()
                .dropCollinear(0.9)
                .fit(rows);

        assertThat(report.kept()).containsExactly("taste", "half", "line");
        assertThat(report.dropped())
                .extracting(DroppedFeature::feature, DroppedFeature::reason)
                .containsExactly(tuple("again", DropReason.DUPLICATE), tuple("still", DropReason.CONSTANT));
        assertThat(rows.only(List.of("line", "half")).row(7)).containsExactly(column(1)[7], 3, column(1)[7]);
        assertThatThrownBy(() ->
                        FeatureSelection.none().dropConstant().keep("half_2").fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "keep names 'half_2', one of the 2 columns of feature 'half', which stays or goes as a whole;"
                                + " keep 'half'");
    }

    @Test
    void rulesApplyInOneOrderWhateverTheOrderOfTheCalls() {
        FeatureMatrix rows = table("one", constant(1), "two", constant(2), "a", column(1), "b", column(1));
        FeatureSelection first =
                FeatureSelection.none().dropConstant().dropDuplicates().dropCollinear(0.9);
        FeatureSelection last =
                FeatureSelection.none().dropCollinear(0.9).dropDuplicates().dropConstant();

        assertThat(first.fit(rows)).isEqualTo(last.fit(rows));
        assertThat(first.fit(rows).dropped())
                .extracting(DroppedFeature::reason)
                .containsExactly(DropReason.CONSTANT, DropReason.CONSTANT, DropReason.DUPLICATE);
        assertThat(first.fit(rows).words()).isEqualTo("3 of 4: 2 constant (one, two), 1 duplicate (b of a)");
        assertThat(first).hasToString("drop constant, drop duplicate, drop collinear from 0.9");
    }

    @Test
    void aTableOfConstantsIsRefused() {
        assertThatThrownBy(
                        () -> FeatureSelection.none().dropConstant().fit(table("one", constant(1), "two", constant(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "all 2 features have one value in every training row, so that dropConstant leaves nothing to"
                                + " learn from; add features, or leave dropConstant out");
    }

    @Test
    void theImportantStayWithTheirShareOfAllImportance() {
        FeatureMatrix rows = table("noise1", column(1), "aaa", column(2), "b", column(3), "noise2", column(4));

        SelectionReport report = fit(FeatureSelection.none().keepImportant(0.3), rows, BY_NAME);

        assertThat(report.kept()).containsExactly("aaa");
        DroppedFeature b = report.dropped(DropReason.UNIMPORTANT).get(1);
        assertThat(b.feature()).isEqualTo("b");
        assertThat(b.number()).isBetween(0.2, 0.25); // 1 of 4, and a little noise
        assertThat(fit(FeatureSelection.none().keepMostImportant(2), rows, BY_NAME)
                        .kept())
                .containsExactly("aaa", "b");
        assertThat(fit(FeatureSelection.none().keepMostImportant(1).keep("noise1"), rows, BY_NAME)
                        .kept())
                .containsExactly("noise1", "aaa");
    }

    @Test
    void theStableAreThoseThatManyResamplesChoose() {
        ImportanceMeasure sometimes = (features, training, heldOut, seed) ->
                new double[] {1, new SplittableRandom(seed).nextInt(10) < 3 ? 1 : -1, 0};
        FeatureMatrix rows = table("a", column(1), "rare", column(2), "never", column(3));

        SelectionReport report = fit(FeatureSelection.none().stable(40, 0.6), rows, sometimes);

        assertThat(report.kept()).containsExactly("a");
        assertThat(report.dropped()).extracting(DroppedFeature::reason).containsOnly(DropReason.UNSTABLE);
        assertThat(report.dropped().get(0).number()).isBetween(0.1, 0.5);
        assertThat(report.dropped().get(1).number()).isZero();
    }

    @Test
    void theBestStaysEvenIfNothingHelps() {
        ImportanceMeasure useless = (features, training, heldOut, seed) -> new double[features.size()];

        assertThat(fit(FeatureSelection.none().stable(4, 0.9), table("a", column(1), "b", column(2)), useless)
                        .kept())
                .containsExactly("a");
    }

    @Test
    void noCustomerIsOnBothSidesOfAResampleAndFoldsHoldOutEverybodyOnce() {
        FeatureMatrix rows = table("a", column(1));
        List<RowKey> keys = IntStream.range(0, ROWS)
                .mapToObj(row -> new RowKey("c" + row % 50, CUTOFF.plusSeconds(row)))
                .toList();
        FeatureMatrix several = FeatureMatrix.of(rows.schema(), keys, rows.toArray());

        List<Resample> folds = Resample.folds(several, 5, 1);
        List<Resample> halves = Resample.halves(several, 6, 1);

        assertThat(folds.stream()
                        .flatMapToInt(fold -> IntStream.of(fold.heldOut()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
        List<Resample> all = new ArrayList<>(folds);
        all.addAll(halves);
        for (Resample resample : all) {
            Set<String> learned = customers(several, resample.training());
            assertThat(Collections.disjoint(learned, customers(several, resample.heldOut())))
                    .isTrue();
            assertThat(resample.training().length + resample.heldOut().length).isEqualTo(ROWS);
        }
        assertThat(halves.get(1).training()).containsExactly(halves.get(0).heldOut());
        assertThat(halves.get(2).training()).isNotEqualTo(halves.get(0).training());
    }

    private static Set<String> customers(FeatureMatrix rows, int[] some) {
        Set<String> customers = new HashSet<>();
        IntStream.of(some).mapToObj(rows::customer).forEach(customers::add);
        return customers;
    }

    @Test
    void theSameSeedSelectsTheSameForAnyNumberOfThreads() throws InterruptedException {
        FeatureMatrix rows =
                table("noise1", column(1), "aaa", column(2), "noise2", column(1), "line", column(2, v -> -v));
        FeatureSelection selection = FeatureSelection.none()
                .dropDuplicates()
                .dropCollinear(0.9)
                .keepImportant(0.01)
                .stable(9, 0.6);
        SelectionReport alone = fit(selection, rows, BY_NAME);
        ExecutorService threads = Executors.newFixedThreadPool(7);

        SelectionReport together = selection.fit(rows, Preparation.builder().fit(rows), BY_NAME, threads);
        threads.shutdown();

        assertThat(together).isEqualTo(alone);
        assertThat(fit(selection.seed(7), rows, BY_NAME).dropped(DropReason.UNSTABLE))
                .isNotEqualTo(alone.dropped(DropReason.UNSTABLE));
    }

    @Test
    void contradictionsAndImpossibleNumbersAreRefusedByName() {
        FeatureSelection none = FeatureSelection.none();
        assertThatThrownBy(() -> none.keepImportant(0.1).keepMostImportant(3))
                .hasMessage("keepImportant and keepMostImportant contradict each other; leave one out");
        assertThatThrownBy(() -> none.keepMostImportant(3).keepImportant(0.1))
                .hasMessage("keepImportant and keepMostImportant contradict each other; leave one out");
        assertThatThrownBy(() -> none.dropCollinear(0)).hasMessage("dropCollinear must lie in (0, 1], was 0.0");
        assertThatThrownBy(() -> none.keepImportant(1)).hasMessage("keepImportant must lie in (0, 1), was 1.0");
        assertThatThrownBy(() -> none.keepMostImportant(0)).hasMessage("keepMostImportant must be at least 1, was 0");
        assertThatThrownBy(() -> none.stable(1, 0.7))
                .hasMessage("stable needs at least 2 resamples and a share in (0.5, 1], were 1 and 0.7");
        assertThatThrownBy(() -> none.keepImportant(0.1).fit(table("a", column(1))))
                .hasMessageContaining("call fit with an ImportanceMeasure");
        FeatureMatrix rows = table("a", column(1));
        FeatureMatrix ofOne =
                FeatureMatrix.of(rows.schema(), Collections.nCopies(ROWS, new RowKey("c", CUTOFF)), rows.toArray());
        assertThatThrownBy(() -> fit(none.keepImportant(0.1), ofOne, BY_NAME))
                .hasMessageContaining("the rows are of one customer");
    }

    private static SelectionReport fit(FeatureSelection selection, FeatureMatrix rows, ImportanceMeasure measure) {
        return selection.fit(rows, Preparation.builder().fit(rows), measure, Runnable::run);
    }

    private static double[] constant(double value) {
        double[] column = new double[ROWS];
        Arrays.fill(column, value);
        return column;
    }

    /** Numbers between -1 and 1, the same for the same seed. */
    private static double[] column(long seed) {
        return column(seed, value -> value);
    }

    private static double[] column(long seed, DoubleUnaryOperator of) {
        return new SplittableRandom(seed).doubles(ROWS, -1, 1).map(of).toArray();
    }

    private static FeatureMatrix table(Object... namesAndColumns) {
        List<Feature> features = new ArrayList<>();
        double[][] columns = new double[namesAndColumns.length / 2][];
        for (int i = 0; i < columns.length; i++) {
            features.add(Feature.numeric((String) namesAndColumns[2 * i], "n", "", "g"));
            columns[i] = (double[]) namesAndColumns[2 * i + 1];
        }
        return matrix(FeatureSchema.of(features), columns);
    }

    private static FeatureMatrix matrix(FeatureSchema schema, double[]... columns) {
        double[][] rows = new double[ROWS][columns.length];
        List<RowKey> keys = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            keys.add(new RowKey("c" + row, CUTOFF));
            for (int i = 0; i < columns.length; i++) {
                rows[row][i] = columns[i][row];
            }
        }
        return FeatureMatrix.of(schema, keys, rows);
    }
}
