package dev.clv.decide.segment;

import static dev.clv.decide.SimulatedShop.AT;
import static dev.clv.decide.SimulatedShop.LOG;
import static dev.clv.decide.SimulatedShop.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.ClvModel;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Overruling;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmenterTest {

    private static Segmentation segmentation;
    private static Segmenter segmenter;

    @TempDir
    Path folder;

    @BeforeAll
    static void learn() {
        segmentation = Segmentation.learn(MODEL, LOG);
        segmenter = Segmenter.of(MODEL, segmentation);
    }

    @Test
    void everybodyWhoIsKnownHasASegmentOfEachScheme() {
        Decisions<CustomerSegment> segments = segmenter.segments(LOG, AT);

        assertThat(segments.decisions())
                .extracting(Decision::customer)
                .containsExactlyElementsOf(LOG.customers().stream()
                        .filter(id -> !LOG.history(id).before(AT).isEmpty())
                        .toList());
        assertThat(segments.decisions()).allSatisfy(decision -> {
            CustomerSegment choice = decision.choice();
            assertThat(choice.segment()).isEqualTo(choice.tier()).isIn("A", "B", "C");
            assertThat(choice.recencyScore()).isBetween(0, 5);
            assertThat(decision.reasons().get(0)).startsWith("predicted value ");
        });
        assertThat(segmenter.by(Scheme.CLUSTER).segments(LOG, AT).decisions())
                .allSatisfy(decision -> assertThat(decision.choice().segment())
                        .isEqualTo(decision.choice().cluster()));
    }

    @Test
    void limitsAreLearnedAsOfTheTrainingWhateverTheLogTellsLater() {
        Instant trained = MODEL.summary().cutoffs().get(0);
        EventLog.Builder cut = EventLog.builder().currency("EUR").observedUntil(trained);
        LOG.customers().forEach(id -> LOG.history(id).before(trained).events().forEach(event -> cut.add(id, event)));

        assertThat(Segmentation.learn(MODEL, cut.build())).isEqualTo(segmentation);
        assertThat(segmentation.at()).isEqualTo(trained.toString());
    }

    @Test
    void limitsComeBackFromJsonTheSame() {
        Segmentation read = Segmentation.fromJson(segmentation.toJson());

        assertThat(read).isEqualTo(segmentation);
        assertThat(read.fingerprint()).isEqualTo(segmentation.fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void clustersAreNamedByWhatMakesTheirValueDifferTheMostValuableFirst() {
        List<Clusters.Cluster> clusters = segmentation.clusters().clusters();

        assertThat(clusters).hasSizeBetween(2, 8);
        assertThat(clusters)
                .extracting(Clusters.Cluster::meanValue)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(clusters).extracting(Clusters.Cluster::name).doesNotHaveDuplicates();
        assertThat(clusters.get(0).name()).startsWith("strong ");
        assertThat(segmentation.clusters().reason()).contains("prediction strength of at least 0.8; 2: ");
    }

    @Test
    void anyNumberOfThreadsDecidesTheSameAndWhoObjectsIsLeftOut() {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            assertThat(segmenter.segments(LOG, AT, threads)).isEqualTo(segmenter.segments(LOG, AT));
        } finally {
            threads.shutdownNow();
        }
        String first = LOG.customers().get(0);
        Decisions<CustomerSegment> without =
                segmenter.exclusions(Exclusions.objecting(Set.of(first))).segments(LOG, AT);
        assertThat(without.of(first)).isEmpty();
        assertThat(without.excluded()).containsEntry(Exclusions.OBJECTION, 1);
    }

    @Test
    void movesAreCountedFromAFileAsFromTheDecisions() throws IOException {
        Decisions<CustomerSegment> before = segmenter.segments(LOG, AT.minus(Duration.ofDays(30)));
        Decisions<CustomerSegment> after = segmenter.segments(LOG, AT);
        Path file = folder.resolve("before.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            before.writeCsv(out, CustomerSegment.class);
        }

        for (Scheme scheme : Scheme.values()) {
            Migration moved = Migration.between(before, after, scheme);

            assertThat(Migration.between(file, after, scheme)).isEqualTo(moved);
            assertThat(moved.moves().stream()
                            .filter(move -> !move.from().equals(Migration.NOWHERE))
                            .mapToInt(Migration.Move::customers)
                            .sum())
                    .isEqualTo(before.decisions().size());
            assertThat(moved.moves().stream()
                            .filter(move -> !move.to().equals(Migration.NOWHERE))
                            .mapToInt(Migration.Move::customers)
                            .sum())
                    .isEqualTo(after.decisions().size());
            assertThat(moved.movedShare()).isBetween(0.0, 0.9);
            assertThat(Migration.fromJson(moved.toJson())).isEqualTo(moved);
            assertThat(moved.toString()).contains("(gone)", "(new)", "stability index");
        }
    }

    @Test
    void aDriftIsToldAndChanceIsNot() {
        Decisions<CustomerSegment> before = segmenter.segments(LOG, AT.minus(Duration.ofDays(30)));
        Decisions<CustomerSegment> after = segmenter.segments(LOG, AT);
        Decisions<CustomerSegment> drifted = after;
        for (Decision<CustomerSegment> decision : after.decisions()) {
            if (decision.choice().tier().equals("C") && decision.customer().hashCode() % 2 == 0) {
                CustomerSegment c = decision.choice();
                drifted = drifted.overriding(
                        one -> one.customer().equals(decision.customer()),
                        new CustomerSegment(
                                "A",
                                "A",
                                c.rfm(),
                                c.cluster(),
                                c.recencyScore(),
                                c.frequencyScore(),
                                c.moneyScore(),
                                c.predictedValue(),
                                c.percentile(),
                                c.definition()),
                        new Overruling("test", "drift", AT));
            }
        }

        assertThat(Migration.between(before, after, Scheme.TIER).cautions()).isEmpty();
        assertThat(Migration.between(before, drifted, Scheme.TIER).cautions())
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .startsWith("Segments by tier drift: their sizes have a stability index of "));
    }

    @Test
    void segmentsOfOtherLimitsOrALaterTimeAreRefused() throws IOException {
        Decisions<CustomerSegment> now = segmenter.segments(LOG, AT);
        ClvModel other = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(5, 2)
                .train(LOG, AT.minus(Duration.ofDays(90)));
        Segmentation fewer = Segmentation.learn(MODEL, LOG, 2, 2, 1);
        Decisions<CustomerSegment> byFewer = Segmenter.of(MODEL, fewer).segments(LOG, AT.minus(Duration.ofDays(30)));
        Decisions<CustomerSegment> byOther = Segmenter.of(other, Segmentation.learn(other, LOG, 2, 2, 1))
                .segments(LOG, AT.minus(Duration.ofDays(30)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segmenter.of(other, segmentation))
                .withMessageContaining("learned with the model " + MODEL.fingerprint() + ", not with");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.between(byOther, now, Scheme.TIER))
                .withMessageContaining("holds segments of the model " + other.fingerprint())
                .withMessageContaining("segment the earlier time again with this model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.between(byFewer, now, Scheme.TIER))
                .withMessageContaining("of the segmentation " + fewer.fingerprint());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.between(now, now, Scheme.TIER))
                .withMessageContaining("which is not before");

        Path scores = folder.resolve("scores.csv");
        Files.writeString(scores, "customer_id,predicted_value\na,1\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.between(scores, now, Scheme.TIER))
                .withMessageContaining("has no column 'tier'; take a file of segments as it was written");
    }

    @Test
    void tooFewCustomersTeachNothing() {
        EventLog few = LOG.only(Set.copyOf(LOG.customers().subList(0, 60)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segmentation.learn(MODEL, few))
                .withMessageContaining("at least 100 customers who had bought");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segmentation.learn(MODEL, LOG, 1, 4, 42))
                .withMessageContaining("within 2 to 20, was 1 to 4");
    }
}
