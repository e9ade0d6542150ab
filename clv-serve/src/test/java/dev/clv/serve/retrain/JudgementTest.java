package dev.clv.serve.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.evaluate.Forecasts;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.PredictedValues;
import dev.clv.evaluate.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final Judgement.Rule BETTER = new Judgement.Rule(Metric.MAE, Promotion.IF_BETTER);
    private static final Judgement.Rule NOT_WORSE = new Judgement.Rule(Metric.MAE, Promotion.UNLESS_WORSE);

    private final int customers = 400;
    private final double[] truth = new double[customers];

    /** Predictions that are off by noise of its own in the first quarter of the customers and in the others. */
    private Forecasts predicted(long seed, double noiseOfFirst, double noiseOfOthers) {
        Random ofTruth = new Random(17);
        Random random = new Random(seed);
        double[] predicted = new double[customers];
        for (int i = 0; i < customers; i++) {
            truth[i] = 10 + 100 * ofTruth.nextDouble();
            predicted[i] = truth[i] + (isFirst(i) ? noiseOfFirst : noiseOfOthers) * random.nextGaussian();
        }
        List<String> ids = IntStream.range(0, customers).mapToObj(i -> "c" + i).toList();
        Forecasts forecasts =
                new Forecasts(ids, PredictedValues.of(predicted, truth), Map.of(), 0, Collections.emptyMap());
        return forecasts
                .by(
                        "channel",
                        ids.stream()
                                .map(id -> isFirst(Integer.parseInt(id.substring(1))) ? "shop" : "web")
                                .toList())
                .by(
                        "whim",
                        ids.stream()
                                .map(id -> id.length() > 3 ? "long" : "short")
                                .toList())
                .by(
                        "few",
                        ids.stream().map(id -> id.equals("c1") ? "one" : "rest").toList());
    }

    private boolean isFirst(int customer) {
        return customer < customers / 4;
    }

    private static Judgement judge(Forecasts challenger, Forecasts champion, Judgement.Rule rule, int tries) {
        return Judgement.of(challenger, champion, rule, tries, Runnable::run);
    }

    @Test
    void whatIsBetterBeyondNoiseAndWorseNowhereIsPromoted() {
        Judgement judgement = judge(predicted(1, 10, 10), predicted(2, 20, 20), BETTER, 0);

        assertThat(judgement.isPromoted()).isTrue();
        assertThat(judgement.reasons().get(0)).startsWith("MAE on 400 customers against the champion: better (-");
        assertThat(judgement.reasons()).last().asString().contains("becomes the champion");
        assertThat(judgement.segments())
                .as("segments of at least 30 customers that are not all")
                .extracting(segment -> segment.division() + "=" + segment.segment())
                .containsExactlyInAnyOrder("channel=shop", "channel=web", "whim=long", "whim=short", "few=rest");
    }

    @Test
    void whatIsWorseOnASegmentIsKeptBackThoughItIsBetterOverall() {
        Judgement judgement = judge(predicted(1, 40, 10), predicted(2, 20, 25), BETTER, 0);

        assertThat(judgement.overall().is(Metric.MAE, Verdict.BETTER)).isTrue();
        assertThat(judgement.isPromoted()).isFalse();
        assertThat(judgement.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("MAE of the segment channel = shop (100 customers): worse (")
                        .endsWith("allowing for 5 segments."));
        assertThat(judgement.reasons()).last().isEqualTo("So the champion stays.");
    }

    @Test
    void whatIsAsGoodIsPromotedOnlyIfThatWasAskedFor() {
        assertThat(judge(predicted(1, 20, 20), predicted(2, 20, 20), BETTER, 0).isPromoted())
                .isFalse();
        Judgement later = judge(predicted(1, 20, 20), predicted(2, 20, 20), NOT_WORSE, 0);
        assertThat(later.isPromoted()).isTrue();
        assertThat(later.reasons()).last().asString().contains("has learned from later customers");
        assertThat(judge(predicted(1, 40, 40), predicted(2, 20, 20), NOT_WORSE, 0)
                        .isPromoted())
                .isFalse();
    }

    @Test
    void ofManyChallengersOnOneWindowOneMustBeBetterByMore() {
        Forecasts one = predicted(1, 18.6, 18.6);
        Forecasts other = predicted(2, 20, 20);
        double first = width(judge(one, other, BETTER, 0));
        Judgement ninth = judge(one, other, BETTER, 9);

        assertThat(width(ninth)).isGreaterThan(1.2 * first);
        assertThat(ninth.reasons().get(0)).endsWith("allowing for 9 judged on this window before.");
    }

    @Test
    void manyTriesExcuseNoLoss() {
        int excused = 0;
        int worse = 0;
        for (int seed = 0; seed < 20; seed++) {
            Forecasts challenger = predicted(100 + seed, 21.5, 21.5);
            Forecasts champion = predicted(500 + seed, 20, 20);
            boolean first = judge(challenger, champion, NOT_WORSE, 0).isPromoted();
            boolean late = judge(challenger, champion, NOT_WORSE, 50).isPromoted();
            worse += first ? 0 : 1;
            excused += !first && late ? 1 : 0;
        }
        assertThat(worse).as("of 20, kept back at first").isPositive();
        assertThat(excused).as("of those, promoted as the fifty-first").isZero();
    }

    private static double width(Judgement judgement) {
        return judgement
                .overall()
                .of(Metric.MAE)
                .map(difference ->
                        difference.interval().high() - difference.interval().low())
                .orElseThrow();
    }

    @Test
    void modelsThatAreAlikeAreSeldomExchanged() {
        int promoted = 0;
        for (int seed = 0; seed < 30; seed++) {
            promoted += judge(predicted(100 + seed, 20, 20), predicted(500 + seed, 20, 20), BETTER, 0)
                            .isPromoted()
                    ? 1
                    : 0;
        }
        assertThat(promoted).as("of 30, at 2.5 % each").isLessThanOrEqualTo(3);
    }

    @Test
    void anExecutorChangesNothing() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            assertThat(Judgement.of(predicted(1, 40, 10), predicted(2, 20, 25), BETTER, 0, threads))
                    .isEqualTo(judge(predicted(1, 40, 10), predicted(2, 20, 25), BETTER, 0));
        } finally {
            threads.shutdown();
        }
    }
}
