package dev.clv.tune;

import dev.clv.internal.CustomerFolds;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Customers dealt into folds, and the splits that were made of them. Thread-safe. */
final class SplitCache {

    /** Shares of the training customers are multiples of one by this. */
    private static final int PARTS = 8;

    private final Map<String, Integer> foldOf;
    private final int folds;
    private final long seed;
    private final Map<Splits.Part, Split> made = new ConcurrentHashMap<>();

    SplitCache(Collection<String> customers, int folds, long seed) {
        this.foldOf = CustomerFolds.deal(customers, folds, seed);
        this.folds = folds;
        this.seed = seed;
        if (foldOf.size() < folds) {
            throw new IllegalArgumentException(
                    folds + " folds need at least as many customers, there are " + foldOf.size() + "; use fewer folds");
        }
    }

    /** Makes a split of training and test customers. */
    @FunctionalInterface
    interface Maker {
        Split make(Set<String> training, Set<String> test);
    }

    Split split(Splits.Part part, Maker maker) {
        return made.computeIfAbsent(part, key -> {
            Set<String> training = customers(number -> number != key.fold());
            Map<String, Integer> parts = CustomerFolds.deal(training, PARTS, seed + 1 + key.draw());
            training.removeIf(customer -> parts.getOrDefault(customer, 0) >= PARTS * key.share());
            return maker.make(training, customers(number -> number == key.fold()));
        });
    }

    private Set<String> customers(IntPredicate wanted) {
        return foldOf.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** How many customers the smallest training has. */
    int trainingCustomers() {
        return foldOf.size() - (foldOf.size() + folds - 1) / folds;
    }
}
