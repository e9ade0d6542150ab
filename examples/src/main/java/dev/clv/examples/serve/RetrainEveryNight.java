package dev.clv.examples.serve;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.features.event.EventLog;
import dev.clv.serve.retrain.ModelRegistry;
import dev.clv.serve.retrain.Promotion;
import dev.clv.serve.retrain.RegistryInUseException;
import dev.clv.serve.retrain.Retraining;
import dev.clv.serve.retrain.RetrainingOutcome;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A service that retrains on a schedule of its own while it serves. The library starts no thread and looks at no clock:
 * the service has both. Here a night lasts 50 milliseconds, and the clock is one month ahead each time.
 */
public final class RetrainEveryNight {

    private static final Duration HORIZON = Duration.ofDays(60);
    private static final int NIGHTS = 3;

    private RetrainEveryNight() {}

    /** Prints what came of each night; takes the number of customers, 1,000 unless given. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int customers = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        print(
                customers,
                Files.createTempDirectory("registry"),
                new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void print(int customers, Path folder, PrintStream out) throws IOException, InterruptedException {
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(540).seed(1).build();
        EventLog log = shop.log(); // a service reads what its shop has written since
        Instant first = shop.end().minus(Duration.ofDays(30L * NIGHTS));
        ModelRegistry registry = ModelRegistry.open(folder);

        ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch nights = new CountDownLatch(NIGHTS);
        try {
            schedule.scheduleWithFixedDelay(
                    () -> {
                        long night = NIGHTS - nights.getCount();
                        Clock clock = Clock.fixed(first.plus(Duration.ofDays(30 * night)), ZoneOffset.UTC);
                        retrain(registry, log, clock.instant(), out);
                        nights.countDown();
                    },
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            nights.await();
        } finally {
            schedule.shutdownNow();
        }

        // Whoever serves asks for the champion, without a lock, as often as it likes.
        ClvModel serving = registry.model(registry.champion().orElseThrow());
        out.printf(
                "serving %s, trained up to %s%n",
                serving.fingerprint(), serving.summary().cutoffs().get(0));
    }

    /** Catches what must not end the schedule, and tells it. */
    private static void retrain(ModelRegistry registry, EventLog log, Instant now, PrintStream out) {
        Supplier<ClvModelBuilder> training =
                () -> ClvModel.builder().horizon(HORIZON).seed(7);
        try {
            RetrainingOutcome outcome = Retraining.of(registry, training)
                    .promotion(Promotion.UNLESS_WORSE)
                    .run(log, now);
            out.printf("%s: %s", now, outcome);
        } catch (RegistryInUseException e) {
            out.printf("%s: somebody else retrains, so this night is left out%n", now);
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            out.printf("%s: %s%n", now, e.getMessage());
        }
    }
}
