package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.value.ValueDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionErrorsTest {

    /**
     * Expected values: the closed form of a mixture of an atom at 0 and a lognormal, E|X - y| - E|X - X'| / 2, by
     * Python's statistics.NormalDist for mu = 3, sigma = 1.2.
     */
    @ParameterizedTest
    @CsvSource({
        "0.3, 0, 1.4711974551879212",
        "0.3, 50, 36.59280721901773",
        "0.9, 0, 13.24077709669129",
        "0.9, 20, 6.6939818441962124",
        "1, 100, 52.46344044591233"
    })
    void theContinuousRankedProbabilityScoreIsNearItsClosedForm(double positive, double truth, double expected) {
        assertThat(DistributionErrors.crps(new Lognormal(positive, 3, 1.2), truth))
                .isCloseTo(expected, within(0.03 * expected));
    }

    /** Over customers the errors of single integrals cancel: the mean, which is the metric, is far nearer. */
    @Test
    void itsMeanOverCustomersIsNearerStill() {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        double exact = 0;
        for (int i = 0; i < 3_000; i++) {
            Lognormal one = new Lognormal(0.05 + 0.9 * random.nextDouble(), 1 + 3 * random.nextDouble(), 1.3);
            double truth = one.samples(1, i)[0];
            sum += DistributionErrors.crps(one, truth);
            exact += one.crps(truth);
        }
        assertThat(sum).isCloseTo(exact, within(0.001 * exact));
    }

    /** Of a number that is certain, the score is the absolute error; of one of two numbers, the Brier score. */
    @Test
    void theScoreOfAPointIsItsAbsoluteError() {
        assertThat(DistributionErrors.crps(new Lognormal(1, Math.log(7), 1e-12), 10))
                .isCloseTo(3, within(0.01));
    }

    @Test
    void rightDistributionsCoverAsOftenAsTheySayWhateverTheShareOfZeros() {
        for (double positive : new double[] {0.02, 0.2, 0.5, 0.93, 0.97, 1}) {
            int n = 40_000;
            Lognormal one = new Lognormal(positive, 2, 1);
            Scores scores = scores(one, one, n);
            assertThat(scores.get(Metric.COVERAGE_80)).as("80 % of " + positive).isCloseTo(0.8, within(0.01));
            assertThat(scores.get(Metric.COVERAGE_90)).as("90 % of " + positive).isCloseTo(0.9, within(0.01));
            assertThat(scores.get(Metric.TOP10_COVERAGE_80)).isCloseTo(scores.get(Metric.COVERAGE_80), within(1e-9));
            assertThat(scores.get(Metric.ECE)).isCloseTo(0, within(0.01));
        }
    }

    @Test
    void distributionsThatAreTooNarrowCoverTooLittleAndWideOnesTooMuch() {
        Lognormal truth = new Lognormal(0.9, 2, 1);
        assertThat(scores(new Lognormal(0.9, 2, 0.5), truth, 5_000).get(Metric.COVERAGE_80))
                .isLessThan(0.65);
        assertThat(scores(new Lognormal(0.9, 2, 2), truth, 5_000).get(Metric.COVERAGE_80))
                .isGreaterThan(0.87);
    }

    /** Proper scores: no other distribution does better, on average, than the one that values are drawn from. */
    @Test
    void theTrueDistributionHasTheLeastScores() {
        Lognormal truth = new Lognormal(0.6, 2, 1);
        Scores right = scores(truth, truth, 20_000);
        for (Lognormal wrong : List.of(
                new Lognormal(0.4, 2, 1),
                new Lognormal(0.8, 2, 1),
                new Lognormal(0.6, 1.5, 1),
                new Lognormal(0.6, 2.5, 1),
                new Lognormal(0.6, 2, 0.5),
                new Lognormal(0.6, 2, 1.6))) {
            assertThat(scores(wrong, truth, 20_000).get(Metric.CRPS)).isGreaterThan(right.get(Metric.CRPS));
        }
        assertThat(scores(new Lognormal(0.4, 2, 1), truth, 20_000).get(Metric.ECE))
                .isCloseTo(0.2, within(0.02));
    }

    /** By hand: quantiles 1, 2, 3 of three levels against the true value 2.5. */
    @Test
    void thePinballLossWeighsTheSidesByTheLevel() {
        assertThat(DistributionErrors.pinball(0.1, 1, 2.5)).isCloseTo(0.15, within(1e-12));
        assertThat(DistributionErrors.pinball(0.5, 2, 2.5)).isCloseTo(0.25, within(1e-12));
        assertThat(DistributionErrors.pinball(0.9, 3, 2.5)).isCloseTo(0.05, within(1e-12));
        assertThat(DistributionErrors.pinball(0.9, 2.5, 2.5)).isZero();
    }

    /** What the table says is what the metrics say. */
    @Test
    void theReportSaysHowManyValuesTheIntervalsHold() {
        Lognormal one = new Lognormal(0.5, 2, 1);
        List<ValueDistribution> all = Collections.nCopies(300, one);
        List<String> ids = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
        PredictedValues values = PredictedValues.of(all, one.samples(300, 4));

        String report =
                Evaluation.of(new Forecasts(ids, values, Map.of(), 0, Map.of())).toString();

        assertThat(report)
                .contains(String.format(
                        Locale.ROOT,
                        "intervals of 80 %% hold %.1f %% of the true values",
                        100 * values.scores().get(Metric.COVERAGE_80)));
    }

    @Test
    void pointsHaveNoDistributionToMeasure() {
        Scores scores = Scores.of(new double[] {1, 2, 3}, new double[] {0, 2, 5});
        assertThat(scores.has(Metric.CRPS)).isFalse();
        assertThat(scores.toMap()).doesNotContainKeys("CRPS", "coverage_80", "ECE");
    }

    private static Scores scores(Lognormal predicted, Lognormal truth, int n) {
        List<ValueDistribution> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(predicted);
        }
        return Scores.of(all, truth.samples(n, 11));
    }

    /** Zero, or with a probability a lognormal; written from the textbook, not from the library's loss. */
    private record Lognormal(double positive, double mu, double sigma) implements ValueDistribution {

        @Override
        public double mean() {
            return positive * Math.exp(mu + sigma * sigma / 2);
        }

        @Override
        public boolean isPoint() {
            return false;
        }

        @Override
        public double quantile(double q) {
            return q <= 1 - positive ? 0 : Math.exp(mu + sigma * probit((q - (1 - positive)) / positive));
        }

        @Override
        public double probabilityAbove(double amount) {
            return amount <= 0 ? positive : positive * (1 - phi((Math.log(amount) - mu) / sigma));
        }

        /** E|X - y| - E|X - X'| / 2 in closed form. */
        double crps(double y) {
            double mean = Math.exp(mu + sigma * sigma / 2);
            double w = (Math.log(y) - mu) / sigma;
            double toLognormal = y > 0 ? y * (2 * phi(w) - 1) - 2 * mean * (phi(w - sigma) - 0.5) : mean;
            double between = 2 * positive * (1 - positive) * mean
                    + positive * positive * 2 * mean * (2 * phi(sigma / Math.sqrt(2)) - 1);
            return (1 - positive) * y + positive * toLognormal - between / 2;
        }

        /** By Simpson's rule on the density. */
        private static double phi(double z) {
            if (Math.abs(z) > 9) {
                return z > 0 ? 1 : 0;
            }
            int steps = 400;
            double h = z / steps;
            double sum = 1 + Math.exp(-z * z / 2);
            for (int i = 1; i < steps; i++) {
                sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-i * h * i * h / 2);
            }
            return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
        }

        private static double probit(double q) {
            return PROBIT[(int) Math.min(PROBIT.length - 1, q * PROBIT.length)];
        }
    }

    /** Quantiles of the normal distribution at the middles of 100,000 equal parts, by inversion of a cumulated sum. */
    private static final double[] PROBIT = new double[100_000];

    static {
        double z = -6;
        double below = 0;
        double step = 1e-5;
        for (int i = 0; i < PROBIT.length; ) {
            below += step * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            z += step;
            while (i < PROBIT.length && below >= (i + 0.5) / PROBIT.length) {
                PROBIT[i++] = z;
            }
            if (z > 6) {
                Arrays.fill(PROBIT, i, PROBIT.length, z);
                break;
            }
        }
    }
}
