package dev.clv.internal;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which customers are held out together. */
public final class CustomerFolds {

    private CustomerFolds() {}

    private record Hashed(String id, long hash) {}

    /**
     * The fold of each customer, from 0, dealt in the order of a seeded hash of the ids: folds differ by one customer
     * at most, whatever the order of the ids.
     *
     * @param ids may repeat
     * @param count at least 1
     */
    public static Map<String, Integer> deal(Collection<String> ids, int count, long seed) {
        HashFunction hash = Hashing.murmur3_128((int) (seed ^ (seed >>> 32)));
        List<String> customers = ids.stream()
                .distinct()
                .map(id -> new Hashed(id, hash.hashUnencodedChars(id).asLong()))
                .sorted(Comparator.comparingLong(Hashed::hash).thenComparing(Hashed::id))
                .map(Hashed::id)
                .toList();
        Map<String, Integer> fold = new HashMap<>();
        for (int i = 0; i < customers.size(); i++) {
            fold.put(customers.get(i), i % count);
        }
        return fold;
    }
}
