package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.RandomEvents.Owned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log in temporary files against the same log in memory. */
class StoredLogTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

    private static final Set<String> TOLD =
            Set.of("refund_exceeds_amount", "refund_alone", "refund_after_end");

    @TempDir
    private Path folder;

    private static Consumer<EventLog.Builder> settings(long seed) {
        Random random = new Random(seed);
        int end = random.nextInt(3);
        int money = random.nextInt(4);
        return log -> {
            log.zone(ZONE);
            if (end == 0) {
                log.observedUntil(RandomEvents.START.plus(Duration.ofHours(4)));
            }
            if (money == 0) {
                log.currency("EUR");
            } else if (money >= 2) {
                log.rates(ExchangeRates.into("EUR")
                        .rate("USD", RandomEvents.START.atZone(ZONE).toLocalDate(), new BigDecimal("0.9137"))
                        .build());
            }
        };
    }

    /** Rows with and without ids that repeat, refunds, attributes and currencies; a few lie years away. */
    private static void fill(EventLog.Builder log, long seed, int size) {
        RandomEvents events = new RandomEvents(seed);
        Random random = new Random(seed);
        boolean ids = random.nextBoolean();
        boolean far = random.nextBoolean();
        int line = 1;
        for (Owned owned : events.list(size)) {
            EventRow row = new EventRow().customer(" " + owned.customer() + " ").line(++line);
            if (owned.event() instanceof AttributeChange change && change.time().equals(Instant.MIN)) {
                row.attribute(change.name(), change.value());
            } else {
                row.event(owned.event());
                if (far && random.nextInt(100) == 0) {
                    row.time(row.time + (random.nextBoolean() ? -1 : 1) * 4000 * Micros.PER_DAY);
                }
            }
            if (random.nextInt(4) == 0) {
                row.attribute("n" + random.nextInt(3), "v" + random.nextInt(2));
            }
            boolean id = ids && random.nextInt(3) > 0;
            if (id) {
                row.eventId("e" + random.nextInt(size));
            }
            if (random.nextBoolean()) {
                row.currency(seed % 3 == 0 && random.nextBoolean() ? "USD" : "EUR");
            }
            boolean refund = random.nextInt(3) == 0 && (!id || mayRepeatRefunds(seed));
            if (owned.event() instanceof Purchase && refund) {
                row.refunded(random.nextInt(3) * 5L, 0, row.time + (random.nextInt(3) - 1) * 3_600_000_000L);
            }
            log.append(row);
        }
    }

    /** The row of a refund that a later row of an id tells of depends on how rows stand beside each other. */
    private static boolean mayRepeatRefunds(long seed) {
        return seed % 2 == 1;
    }

    private static String counts(DataQualityReport report, boolean refunds) {
        StringBuilder text = new StringBuilder("read " + report.read() + ", accepted " + report.accepted());
        report.counts().stream().filter(count -> refunds || !TOLD.contains(count.reason().key())).forEach(count -> text.append("\n")
                .append(count.rows())
                .append(' ')
                .append(count.reason())
                .append(count.samples()));
        return text.toString();
    }

    private static void assertSame(StoredLog stored, EventLog log, boolean refunds) {
        assertThat(counts(stored.quality(), refunds)).isEqualTo(counts(log.quality(), refunds));
        assertThat(stored.customerCount()).isEqualTo(log.customerCount());
        assertThat(stored.size()).isEqualTo(log.size());
        assertThat(stored.zone()).isEqualTo(log.zone());
        assertThat(stored.currency()).isEqualTo(log.currency());
        assertThat(stored.currencyMark()).isEqualTo(log.currencyMark());
        assertThat(stored.observedFrom()).isEqualTo(log.observedFrom());
        assertThat(stored.observedUntil()).isEqualTo(log.observedUntil());
        assertThat(stored.currentUntil()).isEqualTo(log.currentUntil());
        assertThat(stored.firstEvent()).isEqualTo(log.firstEvent());
        assertThat(stored.lastEvent()).isEqualTo(log.lastEvent());
        StoredLog.Walk walk = stored.walk();
        List<String> customers = new ArrayList<>();
        while (walk.next()) {
            customers.add(walk.customer());
            List<CustomerEvent> events = new ArrayList<>();
            for (CustomerEvent event = walk.event(); event != null; event = walk.event()) {
                events.add(event);
            }
            assertThat(events).isEqualTo(log.history(walk.customer()).events());
        }
        assertThat(customers).isEqualTo(log.customers());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100_000})
    void itIsTheSameLogAsInMemoryWhateverTheSizeOfRuns(int run) {
        int failures = 0;
        for (int seed = 0; seed < 60; seed++) {
            int size = new int[] {0, 1, 2, 5, 60, 400}[seed % 6];
            EventLog.Builder memory = EventLog.builder();
            settings(seed).accept(memory);
            fill(memory, seed, size);
            EventLog.Builder files = EventLog.builder();
            settings(seed).accept(files);
            files.inTemporaryFiles(folder, run);
            fill(files, seed, size);
            EventLog log = null;
            try {
                log = memory.build();
            } catch (IllegalArgumentException | IllegalStateException e) {
                failures++;
                assertThatThrownBy(files::store).hasSameClassAs(e).hasMessage(e.getMessage());
            }
            if (log != null) {
                try (StoredLog stored = files.store()) {
                    assertSame(stored, log, !mayRepeatRefunds(seed));
                }
            }
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(failures).isBetween(1, 30);
    }
}
