package dev.clv.benchmarks.memory;

import dev.clv.features.CustomerState;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.standard.StandardExtractors;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * One customer with very many events, taken in one by one as a stream hands them over: views, and every tenth a
 * purchase, ten seconds apart. Run in a JVM of its own, after {@code mvn -pl benchmarks -am compile}:
 *
 * <pre>{@code
 * java -Xmx128m -cp benchmarks/target/classes:clv-features/target/classes:... \
 *     dev.clv.benchmarks.memory.CustomerStateMemory 10000000
 * }</pre>
 */
public final class CustomerStateMemory {

    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    private static final long SECONDS_APART = 10;

    private CustomerStateMemory() {}

    /**
     * Takes the events in, and prints what the features and the state take.
     *
     * @param arguments the number of events; 10 million unless given
     */
    public static void main(String[] arguments) {
        int events = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
        FeaturePipeline pipeline = FeaturePlan.of(StandardExtractors.all()).fit(List.of());
        CustomerState state = pipeline.begin("c", ZoneOffset.UTC);
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            Instant time = BEGIN.plusSeconds(SECONDS_APART * i);
            String product = "P" + i % 1000;
            String category = "category " + i % 40;
            state.add(
                    i % 10 == 0
                            ? new Purchase(time, BigDecimal.valueOf(1 + i % 9973, 2), 1, "O" + i, product, category)
                            : new View(time, product, category));
        }
        double[] row = state.row(BEGIN.plusSeconds(SECONDS_APART * events));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime java = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%,d events, %d features, first %s: %.1f s, %.1f MiB in use after them, of %d MiB allowed%n",
                events,
                row.length,
                row[0],
                seconds,
                (java.totalMemory() - java.freeMemory()) / 0x1p20,
                java.maxMemory() >> 20);
    }
}
