package dev.clv.serve.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.ClvModel;
import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.EventReader;
import dev.clv.features.read.MappingProposal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public data, event by event; skipped where they are absent. */
class RealReplayTest {

    private static final int FOLLOWED = 300;

    private static EventLog log(String name) {
        String shared = System.getProperty("clv.shared");
        Assumptions.assumeTrue(shared != null, "the system property clv.shared names no folder of real data");
        Path file = Path.of(shared, "data", name);
        Assumptions.assumeTrue(Files.exists(file), () -> name + " is not there");
        return EventReader.csv()
                .mapping(MappingProposal.of(file).mapping())
                .maxSkippedShare(1)
                .currency("EUR")
                .read(file);
    }

    /** Three quarters into the log, if somebody bought before and after; the simulated shop's model otherwise. */
    private static ClvModel model(EventLog log) {
        Duration seen = Duration.between(log.observedFrom(), log.observedUntil());
        if (seen.toDays() < 60) {
            return Shop.MODEL;
        }
        return ClvModel.builder()
                .horizon(Duration.ofDays(seen.toDays() / 5))
                .network(network -> network.hidden(4).members(2))
                .earlyStopping(2, 1)
                .train(log, log.observedFrom().plus(seen.multipliedBy(3).dividedBy(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdnow/CDNOW_sample.txt.gz",
                "lifetimes_example/example_transactions.csv.gz",
                "completejourney_sample/transactions_sample.csv.gz",
                "rees46_slice/2019-Oct_first_2h50m.csv.gz",
                "online_retail/online_retail.csv.gz",
            })
    void everyAnswerIsThatOfTheWholeHistory(String name) {
        EventLog log = log(name);
        ClvModel model = model(log);
        // Customers from everywhere in the log, with all their events.
        List<String> customers = log.customers();
        int step = Math.max(1, customers.size() / FOLLOWED);
        List<LiveEvent> events = new ArrayList<>();
        for (int c = 0; c < customers.size(); c += step) {
            int number = 0;
            for (CustomerEvent event : log.history(customers.get(c)).events()) {
                events.add(new LiveEvent(customers.get(c), "e" + number++, event));
            }
        }
        events.sort(Comparator.comparing(event -> event.event().time()));
        Random random = new Random(3);
        Map<String, List<CustomerEvent>> sent = new HashMap<>();
        int compared = 0;
        try (LiveScorer scorer =
                LiveScorer.builder(model).zone(log.zone()).resident(100).open()) {
            for (LiveEvent event : events) {
                Instant time = event.event().time();
                assertThat(scorer.add(event, time)).isEqualTo(Receipt.ACCEPTED);
                sent.computeIfAbsent(event.customer(), id -> new ArrayList<>()).add(event.event());
                if (random.nextInt(events.size() / 200 + 1) == 0 && !time.equals(Instant.MIN)) {
                    assertEqual(scorer, model, log, event.customer(), sent, time.plusSeconds(1));
                    compared++;
                }
            }
            for (String customer : sent.keySet()) {
                assertEqual(scorer, model, log, customer, sent, log.observedUntil());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    private static void assertEqual(
            LiveScorer scorer,
            ClvModel model,
            EventLog log,
            String customer,
            Map<String, List<CustomerEvent>> sent,
            Instant at) {
        CustomerState whole = model.begin(customer, log.zone());
        sent.get(customer).forEach(whole::add);
        assertThat(scorer.score(customer, at).prediction()).isEqualTo(model.predict(whole, at));
        if (at.equals(log.observedUntil()) && model != Shop.MODEL) {
            assertThat(scorer.score(customer, at).prediction().value())
                    .isEqualTo(model.predict(log.history(customer), at).value());
        }
    }
}
