package dev.clv.benchmarks.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.EventReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rows a second of a CSV file with the standard header into an event log, beside the bare parser on the same file in
 * the same run: the ratio is what counts.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class ReadBenchmark {

    private static final int ROWS = 500_000;
    private static final int CUSTOMERS = 50_000;
    private static final int PRODUCTS = 5_000;
    private static final String[] CATEGORIES = {"books", "garden", "kitchen", "toys", "shoes"};

    private Path csv;
    private Path jsonLines;

    /** Writes the same random events as CSV and as JSON lines. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        csv = Files.createTempFile("events", ".csv");
        jsonLines = Files.createTempFile("events", ".jsonl");
        Random random = new Random(42);
        Instant start = Instant.parse("2022-01-01T00:00:00Z");
        try (BufferedWriter rows = Files.newBufferedWriter(csv, StandardCharsets.UTF_8);
                BufferedWriter lines = Files.newBufferedWriter(jsonLines, StandardCharsets.UTF_8)) {
            rows.write("customer_id,time,type,amount,currency,order_id,product_id,category,quantity\n");
            for (int i = 0; i < ROWS; i++) {
                String customer = "customer-" + random.nextInt(CUSTOMERS);
                Instant time = start.plus(random.nextInt(700 * 86_400), ChronoUnit.SECONDS);
                String type = random.nextInt(20) == 0 ? "refund" : "purchase";
                String amount = random.nextInt(300) + "." + (10 + random.nextInt(90));
                String order = "o" + (i / 3);
                String product = "sku-" + random.nextInt(PRODUCTS);
                String category = CATEGORIES[random.nextInt(CATEGORIES.length)];
                int quantity = 1 + random.nextInt(5);
                rows.write(String.join(
                        ",", customer, time.toString(), type, amount, "EUR", order, product, category, "" + quantity));
                rows.write('\n');
                lines.write("{\"customer_id\":\"" + customer + "\",\"time\":\"" + time + "\",\"type\":\"" + type
                        + "\",\"amount\":" + amount + ",\"currency\":\"EUR\",\"order_id\":\"" + order
                        + "\",\"product_id\":\"" + product + "\",\"category\":\"" + category + "\",\"quantity\":"
                        + quantity + "}\n");
            }
        }
    }

    /** Removes the files. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(csv);
        Files.delete(jsonLines);
    }

    /** The parser alone: every field is handed out, none is looked at. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long bareParser() throws IOException {
        FieldCounter counter = new FieldCounter();
        try (CsvReader<FieldCounter> parser = CsvReader.builder().build(counter, csv)) {
            parser.forEach(record -> {});
        }
        return counter.characters;
    }

    /** CSV into a log. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public EventLog csv() {
        return EventReader.csv().read(csv);
    }

    /** JSON lines into a log. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public EventLog jsonLines() {
        return EventReader.jsonLines().read(jsonLines);
    }

    private static final class FieldCounter extends AbstractBaseCsvCallbackHandler<FieldCounter> {

        private long characters;

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            characters += length;
        }

        @Override
        protected FieldCounter buildRecord() {
            return this;
        }
    }
}
