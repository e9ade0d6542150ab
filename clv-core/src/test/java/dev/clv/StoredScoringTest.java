package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.RowKey;
import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.StoredLog;
import dev.clv.features.read.CsvEventReader;
import dev.clv.features.read.EventReadException;
import dev.clv.features.read.EventReader;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop in temporary files has the features and predictions of the same shop in memory, to the bit. */
class StoredScoringTest {

    private static final int CUSTOMERS = 400;
    private static final Duration HORIZON = Duration.ofDays(60);
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    @TempDir
    private static Path folder;

    private static Path file;
    private static EventLog log;
    private static Instant at;

    @BeforeAll
    static void simulate() throws IOException {
        file = folder.resolve("shop.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            ShopSimulation.builder()
                    .customers(CUSTOMERS)
                    .days(300)
                    .seed(8)
                    .build()
                    .writeCsv(out);
        }
        log = reader().read(file);
        at = log.observedUntil().minus(Duration.ofDays(10));
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    private static CsvEventReader reader() {
        return EventReader.csv().zone(ZoneId.of("America/St_Johns"));
    }

    private static FeaturePlan plan() {
        return FeaturePlan.of(StandardExtractors.all())
                .with(TextExtractors.all().toArray(FittableExtractor[]::new))
                .with(BehaviourExtractors.all().toArray(FittableExtractor[]::new));
    }

    private static List<String> known() {
        return log.customers().stream()
                .filter(customer -> !log.history(customer).before(at).isEmpty())
                .toList();
    }

    private static List<String> rows(FeaturePipeline pipeline) {
        return known().stream()
                .map(customer -> customer + Arrays.toString(pipeline.row(log.history(customer), at)))
                .toList();
    }

    private static List<String> rows(FeaturePipeline pipeline, StoredLog stored, Executor executor) {
        List<String> rows = new ArrayList<>();
        pipeline.extract(stored, at, executor, (customer, row) -> rows.add(customer + Arrays.toString(row)));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5000, 1_000_000})
    void featuresAreLearnedAndExtractedToTheBit(int inMemory) {
        FeaturePipeline pipeline = plan().fit(
                        log,
                        known().stream()
                                .map(customer -> new RowKey(customer, at))
                                .toList());
        try (StoredLog stored = reader().store(file, folder, inMemory)) {
            FeaturePlan.StoredFit fit = plan().fit(stored, at, 1_000_000);

            assertThat(fit.customers()).isEqualTo(known().size());
            assertThat(fit.passedOver()).isZero();
            assertThat(fit.pipeline().fittedStates()).isEqualTo(pipeline.fittedStates());
            assertThat(rows(fit.pipeline(), stored, Runnable::run)).isEqualTo(rows(pipeline));
            assertThat(rows(fit.pipeline(), stored, THREADS)).isEqualTo(rows(pipeline));
        }
    }

    @Test
    void customersWithTooManyEventsTeachNothingAndAreCounted() {
        List<String> taught = known().stream()
                .filter(customer -> log.history(customer).before(at).events().size() <= 50)
                .toList();
        FeaturePipeline pipeline = plan().fit(
                        log,
                        taught.stream()
                                .map(customer -> new RowKey(customer, at))
                                .toList());
        try (StoredLog stored = reader().store(file, folder)) {
            FeaturePlan.StoredFit fit = plan().fit(stored, at, 50);

            assertThat(fit.passedOver())
                    .isEqualTo(known().size() - taught.size())
                    .isPositive();
            assertThat(fit.customers()).isEqualTo(taught.size());
            assertThat(rows(fit.pipeline(), stored, THREADS)).isEqualTo(rows(pipeline));
        }
    }

    @Test
    void predictionsAndWhatIsSaidOfThemAreTheSame() {
        ClvModel model = ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(6).members(2))
                .earlyStopping(4, 4)
                .train(log, at.minus(HORIZON));
        for (Instant time : List.of(at, log.observedUntil().plus(Duration.ofDays(40)))) {
            List<String> customers = log.customers().stream()
                    .filter(customer -> !log.history(customer).before(time).isEmpty())
                    .toList();
            List<String> ids = new ArrayList<>();
            List<ClvPrediction> predictions = new ArrayList<>();
            ScoringSummary said = model.score(log, customers, time, (customer, prediction) -> {
                ids.add(customer);
                predictions.add(prediction);
            });
            try (StoredLog stored = reader().store(file, folder, 700)) {
                for (Executor executor : List.<Executor>of(Runnable::run, THREADS)) {
                    List<String> storedIds = new ArrayList<>();
                    List<ClvPrediction> others = new ArrayList<>();
                    ScoringSummary same = model.score(stored, time, executor, (customer, prediction) -> {
                        storedIds.add(customer);
                        others.add(prediction);
                    });

                    assertThat(storedIds).isEqualTo(ids);
                    assertThat(others).isEqualTo(predictions);
                    assertThat(same).isEqualTo(said);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theReportIsTheSameOnAnyNumberOfThreads(int threads) {
        try (StoredLog stored = reader().threads(threads).store(file, folder, 700)) {
            assertThat(stored.quality()).hasToString(log.quality().toString());
            assertThat(stored.observedUntil()).isEqualTo(log.observedUntil());
            assertThat(stored.currency()).isEqualTo(log.currency());
        }
    }

    @Test
    void aFileThatCannotBeReadLeavesNoTemporaryFile() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "customer_id,time,amount\nc,2024-01-01T00:00:00Z,x\n");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> reader().store(bad, empty, 10)).isInstanceOf(EventReadException.class);
        assertThat(empty).isEmptyDirectory();
        assertThatThrownBy(() -> reader().store(file, empty.resolve("none")))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("temporary files in")
                .hasMessageContaining("java.io.tmpdir");
        assertThatThrownBy(() -> reader().winsorizeAmountsAt(0.9).store(file, empty))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("cannot be capped");
        assertThat(empty).isEmptyDirectory();
    }
}
