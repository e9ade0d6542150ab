package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.clv.features.event.RandomEvents.Owned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log in temporary files against the same log in memory. */
class StoredLogTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

    private static final Set<String> TOLD = Set.of("refund_exceeds_amount", "refund_alone", "refund_after_end");

    @TempDir
    private Path folder;

    private static Consumer<EventLog.Builder> settings(long seed) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L);
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
        Random random = new Random(seed * 0x9e3779b97f4a7c15L);
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
                row.currency(seed % 5 < 2 && random.nextBoolean() ? "USD" : "EUR");
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
        report.counts().stream()
                .filter(count -> refunds || !TOLD.contains(count.reason().key()))
                .forEach(count -> text.append("\n")
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

    private static EventLog.Builder stored(Path folder) {
        return EventLog.builder().inTemporaryFiles(folder, 3);
    }

    private static Purchase purchase(long second) {
        return Purchase.of(Instant.ofEpochSecond(second), BigDecimal.TEN);
    }

    @Test
    void nobodyCanFindTheTemporaryFilesAndTheyAreGoneWhenTheLogIsClosed() {
        EventLog.Builder log = stored(folder);
        for (int i = 0; i < 1000; i++) {
            log.add("c" + i % 7, purchase(i));
        }
        assertUnixFolderIsEmpty();
        StoredLog made = log.store();
        assertUnixFolderIsEmpty();
        made.close();
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> made.walk().next()).isInstanceOf(UncheckedIOException.class);
    }

    /** Elsewhere a file has a name until it is closed. */
    private void assertUnixFolderIsEmpty() {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aBuilderThatIsGivenUpLeavesNothing() {
        EventLog.Builder log = stored(folder);
        log.add("c", purchase(1));
        log.discard();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatTakesNoFileIsNamed() {
        assertThatThrownBy(() -> stored(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("temporary files in '" + folder.resolve("none") + "' cannot be used");
    }

    @Test
    void anInterruptEndsTheWritingAndTheWalk() {
        EventLog.Builder log = stored(folder);
        log.add("c", purchase(1));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5; i++) {
                            log.add("c", purchase(2));
                        }
                    })
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
            log.discard();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBuilderInTemporaryFilesMakesNoLogInMemoryAndCapsNoAmounts() {
        EventLog.Builder log = stored(folder);
        assertThatThrownBy(log::build).isInstanceOf(IllegalStateException.class).hasMessageContaining("call store()");
        log.discard();
        assertThatThrownBy(() -> EventLog.builder().winsorizeAmountsAt(0.9).inTemporaryFiles(folder, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be capped");
        assertThatThrownBy(() -> EventLog.builder().inTemporaryFiles(folder, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mostEvents");
        assertThatThrownBy(() -> EventLog.builder().store()).isInstanceOf(IllegalStateException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void customersOfAnyLengthAreFoldedInOrderOnAnyNumberOfThreads() {
        EventLog.Builder log = EventLog.builder().inTemporaryFiles(folder, 5000);
        Random random = new Random(1);
        int[] lengths = {3, 40_000, 0, 16_384, 16_385, 1, 2000, 30_000, 5};
        for (int customer = 0; customer < lengths.length; customer++) {
            for (int i = 0; i < lengths[customer]; i++) {
                log.add("c" + customer, purchase(random.nextInt(1_000_000)));
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (StoredLog made = log.store()) {
            Instant before = Instant.ofEpochSecond(500_000);
            List<String> expected = new ArrayList<>();
            StoredLog.Walk walk = made.walk();
            while (walk.next()) {
                List<CustomerEvent> events = walk.events(before, 100_000);
                if (!events.isEmpty()) {
                    expected.add(walk.customer() + events.hashCode());
                }
            }
            assertThat(expected).hasSizeBetween(6, 8);
            for (Executor executor : List.<Executor>of(Runnable::run, threads)) {
                List<String> folded = new ArrayList<>();
                made.<String>fold(
                        before,
                        executor,
                        (customer, events) ->
                                customer + ImmutableList.copyOf(events).hashCode(),
                        folded::add);
                assertThat(folded).isEqualTo(expected);
            }
            assertThatThrownBy(() -> made.<String>fold(
                            before,
                            threads,
                            (customer, events) -> {
                                throw new IllegalStateException("of " + customer);
                            },
                            any -> {}))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLargeLogIsReviewedByASampleThatFindsWhatIsEverywhereAndNamesItself() {
        Random random = new Random(5);
        EventLog.Builder log = EventLog.builder().inTemporaryFiles(folder, 50_000);
        for (int customer = 0; customer < 16_000; customer++) {
            String id = (customer % 2 == 0 ? "c" : "C") + customer / 2;
            for (int i = 0; i < 26; i++) {
                Instant time = Instant.ofEpochSecond(1_600_000_000L + random.nextInt(40_000_000));
                log.add(id, Purchase.of(time, BigDecimal.valueOf(500 + random.nextInt(900), 2)));
            }
        }
        try (StoredLog made = log.store()) {
            DataQualityReport report = made.quality();
            assertThat(report.counts())
                    .extracting(count -> count.reason().key())
                    .containsExactlyInAnyOrder("ids_differ_in_case", "reviewed_in_part");
            long passedOver = report.count("reviewed_in_part");
            assertThat(passedOver).isBetween(3000L, 6000L);
            // Both spellings are in the sample with a probability of a half.
            assertThat(report.count("ids_differ_in_case")).isBetween(3000L, 6000L);
            assertThat(report.count(LogReasons.IDS_DIFFER_IN_CASE)).isPositive();
            assertThat(report.counts().get(0).reason().sentence())
                    .startsWith(String.format(
                            Locale.ROOT, "(counted among %,d of 16,000 customers) ", 16_000 - passedOver));
        }
    }
}
