package dev.clv.evaluate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.baseline.PastSpend;
import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.Forecasts;
import dev.clv.evaluate.PredictedValues;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeakChecksTest {

    private static final Horizon HORIZON = Horizon.ofDays(90);

    private static EventLog log;
    private static Instant cutoff;

    @BeforeAll
    static void simulate() {
        log = ShopSimulation.builder().customers(600).days(500).seed(6).build().log();
        cutoff = log.observedUntil().minus(Duration.ofDays(90));
    }

    @Test
    void whatLooksAtThePastOnlyPasses() {
        assertThatCode(() -> LeakChecks.futurePoison(log, cutoff, spentBefore(cutoff)))
                .doesNotThrowAnyException();
        assertThatCode(() -> LeakChecks.shuffledFutures(log, cutoff, pastSpend()))
                .doesNotThrowAnyException();
    }

    @Test
    void aFeatureThatSeesASecondOfTheFutureIsCaught() {
        assertThatThrownBy(() -> LeakChecks.futurePoison(log, cutoff, spentBefore(cutoff.plusSeconds(1))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("after adding absurd events from " + cutoff + " on number 0 of ")
                .hasMessageContaining("something looks into the future");
    }

    /** The mean of everybody's spend, as a scaler fitted on the whole log would have it. */
    @Test
    void aPopulationFactOfTheWholeLogIsCaught() {
        assertThatThrownBy(() -> LeakChecks.futurePoison(log, cutoff, known -> new double[] {known.size()}))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> LeakChecks.futurePoison(
                        log, cutoff, known -> new double[known.customers().size()]))
                .hasMessageContaining("numbers instead of");
    }

    /** A lookup made from the very log whose futures are to be foreseen. */
    @Test
    void anAnswerThatIsLookedUpIsCaughtAlthoughLabelsAreShuffled() {
        Backtest.Trainer leaking = (training, at) -> (test, origin) -> {
            Forecasts honest = pastSpend().train(training, at).forecast(test, origin);
            LabelWindow window = LabelWindow.observed(test, origin, HORIZON);
            SplittableRandom random = new SplittableRandom(1);
            double[] leaked = honest.customers().stream()
                    .mapToDouble(id -> 0.1 * window.label(test.history(id)).value() + 50 * random.nextDouble())
                    .toArray();
            double[] truth = truth(test, honest.customers(), origin);
            return new Forecasts(honest.customers(), PredictedValues.of(leaked, truth), Map.of(), 0, Map.of());
        };
        assertThatThrownBy(() -> LeakChecks.shuffledFutures(log, cutoff, leaking))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("better than a constant on [nGini, spearman_rtb")
                .hasMessageContaining("it knows the labels of customers that it was not trained on");
    }

    /** Rows of training among those of the test: the nearest neighbour remembers them. */
    @Test
    void testRowsAmongTheTrainingRowsAreCaught() {
        double[] shuffled = new SplittableRandom(2).doubles(300, 0, 10).toArray();
        double[] guessed = new SplittableRandom(3).doubles(300, 0, 10).toArray();
        double[] remembered = IntStream.range(0, 300)
                .mapToDouble(i -> i % 2 == 0 ? shuffled[i] : guessed[i])
                .toArray();

        assertThatCode(() -> LeakChecks.noBetterThanAConstant(PredictedValues.of(guessed, shuffled)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> LeakChecks.noBetterThanAConstant(PredictedValues.of(remembered, shuffled)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void exchangedFuturesKeepEveryPastAndEveryAmount() {
        EventLog exchanged = Poison.exchanged(log, cutoff);

        assertThat(exchanged.customers()).isEqualTo(log.customers());
        assertThat(exchanged.size()).isEqualTo(log.size());
        int moved = 0;
        for (String customer : log.customers()) {
            assertThat(exchanged.history(customer).before(cutoff).events())
                    .isEqualTo(log.history(customer).before(cutoff).events());
            moved += exchanged
                            .history(customer)
                            .events()
                            .equals(log.history(customer).events())
                    ? 0
                    : 1;
        }
        assertThat(moved).isGreaterThan(log.customers().size() / 2);
    }

    private static Function<EventLog, double[]> spentBefore(Instant end) {
        List<String> customers = log.customers();
        return known -> customers.stream()
                .mapToDouble(id -> PastSpend.of(known.history(id).before(end)).spent())
                .toArray();
    }

    private static Backtest.Trainer pastSpend() {
        return (training, at) -> (test, origin) -> {
            List<String> customers = Population.buyersBefore(test, origin);
            double[] predicted = customers.stream()
                    .mapToDouble(
                            id -> PastSpend.of(test.history(id).before(origin)).spent())
                    .toArray();
            return new Forecasts(
                    customers, PredictedValues.of(predicted, truth(test, customers, origin)), Map.of(), 0, Map.of());
        };
    }

    private static double[] truth(EventLog log, List<String> customers, Instant origin) {
        LabelWindow window = LabelWindow.observed(log, origin, HORIZON);
        return customers.stream()
                .mapToDouble(id -> window.label(log.history(id)).value())
                .toArray();
    }
}
