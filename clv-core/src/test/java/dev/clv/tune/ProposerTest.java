package dev.clv.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.evaluate.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProposerTest {

    private static final SearchSpace SPACE = SearchSpace.empty()
            .range("dropout", 0, 0.9)
            .range("l2", 1e-6, 1)
            .range("units", 1, 100)
            .choice("loss", "zero_inflated_lognormal", "tweedie", "poisson");

    private static final List<Double> SHARES = List.of(0.25, 0.5, 1.0);

    /** A bowl with its least value, 0, at dropout 0.6, l2 1e-4, 20 units and the loss tweedie. */
    private static double bowl(Map<String, Object> values) {
        double dropout = (double) values.get("dropout") - 0.6;
        double l2 = (Math.log10((double) values.get("l2")) + 4) / 6;
        double units = Math.log((long) values.get("units") / 20.0) / Math.log(100);
        return dropout * dropout + l2 * l2 + units * units + (values.get("loss").equals("tweedie") ? 0 : 0.2);
    }

    @Test
    void theParzenEstimatorFindsBetterPlacesThanChance() {
        int wins = 0;
        double[] byEstimator = new double[20];
        double[] byChance = new double[20];
        for (int seed = 0; seed < byChance.length; seed++) {
            byEstimator[seed] = least(new Tpe(SPACE, Metric.CRPS, seed), ProposerTest::bowl, 60);
            byChance[seed] = least(new RandomSearch(SPACE, seed), ProposerTest::bowl, 60);
            wins += byEstimator[seed] < byChance[seed] ? 1 : 0;
        }
        Arrays.sort(byEstimator);
        Arrays.sort(byChance);
        assertThat(wins).isGreaterThanOrEqualTo(15);
        assertThat(byEstimator[10]).isLessThan(0.6 * byChance[10]);
    }

    @Test
    void theParzenEstimatorComesNearTheLeastOfAFunctionOfOneKnob() {
        SearchSpace one = SearchSpace.empty().range("dropout", 0, 0.9);
        for (int seed = 0; seed < 10; seed++) {
            assertThat(least(
                            new Tpe(one, Metric.CRPS, seed),
                            values -> Math.abs((double) values.get("dropout") - 0.31),
                            40))
                    .as("seed %d", seed)
                    .isLessThan(0.02);
        }
    }

    @Test
    void aFailedTrialCountsAsBad() {
        List<Trial> done = new ArrayList<>(List.of(trial(1, Map.of(), 1, 9)));
        for (int i = 0; i < 40; i++) {
            double dropout = i / 50.0;
            done.add(dropout > 0.4 ? failed(i + 2, dropout) : trial(i + 2, Map.of("dropout", dropout), 1, 5));
        }
        Tpe tpe = new Tpe(SearchSpace.empty().range("dropout", 0, 0.8), Metric.CRPS, 1);

        long low = IntStream.range(0, 20)
                .mapToObj(seed -> new Tpe(tpe.space(), Metric.CRPS, seed).next(done, 4))
                .flatMap(List::stream)
                .filter(candidate -> (double) candidate.values().get("dropout") < 0.4)
                .count();

        assertThat(low).isGreaterThan(70); // of 80
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void proposalsAreAFunctionOfTheTrialsSoFarAndNeverExceedWhatIsLeft(Strategy strategy) {
        for (int trials = 2; trials < 40; trials++) {
            List<Trial> one = search(strategy.proposer(SPACE, Metric.CRPS, 5, SHARES), ProposerTest::bowl, trials);
            List<Trial> two = search(strategy.proposer(SPACE, Metric.CRPS, 5, SHARES), ProposerTest::bowl, trials);
            assertThat(one).hasSize(trials).isEqualTo(two);
            List<Trial> whole = one.stream().filter(Trial::isWhole).toList();
            assertThat(new HashSet<>(whole.stream().map(Trial::values).toList()))
                    .hasSize(whole.size());
        }
        assertThat(search(strategy.proposer(SPACE, Metric.CRPS, 6, SHARES), ProposerTest::bowl, 20))
                .isNotEqualTo(search(strategy.proposer(SPACE, Metric.CRPS, 5, SHARES), ProposerTest::bowl, 20));
    }

    @Test
    void halvingKeepsTheBetterHalfOnTwiceAsManyCustomers() {
        List<Trial> trials = search(new Halving(SPACE, Metric.CRPS, 5, SHARES), ProposerTest::bowl, 15);

        assertThat(trials.stream().skip(1).map(Trial::share))
                .containsExactly(.25, .25, .25, .25, .25, .25, .25, .25, .5, .5, .5, .5, 1.0, 1.0);
        List<Map<String, Object>> best = trials.subList(1, 9).stream()
                .sorted(Trial.bestFirst(Metric.CRPS))
                .map(Trial::values)
                .toList();
        assertThat(trials.subList(9, 13).stream().map(Trial::values)).containsExactlyElementsOf(best.subList(0, 4));
        assertThat(trials.subList(13, 15).stream().map(Trial::values)).containsExactlyElementsOf(best.subList(0, 2));
    }

    @Test
    void halvingWithoutSmallStepsIsASearchOnAllCustomers() {
        assertThat(search(new Halving(SPACE, Metric.CRPS, 5, List.of(1.0)), ProposerTest::bowl, 30))
                .allMatch(Trial::isWhole);
    }

    @Test
    void windowsAreDensitiesAndAreDrawnAsOftenAsTheySay() {
        Parzen parzen = Parzen.of(new double[] {0.02, 0.3, 0.35, 0.97});
        SplittableRandom random = new SplittableRandom(2);
        int draws = 40_000;
        double[] counts = new double[10];
        for (int i = 0; i < draws; i++) {
            counts[(int) (10 * parzen.draw(random))]++;
        }
        double all = 0;
        for (int tenth = 0; tenth < 10; tenth++) {
            double share = 0;
            for (int i = 0; i < 1000; i++) {
                share += parzen.at((tenth + (i + 0.5) / 1000) / 10) / 10_000;
            }
            all += share;
            assertThat(counts[tenth] / draws).isCloseTo(share, within(0.01));
        }
        assertThat(all).isCloseTo(1, within(1e-4));
    }

    private static double least(Proposer proposer, ToDoubleFunction<Map<String, Object>> function, int trials) {
        return search(proposer, function, trials).stream()
                .skip(1)
                .mapToDouble(Trial::score)
                .min()
                .orElseThrow();
    }

    private static List<Trial> search(Proposer proposer, ToDoubleFunction<Map<String, Object>> function, int trials) {
        List<Trial> done = new ArrayList<>(List.of(trial(1, Map.of(), 1, 9)));
        while (done.size() < trials) {
            List<Proposer.Candidate> next = proposer.next(List.copyOf(done), trials - done.size());
            assertThat(next).isNotEmpty().hasSizeLessThanOrEqualTo(trials - done.size());
            next.forEach(candidate -> done.add(trial(
                    done.size() + 1,
                    candidate.values(),
                    candidate.share(),
                    function.applyAsDouble(candidate.values()))));
        }
        return done;
    }

    private static Trial trial(int number, Map<String, Object> values, double share, double score) {
        return new Trial(number, values, share, score, List.of(score), Map.of(), null);
    }

    private static Trial failed(int number, double dropout) {
        return new Trial(
                number, Map.of("dropout", dropout), 1, Double.NaN, List.of(), Map.of(), "the training diverged");
    }
}
