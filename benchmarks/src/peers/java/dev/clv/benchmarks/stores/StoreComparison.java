package dev.clv.benchmarks.stores;

import dev.clv.nn.math.SplitMix;
import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a live scorer asks of its store, without the scorer: events of 60 bytes are appended to customers by lot, each
 * safe from the end of the process before the next one; every 32nd of a customer a snapshot of 2,000 bytes takes the
 * place of the events; then customers are loaded by lot. {@code java -cp ... StoreComparison rocksdb|mvstore|mapdb
 * FOLDER CUSTOMERS EVENTS}.
 */
public final class StoreComparison {

    private static final int EVENT = 60;
    private static final int SNAPSHOT = 2_000;
    private static final int SETTLED = 32;
    private static final int LOADED = 100_000;

    private StoreComparison() {}

    /**
     * Prints the times and the size of the folder.
     *
     * @param args the store, an empty folder, the number of customers, and of events
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int customers = Integer.parseInt(args[2]);
        int events = Integer.parseInt(args[3]);
        int[] appended = new int[customers];
        SplitMix random = new SplitMix(1);
        try (StateStore store = open(args[0], folder)) {
            long start = System.nanoTime();
            for (int i = 0; i < events; i++) {
                int c = random.nextInt(customers);
                store.append("customer-" + c, appended[c]++, bytes(EVENT, random));
                if (appended[c] % SETTLED == 0) {
                    store.replace("customer-" + c, appended[c], bytes(SNAPSHOT, random), false);
                }
            }
            double each = (System.nanoTime() - start) / 1e3 / events;
            start = System.nanoTime();
            long found = 0;
            for (int i = 0; i < LOADED; i++) {
                found += store.load("customer-" + random.nextInt(customers)).appended();
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "%s: %.1f us an event, %.1f us a load (%d events), %d MiB on disk, %d MiB of heap%n",
                    args[0],
                    each,
                    (System.nanoTime() - start) / 1e3 / LOADED,
                    found,
                    size(folder) >> 20,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        }
        System.out.printf("%s: %d MiB on disk when closed%n", args[0], size(folder) >> 20);
    }

    private static StateStore open(String name, Path folder) throws IOException {
        return switch (name) {
            case "rocksdb" -> DurableStore.open(folder);
            case "mvstore" -> new MapStore(SortedBytes.mvStore(folder));
            case "mapdb" -> new MapStore(SortedBytes.mapDb(folder));
            default -> throw new IllegalArgumentException("no store '" + name + "'; rocksdb, mvstore or mapdb");
        };
    }

    private static byte[] bytes(int length, SplitMix random) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            // Half of it repeats itself, as states do.
            bytes[i] = (byte) (i % 2 == 0 ? i : random.nextInt(256));
        }
        return bytes;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> {
                        try {
                            return Files.size(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sum();
        }
    }
}
