package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.internal.StudentT;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    /** Expected values: the printed table of Student's distribution (Abramowitz, Stegun 1964, table 26.10). */
    @ParameterizedTest
    @CsvSource({"1, 12.706", "2, 4.303", "3, 3.182", "4, 2.776", "9, 2.262", "10, 2.228", "29, 2.045", "120, 1.980"})
    void quantilesOfStudentsTAreThoseOfTheTable(int freedom, double expected) {
        assertThat(StudentT.quantile(0.975, freedom)).isCloseTo(expected, within(0.0005));
    }

    /** Ten differences 1 to 10: mean 5.5, variance 55/6; t(9) = 2.262; reach 2.262 sqrt(55/6 (1/10 + 3/7)). */
    @Test
    void overlappingSplitsWidenTheIntervalAsNadeauAndBengioSay() {
        List<Scores> other = scores(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        List<Scores> one = scores(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        Difference difference =
                Comparison.overSplits(one, other, 0.3).of(Metric.MAE).orElseThrow();

        double reach = 2.2621571628 * Math.sqrt(55.0 / 6 * (0.1 + 3.0 / 7));
        assertThat(difference.difference()).isCloseTo(5.5, within(1e-12));
        assertThat(difference.interval().low()).isCloseTo(5.5 - reach, within(1e-8));
        assertThat(difference.interval().high()).isCloseTo(5.5 + reach, within(1e-8));
        assertThat(difference.verdict()).isEqualTo(Verdict.WORSE);
    }

    /** The plain t-test takes overlapping splits for independent ones; the corrected one does not. */
    @Test
    void equalModelsAreSeldomToldApartOverOverlappingSplits() {
        int toldApart = 0;
        for (int trial = 0; trial < 300; trial++) {
            SplittableRandom random = new SplittableRandom(trial);
            double[] differences = random.doubles(60, -1, 1).toArray();
            List<Scores> one = new ArrayList<>();
            List<Scores> other = new ArrayList<>();
            for (int split = 0; split < 10; split++) {
                double sum = 0;
                for (int i = 0; i < 18; i++) {
                    sum += differences[random.nextInt(60)];
                }
                one.addAll(scores(10 + sum));
                other.addAll(scores(10));
            }
            toldApart += Comparison.overSplits(one, other, 0.3).is(Metric.MAE, Verdict.NO_DIFFERENCE) ? 0 : 1;
        }
        assertThat(toldApart).isLessThan(45);
    }

    @Test
    void aMetricThatIsUndefinedInASplitIsNotCompared() {
        List<Scores> splits = List.of(
                Scores.of(new double[] {1, 2}, new double[] {0, 3}), Scores.of(new double[] {1, 2}, new double[2]));

        Comparison comparison = Comparison.overSplits(splits, splits, 0.5);

        assertThat(comparison.of(Metric.AUC)).isEmpty();
        assertThat(comparison.is(Metric.MAE, Verdict.NO_DIFFERENCE)).isTrue();
    }

    @Test
    void refusesSplitsThatCannotBePaired() {
        List<Scores> one = scores(1, 2);
        assertThatThrownBy(() -> Comparison.overSplits(one, scores(1), 0.3)).hasMessageContaining("were 2 and 1");
        assertThatThrownBy(() -> Comparison.overSplits(scores(1), scores(1), 0.3))
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> Comparison.overSplits(one, one, 1)).hasMessageContaining("was 1.0");
    }

    /** Scores with these mean absolute errors. */
    private static List<Scores> scores(double... errors) {
        return Arrays.stream(errors)
                .mapToObj(error -> Scores.of(
                        IntStream.range(0, 4).mapToDouble(i -> i + error).toArray(), new double[] {0, 1, 2, 3}))
                .toList();
    }
}
