package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.value.ValueDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    /** The weighted metrics are the plain ones of the rows written out as often as they were drawn. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rowsCountedSeveralTimesScoreAsRowsWrittenOut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n : new int[] {1, 2, 3, 7, 10, 33, 137}) {
            boolean tied = random.nextBoolean();
            double[] truth =
                    random.ints(n, 0, 12).mapToDouble(v -> Math.max(0, v - 5)).toArray();
            double[] predicted = tied
                    ? random.ints(n, 0, 4).asDoubleStream().toArray()
                    : random.doubles(n).toArray();
            double[] probability =
                    random.ints(n, 0, 5).mapToDouble(v -> v / 4.0).toArray();
            int[] counts = random.ints(n, 0, 4).toArray();
            counts[random.nextInt(n)]++;
            int[] rows = IntStream.range(0, n)
                    .flatMap(row -> IntStream.range(0, counts[row]).map(i -> row))
                    .toArray();

            WeightedTruth sample = new WeightedTruth(truth);
            sample.count(counts);
            double[] metrics = new WeightedScores(PredictedValues.of(predicted, probability, truth), sample).measure();

            Scores written = Scores.of(pick(predicted, rows), pick(probability, rows), pick(truth, rows));
            for (Metric metric : Metric.values()) {
                String name = metric.label() + " of " + n + " rows";
                double expected = written.get(metric);
                if (Double.isNaN(expected)) {
                    assertThat(metrics[metric.ordinal()]).as(name).isNaN();
                } else {
                    assertThat(metrics[metric.ordinal()])
                            .as(name)
                            .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void metricsOfDistributionsAreThoseOfRowsWrittenOutToo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 47;
        double[] truth =
                random.ints(n, 0, 12).mapToDouble(v -> Math.max(0, v - 5)).toArray();
        List<ValueDistribution> predicted = IntStream.range(0, n)
                .<ValueDistribution>mapToObj(i -> new Uniform(random.nextInt(1, 9)))
                .toList();
        int[] counts = random.ints(n, 0, 4).toArray();
        int[] rows = IntStream.range(0, n)
                .flatMap(row -> IntStream.range(0, counts[row]).map(i -> row))
                .toArray();

        WeightedTruth sample = new WeightedTruth(truth);
        sample.count(counts);
        double[] metrics = new WeightedScores(PredictedValues.of(predicted, truth), sample).measure();

        Scores written = Scores.of(IntStream.of(rows).mapToObj(predicted::get).toList(), pick(truth, rows));
        for (Metric metric : Metric.values()) {
            assertThat(metrics[metric.ordinal()])
                    .as(metric.label())
                    .isCloseTo(written.get(metric), within(1e-9 * Math.max(1, Math.abs(written.get(metric)))));
        }
    }

    /** Zero with probability 0.4, else evenly between 0 and a number. */
    private record Uniform(double most) implements ValueDistribution {

        @Override
        public double mean() {
            return 0.3 * most;
        }

        @Override
        public boolean isPoint() {
            return false;
        }

        @Override
        public double quantile(double q) {
            return Math.max(0, most * (q - 0.4) / 0.6);
        }

        @Override
        public double probabilityAbove(double amount) {
            return amount < 0 ? 1 : Math.max(0, 0.6 * (1 - amount / most));
        }
    }

    /** The standard error of a mean is known: the interval of the MAE of n errors reaches 1.96 sd / sqrt(n). */
    @Test
    void theIntervalOfAMeanIsThatOfItsStandardError() {
        SplittableRandom random = new SplittableRandom(5);
        double[] error = random.doubles(2_000).toArray();
        double[] truth = new double[error.length];

        Interval interval = Bootstrap.defaults()
                .resamples(4_000)
                .intervals(PredictedValues.of(error, truth))
                .get(Metric.MAE);

        double mean = Arrays.stream(error).average().orElseThrow();
        double sd = Math.sqrt(
                Arrays.stream(error).map(e -> (e - mean) * (e - mean)).average().orElseThrow());
        double reach = 1.96 * sd / Math.sqrt(error.length);
        assertThat(interval.low()).isCloseTo(mean - reach, within(0.1 * reach));
        assertThat(interval.high()).isCloseTo(mean + reach, within(0.1 * reach));
    }

    /** Of 200 shops whose true nGini is known from many customers, about 95 % of the intervals must hold it. */
    @Test
    void intervalsHoldTheMetricOfThePopulationAsOftenAsTheySay() {
        double population = sample(400_000, 1).scores().get(Metric.NGINI);
        int held = 0;
        for (int shop = 0; shop < 200; shop++) {
            Interval interval = Bootstrap.defaults()
                    .resamples(200)
                    .intervals(sample(400, 100 + shop))
                    .get(Metric.NGINI);
            held += interval.contains(population) ? 1 : 0;
        }
        assertThat(held).isBetween(178, 199);
    }

    /** Two models of the same noise differ beyond noise in about one of twenty shops. */
    @Test
    void equalModelsAreSeldomToldApartAndABetterOneIsFound() {
        int toldApart = 0;
        for (int shop = 0; shop < 200; shop++) {
            SplittableRandom random = new SplittableRandom(shop);
            double[] truth = random.doubles(300).map(u -> u < 0.5 ? 0 : 10 * u).toArray();
            double[] one =
                    Arrays.stream(truth).map(y -> y + 5 * random.nextDouble()).toArray();
            double[] other =
                    Arrays.stream(truth).map(y -> y + 5 * random.nextDouble()).toArray();
            Comparison comparison = Bootstrap.defaults()
                    .resamples(200)
                    .compare(PredictedValues.of(one, truth), PredictedValues.of(other, truth));
            toldApart += comparison.is(Metric.MAE, Verdict.NO_DIFFERENCE) ? 0 : 1;
        }
        assertThat(toldApart).isBetween(2, 24);

        PredictedValues good = sample(400, 3);
        double[] noisy =
                IntStream.range(0, 400).mapToDouble(i -> (i * 37) % 101).toArray();
        Comparison comparison = Bootstrap.defaults().compare(good, PredictedValues.of(noisy, good.truth()));
        assertThat(comparison.is(Metric.NGINI, Verdict.BETTER)).isTrue();
        assertThat(comparison.is(Metric.MAE, Verdict.BETTER)).isTrue();
        assertThat(comparison.toString()).contains("nGini: better (");
    }

    @Test
    void aComparisonTheOtherWayRoundSaysTheOpposite() {
        PredictedValues one = sample(300, 4);
        PredictedValues other = PredictedValues.of(
                Arrays.stream(one.values()).map(v -> 1.4 * v + 1).toArray(), one.truth());

        Comparison there = Bootstrap.defaults().compare(one, other);
        Comparison back = Bootstrap.defaults().compare(other, one);

        there.differences().forEach((metric, difference) -> {
            Difference opposite = back.differences().get(metric);
            assertThat(opposite.difference()).as(metric.label()).isEqualTo(-difference.difference());
            assertThat(opposite.interval().low())
                    .isCloseTo(-difference.interval().high(), within(1e-9));
        });
        assertThat(there.is(Metric.BIAS_PCT, Verdict.BETTER)).isTrue();
        assertThat(back.is(Metric.BIAS_PCT, Verdict.WORSE)).isTrue();
    }

    /** Rows of a customer are drawn together: a thousand copies of a hundred customers know no more than a hundred. */
    @Test
    void copiesOfCustomersMakeNoIntervalNarrower() {
        PredictedValues once = sample(100, 9);
        int[] rows = IntStream.range(0, 1_000).map(i -> i % 100).toArray();
        PredictedValues copies = PredictedValues.of(pick(once.values(), rows), pick(once.truth(), rows));
        List<String> ids = new ArrayList<>();
        Arrays.stream(rows).forEach(row -> ids.add("c" + row));

        double width = width(once, Metric.MAE);
        assertThat(width(copies.ofCustomers(ids), Metric.MAE)).isCloseTo(width, within(1e-9));
        assertThat(width(copies, Metric.MAE)).isLessThan(0.5 * width);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        PredictedValues values = sample(200, 2);

        assertThat(Bootstrap.defaults().intervals(values))
                .isEqualTo(Bootstrap.defaults().intervals(values));
        assertThat(Bootstrap.defaults().seed(7).intervals(values))
                .isNotEqualTo(Bootstrap.defaults().intervals(values));
        assertThat(Bootstrap.defaults()
                        .level(0.5)
                        .intervals(values)
                        .get(Metric.MAE)
                        .high())
                .isLessThan(
                        Bootstrap.defaults().intervals(values).get(Metric.MAE).high());
    }

    @Test
    void whatIsUndefinedHasNoIntervalAndWhatIsCertainANarrowOne() {
        double[] two = new double[30];
        double[] three = new double[30];
        Arrays.fill(two, 2);
        Arrays.fill(three, 3);
        PredictedValues one = PredictedValues.of(two, three);
        assertThat(Bootstrap.defaults().intervals(one))
                .doesNotContainKeys(Metric.SPEARMAN, Metric.AUC, Metric.BRIER)
                .containsEntry(Metric.MAE, new Interval(1, 1));

        PredictedValues nobody = PredictedValues.of(random(30, 1), new double[30]);
        assertThat(Bootstrap.defaults().intervals(nobody)).doesNotContainKeys(Metric.BIAS_PCT, Metric.TOP10_CAPTURE);
        assertThat(Bootstrap.defaults().compare(nobody, nobody).is(Metric.MAE, Verdict.NO_DIFFERENCE))
                .isTrue();
    }

    /** Resampling makes the constant look worse by distance, though both are right in total and in every decile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noiseOfResamplingIsNoDifferenceBetweenEqualDistances(long seed) {
        double[] truth = random(100, seed);
        PredictedValues right = PredictedValues.of(truth, truth);
        double mean = Arrays.stream(truth).average().orElseThrow();
        double[] constant = new double[truth.length];
        Arrays.fill(constant, mean);
        PredictedValues same = PredictedValues.of(constant, truth);

        Comparison comparison = Bootstrap.defaults().compare(right, same);

        for (Metric metric : List.of(Metric.DECILE_WAPE, Metric.DECILE_MAPE, Metric.BIAS_PCT)) {
            assertThat(comparison.of(metric).orElseThrow().difference()).isCloseTo(0, within(1e-9));
            assertThat(comparison.is(metric, Verdict.NO_DIFFERENCE))
                    .as(metric.label())
                    .isTrue();
        }
        assertThat(comparison.is(Metric.RMSE, Verdict.BETTER)).isTrue();
    }

    /** Kills: percentile intervals of what resampling makes larger. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyIntervalHoldsWhatWasMeasuredAndNoVerdictContradictsIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] chance = random.doubles(400).toArray();
        double[] truth = Arrays.stream(chance)
                .map(p -> random.nextDouble() < p ? 20 * random.nextDouble() : 0)
                .toArray();
        PredictedValues model =
                PredictedValues.of(Arrays.stream(chance).map(p -> 10 * p).toArray(), chance, truth);
        PredictedValues other = PredictedValues.of(
                random.doubles(400, 0, 10).toArray(), random.doubles(400).toArray(), truth);

        Bootstrap.defaults()
                .intervals(model)
                .forEach((metric, interval) -> assertThat(
                                interval.holds(model.scores().get(metric)))
                        .as(metric.label())
                        .isTrue());
        assertThat(Bootstrap.defaults().intervals(model)).containsKeys(Metric.DECILE_WAPE, Metric.ECE);
        Bootstrap.defaults().compare(model, other).differences().forEach((metric, difference) -> {
            boolean isHeld = difference.interval().holds(difference.difference());
            assertThat(difference.verdict() == Verdict.UNDECIDED)
                    .as(metric.label())
                    .isEqualTo(!isHeld);
            if (difference.verdict() == Verdict.BETTER || difference.verdict() == Verdict.WORSE) {
                boolean isGood = (difference.difference() > 0) == metric.higherIsBetter();
                assertThat(isGood).as(metric.label()).isEqualTo(difference.verdict() == Verdict.BETTER);
            }
        });
        assertThat(Verdict.of(0, new Interval(-0.267, -0.002), false)).isEqualTo(Verdict.UNDECIDED);
        assertThat(Verdict.of(1, new Interval(-3, -1), false)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void fewCustomersDecideNothingHoweverManyRowsTheyHave() {
        for (int n : new int[] {1, 2, 29}) {
            PredictedValues few = PredictedValues.of(random(n, 3), random(n, 4));
            PredictedValues right = PredictedValues.of(few.truth(), few.truth());
            assertThat(Bootstrap.defaults().intervals(few)).isEmpty();
            assertThat(Bootstrap.defaults().compare(few, right).differences()).isEmpty();
        }
        PredictedValues rows = PredictedValues.of(random(200, 3), random(200, 4));
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> "c" + i % 29).toList();
        assertThat(Bootstrap.defaults().intervals(rows.ofCustomers(ids))).isEmpty();
        assertThat(Bootstrap.defaults().intervals(PredictedValues.of(random(30, 3), random(30, 4))))
                .containsKey(Metric.MAE);
    }

    private static double[] random(int n, long seed) {
        return new SplittableRandom(seed).doubles(n, 0.1, 10).toArray();
    }

    @Test
    void refusesWhatCannotBeComparedOrDrawn() {
        PredictedValues one = sample(30, 1);
        assertThatThrownBy(() -> Bootstrap.defaults().compare(one, sample(30, 2)))
                .hasMessageContaining("same rows");
        assertThatThrownBy(() -> one.ofCustomers(List.of("a"))).hasMessageContaining("were 1 for 30");
        assertThatThrownBy(() -> Bootstrap.defaults().resamples(19)).hasMessageContaining("was 19");
        assertThatThrownBy(() -> Bootstrap.defaults().level(1)).hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("was 2.0 to 1.0");
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).hasMessageContaining("NaN");
    }

    @Test
    void anInterruptEndsTheDrawing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Bootstrap.defaults().intervals(sample(30, 1)))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    private static double width(PredictedValues values, Metric metric) {
        Interval interval = Bootstrap.defaults().intervals(values).get(metric);
        return interval.high() - interval.low();
    }

    /** Half the customers buy nothing; predictions know something of the others. */
    private static PredictedValues sample(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] truth = new double[n];
        double[] predicted = new double[n];
        for (int i = 0; i < n; i++) {
            double rate = -Math.log(1 - random.nextDouble());
            truth[i] = random.nextDouble() < 0.5 ? 0 : -rate * Math.log(1 - random.nextDouble());
            predicted[i] = rate / 2;
        }
        return PredictedValues.of(predicted, truth);
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }
}
