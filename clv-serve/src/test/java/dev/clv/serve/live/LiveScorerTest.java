package dev.clv.serve.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.ClvModel;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveScorerTest {

    private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");

    private static LiveEvent purchase(String customer, String id, Instant time, String amount) {
        return new LiveEvent(customer, id, Purchase.of(time, new BigDecimal(amount)));
    }

    private static LiveScorer scorer() {
        return LiveScorer.builder(Shop.MODEL).open();
    }

    /** Every customer is predicted as the model predicts their whole history. */
    private static void assertEqualToHistories(LiveScorer scorer, ClvModel model) {
        for (String customer : Shop.LOG.customers()) {
            assertThat(scorer.score(customer, Shop.NOW).prediction())
                    .isEqualTo(model.predict(Shop.LOG.history(customer), Shop.NOW));
        }
    }

    @Test
    void eventsOneAtATimeGiveWhatTheModelPredictsOfTheWholeHistoryBitForBit() {
        LiveScorer scorer = scorer();
        Random random = new Random(1);
        Map<String, List<CustomerEvent>> sent = new HashMap<>();
        for (LiveEvent event : Shop.stream()) {
            Instant after = event.event().time().plusSeconds(1);
            sent.computeIfAbsent(event.customer(), id -> new ArrayList<>()).add(event.event());
            assertThat(scorer.add(event, after)).isEqualTo(Receipt.ACCEPTED);
            if (random.nextInt(50) == 0) {
                CustomerHistory known =
                        CustomerHistory.of(event.customer(), Shop.LOG.zone(), after, sent.get(event.customer()));
                assertThat(scorer.score(event.customer(), after).prediction().value())
                        .isEqualTo(Shop.MODEL.predict(known, after).value());
            }
        }
        assertEqualToHistories(scorer, Shop.MODEL);
        assertThat(scorer.counts().accepted()).isEqualTo(Shop.stream().size());
    }

    @Test
    void eventsInAnyOrderWithinTheLatenessGiveTheSame() {
        LiveScorer scorer = LiveScorer.builder(Shop.MODEL)
                .lateness(Duration.ofDays(8))
                .resident(64)
                .open();
        List<LiveEvent> events = Shop.stream();
        // Blocks of a week, in which the order is lost.
        List<LiveEvent> block = new ArrayList<>();
        Instant end = events.get(0).event().time().plus(Duration.ofDays(7));
        Random random = new Random(2);
        for (LiveEvent event : events) {
            if (!event.event().time().isBefore(end)) {
                Collections.shuffle(block, random);
                block.forEach(each -> assertThat(scorer.add(each, Shop.NOW)).isEqualTo(Receipt.ACCEPTED));
                block.clear();
                end = end.plus(Duration.ofDays(7));
            }
            block.add(event);
        }
        Collections.shuffle(block, random);
        block.forEach(each -> assertThat(scorer.add(each, Shop.NOW)).isEqualTo(Receipt.ACCEPTED));

        assertEqualToHistories(scorer, Shop.MODEL);
        assertThat(scorer.counts().evicted()).isPositive();
        assertThat(scorer.counts().resident()).isLessThanOrEqualTo(64);
    }

    @Test
    void anEventThatIsSentTwiceCountsOnce() {
        LiveScorer scorer = scorer();
        for (LiveEvent event : Shop.stream()) {
            assertThat(scorer.add(event, Shop.NOW)).isEqualTo(Receipt.ACCEPTED);
            assertThat(scorer.add(event, Shop.NOW)).isEqualTo(Receipt.REPEATED);
        }
        // Once more, when most are settled: whatever it is called, nothing counts.
        Shop.stream().forEach(event -> assertThat(scorer.add(event, Shop.NOW)).isNotEqualTo(Receipt.ACCEPTED));

        assertEqualToHistories(scorer, Shop.MODEL);
        assertThat(scorer.counts().accepted()).isEqualTo(Shop.stream().size());
    }

    @Test
    void anEventLaterThanTheWindowIsLeftOutAndCounted() {
        LiveScorer scorer =
                LiveScorer.builder(Shop.MODEL).lateness(Duration.ofDays(2)).open();
        Instant now = NOON;
        scorer.add(purchase("a", "1", NOON, "10"), now);

        assertThat(scorer.add(purchase("a", "2", NOON.minus(Duration.ofDays(2)), "10"), now))
                .isEqualTo(Receipt.ACCEPTED);
        double before = scorer.score("a", now.plusSeconds(1)).prediction().value();
        assertThat(scorer.add(purchase("a", "3", NOON.minus(Duration.ofDays(2)).minusNanos(1_000), "10"), now))
                .isEqualTo(Receipt.TOO_LATE);
        assertThat(scorer.add(purchase("a", "4", NOON.plus(Duration.ofMinutes(6)), "10"), now))
                .isEqualTo(Receipt.IN_FUTURE);
        assertThat(scorer.add(purchase("a", "5", Instant.parse("2099-01-01T00:00:00Z"), "10"), now))
                .isEqualTo(Receipt.IN_FUTURE);

        assertThat(scorer.score("a", now.plusSeconds(1)).prediction().value()).isEqualTo(before);
        LiveCounts counts = scorer.counts();
        assertThat(counts.accepted()).isEqualTo(2);
        assertThat(counts.late()).isEqualTo(1);
        assertThat(counts.future()).isEqualTo(2);
    }

    @Test
    void aScoreAsOfAnEarlierInstantKnowsNothingOfLaterEvents() {
        LiveScorer scorer =
                LiveScorer.builder(Shop.MODEL).lateness(Duration.ofDays(30)).open();
        scorer.add(purchase("a", "1", NOON, "10"), NOON);
        Instant between = NOON.plusSeconds(1);
        double before = scorer.score("a", between).prediction().value();
        scorer.add(purchase("a", "2", between, "500"), between);

        assertThat(scorer.score("a", between).prediction().value()).isEqualTo(before);
        assertThat(scorer.score("a", between.plusSeconds(1)).prediction().value())
                .isNotEqualTo(before);
    }

    @Test
    void anInstantThatIsNotKeptAnyMoreIsRefused() {
        LiveScorer scorer =
                LiveScorer.builder(Shop.MODEL).lateness(Duration.ZERO).open();
        for (int i = 0; i < 100; i++) {
            scorer.add(purchase("a", null, NOON.plusSeconds(i), "10"), NOON.plusSeconds(i));
        }
        assertThatThrownBy(() -> scorer.score("a", NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not kept any more")
                .hasMessageNotContaining("'a'");
    }

    @Test
    void nobodyKnownIsPredictedAsSomebodyWhoNeverBoughtAndTakesNoMemory() {
        LiveScorer scorer = scorer();
        LiveScore score = scorer.score("nobody", NOON);

        assertThat(score.isKnown()).isFalse();
        assertThat(score.prediction().value()).isGreaterThanOrEqualTo(0);
        assertThat(scorer.counts().resident()).isZero();
    }

    @Test
    void aLogIsReplayedAndThenContinued() {
        LiveScorer scorer = scorer();
        scorer.replay(Shop.LOG);

        assertEqualToHistories(scorer, Shop.MODEL);
        assertThatThrownBy(() -> scorer.replay(Shop.LOG)).hasMessageContaining("already");

        String customer = Shop.LOG.customers().get(0);
        List<CustomerEvent> events = new ArrayList<>(Shop.LOG.history(customer).events());
        Purchase more = Purchase.of(Shop.NOW.plusSeconds(1), new BigDecimal("7.50"));
        events.add(more);
        Instant later = Shop.NOW.plusSeconds(2);
        assertThat(scorer.add(new LiveEvent(customer, "new", more), later)).isEqualTo(Receipt.ACCEPTED);
        assertThat(scorer.score(customer, later).prediction().value())
                .isEqualTo(Shop.MODEL
                        .predict(CustomerHistory.of(customer, ZoneOffset.UTC, later, events), later)
                        .value());
    }

    @Test
    void theWholeIsRefusedInAnotherZone() {
        LiveScorer scorer =
                LiveScorer.builder(Shop.MODEL).zone(ZoneId.of("Asia/Tokyo")).open();
        assertThatThrownBy(() -> scorer.replay(Shop.LOG)).hasMessageContaining("Asia/Tokyo");
    }

    @Test
    void aForgottenCustomerIsUnknown() {
        LiveScorer scorer = scorer();
        scorer.replay(Shop.LOG);
        String customer = Shop.LOG.customers().get(3);

        assertThat(scorer.forget(customer)).isTrue();
        assertThat(scorer.forget(customer)).isFalse();
        assertThat(scorer.score(customer, Shop.NOW).isKnown()).isFalse();
        List<String> left = new ArrayList<>();
        scorer.customers(left::add);
        assertThat(left).hasSize(Shop.LOG.customerCount() - 1).doesNotContain(customer);
    }

    @Test
    void customersWithoutRecentEventsAreForgottenWhenAsked() {
        LiveScorer scorer = scorer();
        scorer.replay(Shop.LOG);
        Duration age = Duration.ofDays(60);
        long old = Shop.LOG.customers().stream()
                .map(customer -> Shop.LOG.history(customer).events())
                .filter(events -> events.get(events.size() - 1).time().isBefore(Shop.NOW.minus(age)))
                .count();

        assertThat(old).isPositive();
        assertThat(scorer.forgetOlderThan(age, Shop.NOW)).isEqualTo(old);
        assertThat(scorer.forgetOlderThan(age, Shop.NOW)).isZero();
    }

    /** A store whose disk is full for an operation after it was done so often. */
    private static StateStore failing(String operation, int room) {
        StateStore memory = StateStore.inMemory();
        int[] left = {room};
        return (StateStore) Proxy.newProxyInstance(
                StateStore.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(operation) && left[0]-- <= 0) {
                        throw new StoreException("no space left; make room", new IOException("full"));
                    }
                    return method.invoke(memory, arguments);
                });
    }

    @Test
    void anEventThatTheStoreCannotKeepDoesNotCount() {
        LiveScorer scorer =
                LiveScorer.builder(Shop.MODEL).store(failing("append", 2)).open();
        scorer.add(purchase("a", "1", NOON, "10"), NOON);
        scorer.add(purchase("a", "2", NOON.plusSeconds(1), "20"), NOON);
        LiveScore before = scorer.score("a", NOON.plusSeconds(10));

        assertThatThrownBy(() -> scorer.add(purchase("a", "3", NOON.plusSeconds(2), "900"), NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("make room");

        assertThat(scorer.score("a", NOON.plusSeconds(10))).isEqualTo(before);
        assertThat(before.state()).isEqualTo(2);
        assertThat(scorer.counts().accepted()).isEqualTo(2);
    }

    @Test
    void aLongerLatenessLetsNoEventComeBeforeSettledOnes() {
        StateStore store = StateStore.inMemory();
        LiveScorer first = LiveScorer.builder(Shop.MODEL)
                .store(store)
                .lateness(Duration.ZERO)
                .open();
        for (int i = 0; i < 100; i++) {
            first.add(purchase("a", null, NOON.plusSeconds(i), "10"), NOON.plusSeconds(i));
        }
        LiveScorer second = LiveScorer.builder(Shop.MODEL)
                .store(store)
                .lateness(Duration.ofDays(30))
                .open();
        assertThat(second.add(purchase("a", "late", NOON, "10"), NOON.plusSeconds(200)))
                .isEqualTo(Receipt.TOO_LATE);
        assertThat(second.score("a", NOON.plusSeconds(200)).state()).isEqualTo(100);
    }

    @Test
    void aStoreThatIsUsedOtherwiseThanItWasMadeIsRefused() {
        StateStore store = StateStore.inMemory();
        LiveScorer.builder(Shop.MODEL).store(store).keepEvents().open();
        assertThatThrownBy(() -> LiveScorer.builder(Shop.MODEL).store(store).open())
                .hasMessageContaining("keepEvents");
        assertThatThrownBy(() -> LiveScorer.builder(Shop.MODEL)
                        .store(store)
                        .keepEvents()
                        .zone(ZoneId.of("Asia/Tokyo"))
                        .open())
                .hasMessageContaining("Asia/Tokyo");
        StateStore halfway = StateStore.inMemory();
        LiveScorer.builder(Shop.MODEL).store(halfway).open();
        StoreNote.replaying(halfway, true);
        assertThatThrownBy(() -> LiveScorer.builder(Shop.MODEL).store(halfway).open())
                .hasMessageContaining("not wholly replayed");
    }

    @Test
    void aSnapshotThatCannotBeWrittenTakesNoEventAway() {
        LiveScorer scorer = LiveScorer.builder(Shop.MODEL)
                .store(failing("replace", 0))
                .lateness(Duration.ZERO)
                .open();
        for (int i = 0; i < 100; i++) {
            assertThat(scorer.add(purchase("a", null, NOON.plusSeconds(i), "10"), NOON.plusSeconds(i)))
                    .isEqualTo(Receipt.ACCEPTED);
        }
        assertThat(scorer.score("a", NOON.plusSeconds(200)).state()).isEqualTo(100);
    }

    @Test
    void aForgottenCustomerWhoComesBackBeginsAnewAndCanBeForgottenAgain() {
        LiveScorer scorer = scorer();
        for (int round = 0; round < 2; round++) {
            scorer.add(purchase("a", "1", NOON, "10"), NOON);
            scorer.add(purchase("a", "2", NOON.plusSeconds(1), "10"), NOON);
            assertThat(scorer.score("a", NOON.plusSeconds(10)).state()).isEqualTo(2);
            assertThat(scorer.forgetOlderThan(Duration.ZERO, NOON.plusSeconds(1 + round)))
                    .isEqualTo(round);
            assertThat(scorer.forget("a")).isEqualTo(round == 0);
        }
    }

    @Test
    void settingsThatCannotBeAreRefusedByName() {
        assertThatThrownBy(() -> LiveScorer.builder(Shop.MODEL).lateness(Duration.ofDays(-1)))
                .hasMessageContaining("lateness");
        assertThatThrownBy(() -> LiveScorer.builder(Shop.MODEL).resident(0)).hasMessageContaining("resident");
        assertThatThrownBy(() -> new LiveEvent("", null, Purchase.of(NOON, BigDecimal.ONE)))
                .hasMessageContaining("customer");
    }
}
