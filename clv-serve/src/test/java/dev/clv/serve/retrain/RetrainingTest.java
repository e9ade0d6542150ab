package dev.clv.serve.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Metric;
import dev.clv.explain.json.JsonObject;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {

    private static final Duration HORIZON = Duration.ofDays(60);
    private static final Duration MONTH = Duration.ofDays(30);

    private static EventLog log;
    private static Instant end;

    @TempDir
    private Path folder;

    @BeforeAll
    static void simulate() {
        log = ShopSimulation.builder().customers(700).days(420).seed(3).build().log();
        end = log.observedUntil();
    }

    private static ClvModelBuilder good() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .origins(3, MONTH)
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(20, 6);
    }

    /** Learns next to nothing. */
    private static ClvModelBuilder bad() {
        return good().earlyStopping(1, 1).purchaseModel(false);
    }

    private ModelRegistry registry() throws IOException {
        return ModelRegistry.open(folder.resolve("models"));
    }

    private RetrainingOutcome run(Supplier<ClvModelBuilder> training, Instant now) throws IOException {
        return Retraining.of(registry(), training).run(log, now);
    }

    @Test
    void theFirstModelIsServedAtOnceAndLearnsTheWindowOnlyOnceItWasJudged() throws IOException {
        RetrainingOutcome outcome = run(RetrainingTest::good, end);

        assertThat(outcome.decision()).isEqualTo(RetrainingDecision.FIRST);
        assertThat(outcome.windowStart()).isEqualTo(end.minus(HORIZON));
        assertThat(outcome.reasons().get(0)).isEqualTo("There was no champion, so this model is the first one.");
        RegistryVersion champion = registry().champion().orElseThrow();
        assertThat(champion).isEqualTo(outcome.champion());
        assertThat(champion.metrics().get(Metric.NGINI)).isBetween(0.0, 1.0);
        assertThat(champion.events()).isEqualTo(log.size());
        assertThat(registry().judged(champion).summary().cutoffs().get(0))
                .isEqualTo(end.minus(HORIZON.multipliedBy(2)));
        ClvModel served = registry().model(champion);
        assertThat(served.summary().cutoffs().get(0)).isEqualTo(end.minus(HORIZON));
        assertThat(served.fingerprint())
                .as("what training on everything gives")
                .isEqualTo(good().train(log, end.minus(HORIZON)).fingerprint());
        assertThat(JsonObject.read(outcome.toJson(), "retraining", 1).text("decision"))
                .isEqualTo("FIRST");
    }

    /** Reads events one by one in any case, or where the champion does or it pays. */
    private static ClvModelBuilder reading(boolean always) {
        return bad().sequence(
                        s -> always ? s.gru(4).length(8).always() : s.gru(4).length(8));
    }

    private String eventsOf(RegistryVersion version) throws IOException {
        return registry().judged(version).summary().settings().get("events one by one");
    }

    @Test
    void aChampionThatReadsEventsOneByOneIsChallengedByOneThatStartsFromIt() throws IOException {
        run(() -> reading(true), end.minus(MONTH));
        RetrainingOutcome second = run(() -> reading(true), end);

        RegistryVersion challenger = Objects.requireNonNull(second.challenger());
        assertThat(challenger.start()).isEqualTo(1);
        assertThat(eventsOf(challenger)).startsWith("read");
        assertThat(registry().judged(challenger).summary().settings().get("start"))
                .startsWith("the weights of the model ");
    }

    @Test
    void aChampionForWhichEventsDidNotPayStartsAChallengerThatReadsNone() throws IOException {
        run(() -> reading(false), end.minus(MONTH));
        String first = eventsOf(registry().champion().orElseThrow());
        RetrainingOutcome second = run(() -> reading(false), end);

        String word = first.startsWith("read") ? "read" : "not read";
        RegistryVersion challenger = Objects.requireNonNull(second.challenger());
        assertThat(challenger.start()).isEqualTo(1);
        assertThat(eventsOf(challenger)).isEqualTo(word + ", as by the model that training started from");
    }

    @Test
    void checkpointsAreRefusedBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> run(() -> good().checkpoints(folder.resolve("checkpoints")), end))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkpoints");
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aMuchBetterChallengerIsPromotedAndAMuchWorseOneIsNot() throws IOException {
        run(RetrainingTest::bad, end.minus(MONTH));
        RetrainingOutcome better = run(RetrainingTest::good, end);

        assertThat(better.decision()).as(better.toString()).isEqualTo(RetrainingDecision.PROMOTED);
        assertThat(better.champion().number()).isEqualTo(2);
        assertThat(better.champion().parent()).isEqualTo(1);
        assertThat(better.champion().start()).as("the networks are alike").isEqualTo(1);
        assertThat(better.segments()).extracting(SegmentComparison::division).contains("tenure", "order_days");
        assertThat(registry().model(better.champion()).summary().settings().get("start"))
                .startsWith("the weights of");

        RetrainingOutcome again = run(RetrainingTest::good, end);
        assertThat(again.decision()).isEqualTo(RetrainingDecision.UNCHANGED);
        assertThat(again.challenger()).isNull();
        assertThat(again.reasons().get(0)).startsWith("Version 2 was trained on the same data with the same settings");

        RetrainingOutcome worse = Retraining.of(registry(), RetrainingTest::bad)
                .warmStart(false)
                .promotion(Promotion.UNLESS_WORSE)
                .run(log, end);
        assertThat(worse.decision()).as(worse.toString()).isEqualTo(RetrainingDecision.KEPT);
        assertThat(worse.challenger()).extracting(RegistryVersion::isServable).isEqualTo(false);
        assertThat(worse.reasons()).last().isEqualTo("So the champion stays.");
        assertThat(worse.reasons().get(0)).contains("allowing for 1 judged on this window before");
        assertThat(registry().champion()).contains(better.champion());
        assertThat(registry().history())
                .extracting(RegistryEntry::decision)
                .containsExactly(RetrainingDecision.FIRST, RetrainingDecision.PROMOTED, RetrainingDecision.KEPT);

        try (RegistryWriter writer = registry().write()) {
            writer.rollBack(end, "Marketing asked for it.");
        }
        assertThat(registry().champion()).map(RegistryVersion::number).contains(1);
        assertThat(run(RetrainingTest::good, end).decision())
                .as("what was rolled back does not come back by itself")
                .isEqualTo(RetrainingDecision.UNCHANGED);
    }

    @Test
    void nothingOfAfterNowAndNothingOfTheWindowIsLearnedByWhatIsJudged() throws IOException {
        Instant now = end.minus(MONTH);
        RegistryVersion version = run(RetrainingTest::good, now).champion();
        Instant window = now.minus(HORIZON);

        ModelRegistry other = ModelRegistry.open(folder.resolve("other"));
        EventLog changed = changed(now, new BigDecimal("1000"));
        assertThat(Retraining.of(other, RetrainingTest::good)
                        .run(changed, now)
                        .champion()
                        .files())
                .isEqualTo(version.files());

        ModelRegistry third = ModelRegistry.open(folder.resolve("third"));
        RegistryVersion inWindow = Retraining.of(third, RetrainingTest::good)
                .run(changed(window, new BigDecimal("3")), now)
                .champion();
        assertThat(inWindow.files().get("judged.clvm"))
                .isEqualTo(version.files().get("judged.clvm"));
        assertThat(inWindow.files().get("model.clvm"))
                .isNotEqualTo(version.files().get("model.clvm"));
        assertThat(inWindow.data()).isNotEqualTo(version.data());
    }

    /** Purchases from a time on cost more. */
    private static EventLog changed(Instant from, BigDecimal factor) {
        EventLog.Builder builder = EventLog.builder()
                .zone(log.zone())
                .currency(java.util.Objects.requireNonNull(log.currency()))
                .observedUntil(end);
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).before(end).events()) {
                boolean change = !event.time().isBefore(from) && event instanceof Purchase;
                builder.add(customer, change ? dearer((Purchase) event, factor) : event);
            }
        }
        return builder.build();
    }

    private static Purchase dearer(Purchase purchase, BigDecimal factor) {
        return Purchase.of(purchase.time(), purchase.amount().multiply(factor));
    }

    @Test
    void thereIsAClearSentenceForWhatCannotBe() throws IOException {
        assertThatThrownBy(() -> run(RetrainingTest::good, end.minus(Duration.ofDays(330))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "a challenger must be trained on windows of 60 days that end before the newest one");
        assertThat(registry().history()).as("nothing was written").isEmpty();

        run(RetrainingTest::bad, end);
        assertThatThrownBy(() -> run(RetrainingTest::good, end.minus(MONTH)))
                .hasMessageContaining("the champion, version 1, was judged by a window that begins at ")
                .hasMessageContaining("retrain as of a later time");
        assertThatThrownBy(() -> run(() -> good().horizon(MONTH), end))
                .hasMessageContaining("version 1, predicts 60 days ahead, this training 30 days ahead");
        assertThatThrownBy(() -> Retraining.of(registry(), RetrainingTest::good)
                        .segments("chanel")
                        .run(log, end))
                .hasMessageContaining("no customer has an attribute 'chanel'");
        try (RegistryWriter writer = registry().write()) {
            assertThatThrownBy(() -> run(RetrainingTest::good, end)).isInstanceOf(RegistryInUseException.class);
            assertThat(writer).isNotNull();
        }
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(RetrainingTest::good, end)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(registry().history()).hasSize(1);
    }

    @Test
    void otherLayersStartFromRandomWeightsAndTheOutcomeSaysSo() throws IOException {
        run(RetrainingTest::bad, end.minus(MONTH));
        RetrainingOutcome outcome = run(() -> good().network(n -> n.hidden(6)).earlyStopping(2, 2), end);

        assertThat(outcome.reasons().get(0))
                .startsWith("It was trained from random weights, since its network is 'hidden [6]");
        assertThat(outcome.challenger()).extracting(RegistryVersion::start).isNull();
    }

    @Test
    void aRegistryHoldsNothingOfSingleCustomers() throws IOException {
        run(RetrainingTest::bad, end);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(6);
            for (Path file : all) {
                String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(log.customers()).as(file.toString()).noneMatch(text::contains);
            }
        }
    }
}
