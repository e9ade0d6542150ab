package dev.clv.benchmarks.memory;

import dev.clv.ClvModel;
import dev.clv.features.CustomerState;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
     * Takes the events in, predicts, and prints what that takes.
     *
     * @param arguments the number of events; 10 million unless given
     */
    public static void main(String[] arguments) {
        int events = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
        ClvModel model = model();
        CustomerState state = model.begin("c", ZoneOffset.UTC);
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
        double value =
                model.predict(state, BEGIN.plusSeconds(SECONDS_APART * events)).value();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime java = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%,d events, predicted value %.2f: %.1f s, %.1f MiB in use after them, of %d MiB allowed%n",
                events,
                value,
                seconds,
                (java.totalMemory() - java.freeMemory()) / 0x1p20,
                java.maxMemory() >> 20);
    }

    /** A small model: what is measured is the customer. */
    private static ClvModel model() {
        EventLog log = ShopSimulation.builder()
                .customers(300)
                .days(200)
                .seed(1)
                .build()
                .log();
        Duration horizon = Duration.ofDays(60);
        return ClvModel.builder()
                .horizon(horizon)
                .train(log, log.observedUntil().minus(horizon));
    }
}
