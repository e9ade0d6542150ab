package dev.clv.serve.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.ClvModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelSwapTest {

    private static final ModelVersion FIRST = new ModelVersion("first", Shop.MODEL);
    private static final ModelVersion SECOND = new ModelVersion("second", Shop.SECOND);
    private static final ModelVersion OTHER = new ModelVersion("other features", Shop.OTHER_FEATURES);

    private static double value(ClvModel model, String customer) {
        return model.predict(Shop.LOG.history(customer), Shop.NOW).value();
    }

    private static void assertAnswers(LiveScorer scorer, ModelVersion version) {
        for (String customer : Shop.LOG.customers()) {
            LiveScore score = scorer.score(customer, Shop.NOW);
            assertThat(score.model()).isEqualTo(version.name());
            assertThat(score.prediction().value()).isEqualTo(value(version.model(), customer));
        }
    }

    @Test
    void anotherVersionAnswersAfterASwapAndTheOneBeforeAfterARollBack() {
        LiveScorer scorer = LiveScorer.builder(FIRST).open();
        scorer.replay(Shop.LOG);
        assertAnswers(scorer, FIRST);

        scorer.swap(SECOND);
        assertAnswers(scorer, SECOND);
        assertThat(scorer.counts().refolded()).isZero();

        assertThat(scorer.rollBack()).isEqualTo(FIRST);
        assertAnswers(scorer, FIRST);
        assertThatThrownBy(scorer::rollBack).hasMessageContaining("'first'");
        assertThatThrownBy(() -> scorer.swap(FIRST)).hasMessageContaining("'first' answers already");
    }

    @Test
    void everyAnswerOfManyThreadsBelongsToTheVersionThatItNames() throws Exception {
        LiveScorer scorer = LiveScorer.builder(FIRST).keepEvents().resident(64).open();
        scorer.replay(Shop.LOG);
        List<String> customers = Shop.LOG.customers();
        Map<String, ModelVersion> versions = Map.of(FIRST.name(), FIRST, SECOND.name(), SECOND, OTHER.name(), OTHER);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> askers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = thread; !done.get(); i++) {
                            String customer = customers.get(i % customers.size());
                            LiveScore score = scorer.score(customer, Shop.NOW);
                            assertThat(score.prediction().value())
                                    .isEqualTo(value(versions.get(score.model()).model(), customer));
                        }
                    }))
                    .toList();
            for (int i = 0; i < 30; i++) {
                scorer.swap(List.of(SECOND, OTHER, FIRST).get(i % 3));
                Thread.sleep(10);
            }
            done.set(true);
            for (Future<?> asker : askers) {
                asker.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aModelOfOtherFeaturesNeedsTheEvents() {
        LiveScorer without = LiveScorer.builder(FIRST).open();
        without.replay(Shop.LOG);
        assertThatThrownBy(() -> without.swap(OTHER))
                .isInstanceOf(UnfitStateException.class)
                .hasMessageContaining(Shop.MODEL.features())
                .hasMessageContaining("keepEvents");
        assertAnswers(without, FIRST);

        LiveScorer with = LiveScorer.builder(FIRST).keepEvents().open();
        with.replay(Shop.LOG);
        with.swap(OTHER);
        assertAnswers(with, OTHER);
        assertThat(with.counts().refolded()).isEqualTo(Shop.LOG.customerCount());
        with.rollBack();
        assertAnswers(with, FIRST);
    }

    @Test
    void aCandidateIsWarmedUpOnCustomersInMemory() {
        LiveScorer scorer = LiveScorer.builder(FIRST).open();
        scorer.replay(Shop.LOG);
        assertAnswers(scorer, FIRST);
        assertThat(scorer.warmUpAndSwap(SECOND, 100, Shop.NOW)).isBetween(60, 100);
        assertAnswers(scorer, SECOND);
    }

    @Test
    void aShadowAnswersUnheardAndItsDifferencesAreRecorded() {
        LiveScorer scorer = LiveScorer.builder(FIRST).keepEvents().open();
        scorer.replay(Shop.LOG);
        assertThat(scorer.shadowReport()).isNull();
        for (ModelVersion candidate : List.of(SECOND, OTHER)) {
            scorer.shadow(candidate, 1);
            assertAnswers(scorer, FIRST);

            ShadowReport report = scorer.shadowReport();
            List<String> customers = Shop.LOG.customers();
            assertThat(report.compared()).isEqualTo(customers.size());
            assertThat(report.failed()).isZero();
            assertThat(report.model()).isEqualTo("first");
            assertThat(report.candidate()).isEqualTo(candidate.name());
            double[] own = customers.stream()
                    .mapToDouble(id -> value(FIRST.model(), id))
                    .toArray();
            double[] theirs = customers.stream()
                    .mapToDouble(id -> value(candidate.model(), id))
                    .toArray();
            double mean = IntStream.range(0, own.length)
                    .mapToDouble(i -> Math.abs(own[i] - theirs[i]))
                    .average()
                    .orElseThrow();
            assertThat(report.meanDifference()).isCloseTo(mean, within(1e-9));
            assertThat(report.correlation()).isBetween(0.5, 1.0);
        }
        scorer.endShadow();
        assertThat(scorer.shadowReport()).isNull();
    }

    @Test
    void anExplanationIsGivenAgainUntilSomethingHappens() {
        LiveScorer scorer = LiveScorer.builder(FIRST)
                .cacheExplanations(10, Duration.ofHours(1))
                .open();
        scorer.replay(Shop.LOG);
        String customer = Shop.LOG.customers().get(5);
        LiveExplanation first = scorer.explain(customer, Shop.NOW);
        assertThat(first.cached()).isFalse();
        assertThat(first.explanation().prediction()).isCloseTo(value(Shop.MODEL, customer), within(1e-6));

        LiveExplanation again = scorer.explain(customer, Shop.NOW.plusSeconds(60));
        assertThat(again.cached()).isTrue();
        assertThat(again.explanation()).isSameAs(first.explanation());
        assertThat(scorer.explain(customer, Shop.NOW.plus(Duration.ofHours(2))).cached())
                .isFalse();

        scorer.swap(SECOND);
        LiveExplanation other = scorer.explain(customer, Shop.NOW);
        assertThat(other.cached()).isFalse();
        assertThat(other.model()).isEqualTo("second");
        assertThat(scorer.counts().cachedExplanations()).isEqualTo(1);
    }

    @Test
    void explanationsBeyondThoseAllowedAtOnceAreRefused() throws Exception {
        LiveScorer scorer = LiveScorer.builder(FIRST)
                .explanationsAtOnce(1, Duration.ZERO)
                .cacheExplanations(0, Duration.ZERO)
                .open();
        scorer.replay(Shop.LOG);
        String customer = Shop.LOG.customers().get(5);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> asked = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> {
                        try {
                            scorer.explain(customer, Shop.NOW);
                            return true;
                        } catch (BusyException e) {
                            assertThat(e).hasMessageContaining("explanationsAtOnce");
                            return false;
                        }
                    }))
                    .toList();
            int answered = 0;
            for (Future<Boolean> each : asked) {
                answered += each.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(answered).isBetween(1, 39);
            assertThat(scorer.counts().busy()).isEqualTo(40 - answered);
        } finally {
            threads.shutdownNow();
        }
    }
}
