package dev.clv.serve.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.ClvModel;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that takes events in is killed again and again; what it acknowledged is there, and nothing that it was not
 * sent.
 */
class KilledProcessTest {

    private static final int CUSTOMERS = 7;
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    Path folder;

    /** Event number {@code i}: one customer after the other, a minute apart. */
    private static LiveEvent event(int i) {
        Purchase purchase = Purchase.of(START.plusSeconds(60L * i), BigDecimal.valueOf(100 + i % 900, 2));
        return new LiveEvent("customer-" + i % CUSTOMERS, "event-" + i, purchase);
    }

    /** The child: continues where the store ends, and says the number of each event once it is accepted. */
    static final class Service {

        private Service() {}

        public static void main(String[] args) throws IOException {
            ClvModel model = ClvModel.load(Path.of(args[0]));
            try (LiveScorer scorer = LiveScorer.builder(model)
                    .store(DurableStore.open(Path.of(args[1])))
                    .keepEvents()
                    .open()) {
                for (int i = Integer.parseInt(args[2]); ; i++) {
                    LiveEvent event = event(i);
                    Receipt receipt = scorer.add(event, event.event().time());
                    System.out.println(i + " " + receipt);
                    System.out.flush();
                }
            }
        }
    }

    private int runAndKill(Path model, int from, Random random) throws IOException, InterruptedException {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        model.toString(),
                        folder.resolve("states").toString(),
                        String.valueOf(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int acknowledged = from - 1;
        int most = random.nextInt(4000);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= most; i++) {
                String line = out.readLine();
                assertThat(line).as("acknowledgement %d", i).isNotNull();
                acknowledged = number(line);
            }
            // Through its handle, which leaves the pipe open.
            service.toHandle().destroyForcibly();
            // What it had said before it died.
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("\\d+ [A-Z_]+")) {
                    acknowledged = Math.max(acknowledged, number(line));
                }
            }
        }
        service.waitFor();
        return acknowledged;
    }

    private static int number(String line) {
        String[] words = line.split(" ");
        assertThat(words[1]).isIn("ACCEPTED", "REPEATED");
        return Integer.parseInt(words[0]);
    }

    private void killSoOften(int times) throws IOException, InterruptedException {
        Path model = folder.resolve("m.clvm");
        Shop.MODEL.save(model);
        Random random = new Random(7);
        int next = 0;
        for (int kill = 0; kill < times; kill++) {
            int acknowledged = runAndKill(model, next, random);
            try (LiveScorer scorer = LiveScorer.builder(Shop.MODEL)
                    .store(DurableStore.open(folder.resolve("states")))
                    .keepEvents()
                    .open()) {
                assertKnown(scorer, acknowledged);
            }
            // The service may have stored one more than it said; it is sent again.
            next = acknowledged + 1;
        }
        assertThat(next).isGreaterThan(times * 100);
    }

    private static void assertKnown(LiveScorer scorer, int acknowledged) {
        Instant after = START.plusSeconds(60L * (acknowledged + 2));
        for (int c = 0; c < CUSTOMERS; c++) {
            List<CustomerEvent> events = new ArrayList<>();
            for (int i = c; i <= acknowledged; i += CUSTOMERS) {
                events.add(event(i).event());
            }
            String customer = "customer-" + c;
            LiveScore score = scorer.score(customer, after);
            boolean oneMore = score.state() == events.size() + 1 && (acknowledged + 1) % CUSTOMERS == c;
            if (oneMore) {
                events.add(event(acknowledged + 1).event());
            }
            assertThat(score.state()).isEqualTo(events.size());
            assertThat(score.prediction().value())
                    .isEqualTo(Shop.MODEL
                            .predict(CustomerHistory.of(customer, ZoneOffset.UTC, after, events), after)
                            .value());
        }
    }

    @Test
    void aProcessThatIsKilledLosesNoAcknowledgedEvent() throws Exception {
        killSoOften(4);
    }

    @Test
    @Tag("long")
    void aProcessThatIsKilledAHundredTimesLosesNoAcknowledgedEvent() throws Exception {
        killSoOften(100);
    }
}
