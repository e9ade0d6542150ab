package dev.clv.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.evaluate.Metric;
import dev.clv.evaluate.PredictedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final int ROWS = 300;

    private final double[] truth = new SplittableRandom(1234)
            .doubles(ROWS)
            .map(u -> u < 0.5 ? 0 : -50 * Math.log(1 - u))
            .toArray();
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Integer, PredictedValues> predictions = new HashMap<>();

    @Test
    void aConfigurationThatIsBetterBeyondNoiseReplacesTheBuilders() {
        add(noisy(90, 1));
        add(noisy(10, 2));
        add(noisy(60, 3));

        Decision decision = decide();

        assertThat(decision.winner().number()).as(decision.words()).isEqualTo(2);
        assertThat(decision.words())
                .startsWith("Trial 2 has the best score of the 3 that could be compared; its MAE against the given"
                        + " configuration: better (-")
                .contains("better in every fold")
                .contains("Its score flatters");
    }

    /** Of many configurations that differ by chance alone one looks better; it must not win. */
    @Test
    void theBestOfManyThatDifferByChanceAloneIsNoWinner() {
        int replaced = 0;
        for (int seed = 0; seed < 10; seed++) {
            trials.clear();
            for (int i = 0; i < 20; i++) {
                add(noisy(30, 1000 * seed + i));
            }
            replaced += decide().winner().number() > 1 ? 1 : 0;
        }
        assertThat(replaced).isLessThanOrEqualTo(1);
    }

    @Test
    void aBetterScoreThatIsBoughtWithTheOrderOfCustomersDoesNotWin() {
        add(Arrays.stream(noisy(45, 1)).map(value -> 9 * value + 80).toArray());
        // Nothing for everybody: a better absolute error where most buy nothing, and no order at all.
        double[] zeros = new double[ROWS];
        add(zeros);

        Decision decision = decide();

        assertThat(trials.get(1).score()).isLessThan(trials.get(0).score());
        assertThat(decision.winner().number()).isEqualTo(1);
        assertThat(decision.words()).contains("but nGini is worse (").endsWith("So the given configuration is kept.");
    }

    @Test
    void whereOneFoldIsNotBetterTheBuildersConfigurationIsKept() {
        add(noisy(40, 1));
        add(noisy(10, 2));
        Trial best = trials.get(1);
        trials.set(1, new Trial(2, Map.of(), 1, best.score(), List.of(9.0, 99.0), Map.of(), null));

        assertThat(decide().words()).contains("but in 1 of 2 folds not better at all");
    }

    @Test
    void failedTrialsAndThoseOnFewerCustomersDoNotCompete() {
        add(noisy(40, 1));
        trials.add(new Trial(2, Map.of(), 0.25, 1, List.of(1.0, 1.0), Map.of(), null));
        trials.add(new Trial(3, Map.of(), 1, Double.NaN, List.of(), Map.of(), "it diverged"));

        assertThat(decide().words()).isEqualTo("No other configuration could be compared, so the given one is kept.");
    }

    private double[] noisy(double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Arrays.stream(truth)
                .map(value -> Math.max(0, value + noise * (2 * random.nextDouble() - 1)))
                .toArray();
    }

    private void add(double[] predicted) {
        int number = trials.size() + 1;
        PredictedValues values = PredictedValues.of(predicted, truth);
        double score = values.scores().get(Metric.MAE);
        predictions.put(number, values);
        trials.add(new Trial(number, Map.of(), 1, score, List.of(score, score), Map.of(), null));
    }

    private Decision decide() {
        return Decision.of(trials, Metric.MAE, trial -> predictions.get(trial.number()));
    }
}
