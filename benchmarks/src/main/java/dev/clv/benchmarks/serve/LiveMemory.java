package dev.clv.benchmarks.serve;

import dev.clv.ClvModel;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.nn.math.SplitMix;
import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.LiveEvent;
import dev.clv.serve.live.LiveScorer;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Sends events of many customers, in an order without any locality, to a scorer with a durable store, and then asks for
 * some predictions: {@code java -Xmx1g -cp benchmarks.jar dev.clv.benchmarks.serve.LiveMemory FOLDER 1000000 20}.
 */
public final class LiveMemory {

    private static final int ASKED = 100_000;

    private LiveMemory() {}

    /**
     * Prints the time and the memory that it took.
     *
     * @param args a folder, the number of customers, and of events a customer
     */
    public static void main(String[] args) throws IOException {
        int customers = Integer.parseInt(args[1]);
        int events = Integer.parseInt(args[2]);
        ShopSimulation shop =
                ShopSimulation.builder().customers(2_000).days(730).seed(1).build();
        ClvModel model = ClvModel.builder()
                .horizon(Duration.ofDays(180))
                .train(shop.log(), shop.end().minus(180, ChronoUnit.DAYS));
        SplitMix random = new SplitMix(1);
        try (LiveScorer scorer = LiveScorer.builder(model)
                .store(DurableStore.open(Path.of(args[0])))
                .open()) {
            long start = System.nanoTime();
            Instant time = shop.end();
            for (int i = 0; i < events; i++) {
                time = time.plus(10, ChronoUnit.DAYS);
                for (int c = 0; c < customers; c++) {
                    String customer = "customer-" + Math.floorMod(c * 7_919L, customers);
                    scorer.add(
                            new LiveEvent(
                                    customer,
                                    customer + "/" + i,
                                    i % 4 == 0
                                            ? Purchase.of(time, BigDecimal.valueOf(random.nextInt(10_000), 2))
                                            : new View(time, "p" + random.nextInt(1_000), null)),
                            time);
                }
                report(
                        "after " + (i + 1) + " events of " + customers + " customers",
                        start,
                        (long) (i + 1) * customers);
            }
            long asked = System.nanoTime();
            double sum = 0;
            for (int i = 0; i < ASKED; i++) {
                sum += scorer.score("customer-" + random.nextInt(customers), time.plusSeconds(1))
                        .prediction()
                        .value();
            }
            report("scored, mean value " + sum / ASKED, asked, ASKED);
            System.out.println(scorer.counts());
        }
    }

    private static void report(String what, long start, long operations) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf(
                "%s: %.1f us each, %d MiB of heap in use%n",
                what, (System.nanoTime() - start) / 1e3 / operations, used);
    }
}
