package dev.clv.benchmarks.memory;

import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.EventRow;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Heap that a log of purchase lines keeps per event, and how fast it is built.
 *
 * <p>Lines come in order of arrival, as in a shop's export: four lines an order on average, a customer for every ten
 * orders, 4,000 products in 40 categories. Used heap is read after full collections, before the log is begun and when
 * only the log is left. The making of the lines is part of the time. Run in a JVM of its own, after {@code mvn -pl
 * benchmarks -am compile}:
 *
 * <pre>{@code
 * java -Xmx2g -XX:+UseSerialGC -cp benchmarks/target/classes:clv-features/target/classes \
 *     dev.clv.benchmarks.memory.EventLogMemory 10000000
 * }</pre>
 */
public final class EventLogMemory {

    private static final int LINES_PER_ORDER = 4;
    private static final int ORDERS_PER_CUSTOMER = 10;

    private EventLogMemory() {}

    /**
     * Builds a log and prints what it takes.
     *
     * @param arguments the number of events; 10 million unless given
     */
    public static void main(String[] arguments) {
        int events = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
        build(Math.min(events, 200_000));
        long before = usedAfterCollection();
        resetPeaks();
        long start = cpuNanos();
        EventLog log = build(events);
        double seconds = (cpuNanos() - start) / 1e9;
        long peak = peak() - before;
        long retained = usedAfterCollection() - before;
        System.out.printf(
                Locale.ROOT,
                "%,d events, %,d customers: %.1f bytes/event retained, %.1f bytes/event at most while building"
                        + " (garbage included), %,.0f events a second of CPU time%n",
                log.size(),
                log.customers().size(),
                (double) retained / events,
                (double) peak / events,
                events / seconds);
    }

    private static EventLog build(int events) {
        SplittableRandom random = new SplittableRandom(42);
        EventLog.Builder builder = EventLog.builder().currency("GBP");
        EventRow row = new EventRow();
        int orders = Math.max(1, events / LINES_PER_ORDER);
        int customers = Math.max(1, orders / ORDERS_PER_CUSTOMER);
        StringBuilder customer = new StringBuilder();
        StringBuilder order = new StringBuilder();
        StringBuilder product = new StringBuilder();
        StringBuilder category = new StringBuilder();
        long time = 1_262_304_000_000_000L;
        int number = 0;
        for (int i = 0; i < events; i++) {
            if (i % LINES_PER_ORDER == 0) {
                number++;
                time += 1 + random.nextInt(50_000_000);
                replace(customer, "c", random.nextInt(customers));
                replace(order, "", 10_000_000 + number);
            }
            int item = random.nextInt(4_000);
            replace(product, "SKU-", 10_000 + item);
            replace(category, "category ", item % 40);
            builder.append(row.clear()
                    .customer(customer)
                    .time(time)
                    .kind(EventKind.PURCHASE)
                    .amount(1 + random.nextInt(10_000), 2)
                    .quantity(1 + random.nextInt(12))
                    .order(order)
                    .product(product)
                    .category(category));
        }
        return builder.build();
    }

    private static void replace(StringBuilder text, String prefix, int number) {
        text.setLength(0);
        text.append(prefix).append(number);
    }

    /** Of this thread, so that neither the collector nor other processes count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The sum of the heap pools' peaks, which is at least the heap's own peak. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
