package dev.clv.features.select;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.clv.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Rows to learn from and rows of other customers to judge by.
 *
 * @param training ascending
 * @param heldOut ascending
 */
record Resample(int[] training, int[] heldOut, long seed) {

    /** Every customer is held out once; as many folds as asked for, or as there are customers. */
    static List<Resample> folds(FeatureMatrix rows, int count, long seed) {
        int[] places = places(rows, seed);
        int parts = Math.min(count, customers(places));
        SplittableRandom random = new SplittableRandom(seed);
        List<Resample> folds = new ArrayList<>();
        for (int fold = 0; fold < parts; fold++) {
            int held = fold;
            folds.add(of(places, place -> place % parts == held, random.nextLong()));
        }
        return folds;
    }

    /**
     * Random halves of the customers, which come in pairs: what one learns from, the other is judged by (Shah and
     * Samworth 2013).
     */
    static List<Resample> halves(FeatureMatrix rows, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Resample> halves = new ArrayList<>();
        while (halves.size() < count) {
            int[] places = places(rows, random.nextLong());
            for (int half = 0; half < 2 && halves.size() < count; half++) {
                int held = half;
                halves.add(of(places, place -> place % 2 == held, random.nextLong()));
            }
        }
        return halves;
    }

    private static Resample of(int[] places, IntPredicate heldOut, long seed) {
        return new Resample(
                IntStream.range(0, places.length)
                        .filter(row -> !heldOut.test(places[row]))
                        .toArray(),
                IntStream.range(0, places.length)
                        .filter(row -> heldOut.test(places[row]))
                        .toArray(),
                seed);
    }

    private static int customers(int[] places) {
        return IntStream.of(places).max().orElse(0) + 1;
    }

    /** Of each row, the place of its customer in the order of a seeded hash of the ids, whatever the order of rows. */
    private static int[] places(FeatureMatrix rows, long seed) {
        HashFunction hash = Hashing.murmur3_128((int) (seed ^ (seed >>> 32)));
        List<String> customers = IntStream.range(0, rows.rows())
                .mapToObj(rows::customer)
                .distinct()
                .sorted(Comparator.<String>comparingLong(
                                id -> hash.hashUnencodedChars(id).asLong())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Map<String, Integer> places = new HashMap<>();
        customers.forEach(customer -> places.put(customer, places.size()));
        return IntStream.range(0, rows.rows())
                .map(row -> places.getOrDefault(rows.customer(row), 0))
                .toArray();
    }
}
