package dev.clv.serve.live;

import dev.clv.features.event.Purchase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever threads do at once to a scorer, its store and its models looks as if it had been done in some order, one
 * after the other: Lincheck runs random programs of three threads and looks for that order.
 */
class LinearizabilityTest {

    @TempDir
    static Path folder;

    /** Programs, and how often each is run. */
    private static StressOptions programs(int programs, int runs) {
        return new StressOptions()
                .iterations(programs)
                .invocationsPerIteration(runs)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1);
    }

    @Test
    void eventsScoresAndForgettingInMemoryHaveAnOrder() {
        programs(30, 300).sequentialSpecification(Customers.class).check(InMemory.class);
    }

    @Test
    void eventsScoresAndForgettingOnDiskHaveAnOrder() {
        try (DurableStore store = DurableStore.open(folder)) {
            OnDisk.store = store;
            programs(8, 40).sequentialSpecification(Customers.class).check(OnDisk.class);
        } finally {
            OnDisk.store = null;
        }
    }

    @Test
    void swapsAndRollBacksHaveAnOrder() {
        programs(30, 300).sequentialSpecification(Versions.class).check(Holder.class);
    }

    /** A scorer that keeps one customer of its two in memory, as both are of one shard. */
    @Param(name = "customer", gen = IntGen.class, conf = "0:1")
    @Param(name = "event", gen = IntGen.class, conf = "0:2")
    public abstract static class Scorer {

        private static final AtomicLong SCORERS = new AtomicLong();

        private final LiveScorer scorer;
        private final String prefix = SCORERS.incrementAndGet() + "/";

        Scorer(StateStore store) {
            scorer = LiveScorer.builder(new ModelVersion("a", Shop.MODEL))
                    .store(store)
                    .lateness(Duration.ofDays(1000))
                    .resident(1)
                    .open();
        }

        private String id(int customer) {
            // The hashes differ by 128, so that both are of one of the 64 shards.
            return prefix + (customer == 0 ? "a" : "\u00e1");
        }

        @Operation
        public String add(@Param(name = "customer") int customer, @Param(name = "event") int event) {
            Purchase purchase =
                    Purchase.of(Shop.NOW.minus(Duration.ofHours(10 - event)), java.math.BigDecimal.valueOf(10 + event));
            return scorer.add(new LiveEvent(id(customer), "e" + event, purchase), Shop.NOW)
                    .name();
        }

        @Operation
        public long events(@Param(name = "customer") int customer) {
            return scorer.score(id(customer), Shop.NOW).state();
        }

        @Operation
        public boolean forget(@Param(name = "customer") int customer) {
            return scorer.forget(id(customer));
        }
    }

    public static final class InMemory extends Scorer {

        public InMemory() {
            super(StateStore.inMemory());
        }
    }

    public static final class OnDisk extends Scorer {

        private static @Nullable DurableStore store;

        public OnDisk() {
            super(java.util.Objects.requireNonNull(store));
        }
    }

    /** What a scorer says of events, as one thread would see it. */
    public static final class Customers {

        private final Map<Integer, Set<Integer>> events = new HashMap<>();

        public String add(int customer, int event) {
            boolean isNew =
                    events.computeIfAbsent(customer, each -> new HashSet<>()).add(event);
            return (isNew ? Receipt.ACCEPTED : Receipt.REPEATED).name();
        }

        public long events(int customer) {
            return events.getOrDefault(customer, Set.of()).size();
        }

        public boolean forget(int customer) {
            return events.remove(customer) != null;
        }
    }

    @Param(name = "version", gen = IntGen.class, conf = "0:2")
    public static final class Holder {

        private final LiveScorer scorer =
                LiveScorer.builder(new ModelVersion("0", Shop.MODEL)).open();

        @Operation
        public String swap(@Param(name = "version") int version) {
            try {
                scorer.swap(new ModelVersion(String.valueOf(version), version == 1 ? Shop.SECOND : Shop.MODEL));
                return "swapped";
            } catch (IllegalArgumentException e) {
                return "refused";
            }
        }

        @Operation
        public String rollBack() {
            try {
                return scorer.rollBack().name();
            } catch (IllegalStateException e) {
                return "refused";
            }
        }

        @Operation
        public String answeredBy() {
            return scorer.score("somebody", Shop.NOW).model();
        }
    }

    /** The versions of a model, as one thread would see them. */
    public static final class Versions {

        private String current = "0";
        private @Nullable String previous;

        public String swap(int version) {
            String next = String.valueOf(version);
            if (next.equals(current)) {
                return "refused";
            }
            previous = current;
            current = next;
            return "swapped";
        }

        public String rollBack() {
            String before = previous;
            if (before == null) {
                return "refused";
            }
            current = before;
            previous = null;
            return before;
        }

        public String answeredBy() {
            return current;
        }
    }
}
