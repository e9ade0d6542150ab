package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

    private static final int ROWS = 101;
    private static final List<String> IDS =
            IntStream.range(0, ROWS).mapToObj(row -> "c" + row / 3).toList();
    private static final double[] TRUTH =
            new SplittableRandom(5).doubles(ROWS).map(u -> u < 0.4 ? 0 : 9 * u).toArray();

    @Test
    void everyRowIsPredictedOnceByAModelThatHadNotSeenItsCustomer() {
        Set<Integer> tested = new TreeSet<>();
        CrossValidationReport report = CrossValidation.of(5).run(IDS, (training, test) -> {
            IntStream.of(test).forEach(row -> assertThat(tested.add(row)).isTrue());
            assertThat(training.length + test.length).isEqualTo(ROWS);
            Set<String> known = IntStream.of(training).mapToObj(IDS::get).collect(Collectors.toSet());
            assertThat(IntStream.of(test).mapToObj(IDS::get)).doesNotContainAnyElementsOf(known);
            return mean(training, test);
        });

        assertThat(tested).hasSize(ROWS);
        assertThat(report.folds()).hasSize(5);
        assertThat(report.pooled().model().count()).isEqualTo(ROWS);
        assertThat(report.pooled().model().sumTrue())
                .isCloseTo(IntStream.range(0, ROWS).mapToDouble(i -> TRUTH[i]).sum(), within(1e-9));
    }

    @Test
    void foldsDependOnIdsAndSeedAlone() {
        List<List<Integer>> dealt = new ArrayList<>();
        for (CrossValidation one : List.of(
                CrossValidation.of(4),
                CrossValidation.of(4),
                CrossValidation.of(4).seed(1))) {
            List<Integer> sizes = new ArrayList<>();
            one.run(IDS, (training, test) -> {
                sizes.addAll(IntStream.of(test).boxed().toList());
                return mean(training, test);
            });
            dealt.add(sizes);
        }
        assertThat(dealt.get(0)).isEqualTo(dealt.get(1)).isNotEqualTo(dealt.get(2));
    }

    /** By hand: the mean absolute errors of the folds have this mean and this standard deviation. */
    @Test
    void meanAndSpreadAreThoseOfTheFolds() {
        CrossValidationReport report = CrossValidation.of(3).run(IDS, CrossValidationTest::mean);
        double[] errors = report.folds().stream()
                .mapToDouble(fold -> fold.model().get(Metric.MAE))
                .toArray();
        double mean = (errors[0] + errors[1] + errors[2]) / 3;
        double squares = 0;
        for (double error : errors) {
            squares += (error - mean) * (error - mean);
        }
        assertThat(report.mean(Metric.MAE)).isCloseTo(mean, within(1e-12));
        assertThat(report.deviation(Metric.MAE)).isCloseTo(Math.sqrt(squares / 2), within(1e-12));
        assertThat(report.mean(Metric.BRIER)).isNaN();
        assertThat(report.toString())
                .startsWith("mean and standard deviation over 3 folds:")
                .contains("all rows together");
        assertThat(CrossValidationReport.fromJson(report.toJson())).isEqualTo(report);
    }

    @Test
    void twoWaysOfTrainingAreComparedOnTheSameFolds() {
        CrossValidationReport mean = CrossValidation.of(5).run(IDS, CrossValidationTest::mean);
        CrossValidationReport truth = CrossValidation.of(5).run(IDS, (training, test) -> forecasts(test, select(test)));

        assertThat(truth.against(mean).is(Metric.MAE, Verdict.BETTER)).isTrue();
        assertThat(mean.against(mean).is(Metric.MAE, Verdict.NO_DIFFERENCE)).isTrue();
        assertThatThrownBy(() -> mean.against(CrossValidation.of(5).seed(9).run(IDS, CrossValidationTest::mean)))
                .hasMessageContaining("holds other customers");
        assertThatThrownBy(() -> mean.against(CrossValidation.of(4).run(IDS, CrossValidationTest::mean)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreFoldsThanCustomers() {
        assertThatThrownBy(() -> CrossValidation.of(3).run(List.of("a", "b", "a"), CrossValidationTest::mean))
                .hasMessage("3 folds need at least as many customers, there are 2; use fewer folds");
        assertThatThrownBy(() -> CrossValidation.of(1)).hasMessageContaining("was 1");
    }

    private static Forecasts mean(int[] training, int[] test) {
        double mean = IntStream.of(training).mapToDouble(row -> TRUTH[row]).sum() / training.length;
        return forecasts(test, IntStream.of(test).mapToDouble(row -> mean).toArray());
    }

    private static Forecasts forecasts(int[] test, double[] predicted) {
        List<String> rowNumbers =
                IntStream.range(0, test.length).mapToObj(Integer::toString).toList();
        return new Forecasts(
                rowNumbers,
                PredictedValues.of(predicted, select(test)),
                Map.of("zero", new double[test.length]),
                0,
                Map.of());
    }

    private static double[] select(int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> TRUTH[row]).toArray();
    }
}
