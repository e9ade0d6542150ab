package dev.clv.features.product;

import dev.clv.features.Privacy;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.WordCounts;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns vectors of products and categories from what occurs together: products of one order, or of one day where
 * orders have no number, and products that were looked at or put into a cart in one session, or with less than half an
 * hour between them where sessions have none. Every category that a category is in, by its path, occurs with it.
 *
 * <p>The learning is skip-gram with negative sampling, in at most six million steps on the calling thread, some
 * seconds. It learns from up to 100,000 occasions, a sample that depends on nothing but what was taken in, with up to
 * 32 items each; what is learned depends on neither the order of histories and merges nor any thread, to the bit. An
 * occasion in several histories of one customer, cut at different times, counts once. The up to 30,000 most frequent
 * products and 10,000 most frequent categories of enough customers get vectors; ids of customers and what has the form
 * of a person's address or number get none. Memory is bounded by these numbers and the different products and
 * categories. Not thread-safe.
 */
public final class ProductEmbeddingLearner {

    private static final int MOST_OCCASIONS = 100_000;
    private static final int MOST_ITEMS = 32;
    private static final int MOST_PRODUCTS = 30_000;
    private static final int MOST_CATEGORIES = 10_000;

    private final int dimensions;
    private final OccasionSample occasions = new OccasionSample(MOST_OCCASIONS, MOST_ITEMS);
    private final Map<Long, Item> items = new TreeMap<>();
    private final WordCounts products;
    private final WordCounts categories;
    private final KnownIds ids = new KnownIds();

    private ProductEmbeddingLearner(int dimensions, int minCustomers) {
        if (dimensions < 1 || minCustomers < 1) {
            throw new IllegalArgumentException(
                    "dimensions and minCustomers must be at least 1, were " + dimensions + " and " + minCustomers);
        }
        this.dimensions = dimensions;
        this.products = new WordCounts(minCustomers);
        this.categories = new WordCounts(minCustomers);
    }

    /** A learner of products and categories of at least {@link Privacy#MIN_CUSTOMERS} customers. */
    public static ProductEmbeddingLearner of(int dimensions) {
        return of(dimensions, Privacy.MIN_CUSTOMERS);
    }

    /**
     * A learner that keeps rarer ones too.
     *
     * @param dimensions the length of the vectors; positive
     * @param minCustomers how many different customers must buy or look at a product, or something of a category, for
     *     it to get a vector; positive
     */
    public static ProductEmbeddingLearner of(int dimensions, int minCustomers) {
        return new ProductEmbeddingLearner(dimensions, minCustomers);
    }

    /** Takes in what a customer bought and looked at. */
    public void add(CustomerHistory history) {
        ids.add(history.customer());
        long customer = CustomerSet.hash(history.customer());
        Occasions.forEach(history, (occasion, item) -> {
            long hash = item.hash();
            items.putIfAbsent(hash, item);
            occasions.add(occasion, hash);
            if (item.product() != null) {
                products.add(item.product(), customer);
            }
            if (item.category() != null) {
                CategoryPath.of(item.category()).forEach(path -> categories.add(path, customer));
            }
        });
    }

    /** Takes in the id of a customer, so that no product is called by it. */
    public void know(String customer) {
        ids.add(customer);
    }

    /** Appends what was taken in, names of rare products included. */
    public void snapshot(StateWriter out) {
        ids.snapshot(out);
        products.snapshot(out);
        categories.snapshot(out);
        out.whole(items.size());
        for (Item item : items.values()) {
            name(item.product(), out);
            name(item.category(), out);
        }
        occasions.snapshot(out);
    }

    /** Takes in what another learner had taken in. */
    public void merge(StateReader other) {
        ids.merge(other);
        products.merge(other);
        categories.merge(other);
        for (int i = other.count(2); i > 0; i--) {
            Item item = new Item(name(other), name(other));
            items.putIfAbsent(item.hash(), item);
        }
        occasions.merge(other);
    }

    private static void name(@Nullable String name, StateWriter out) {
        out.flag(name != null);
        if (name != null) {
            out.text(name);
        }
    }

    private static @Nullable String name(StateReader in) {
        return in.flag() ? in.text() : null;
    }

    /** The embedding that what was taken in makes; it knows nothing if nothing of enough customers occurs together. */
    public ProductEmbedding learned() {
        List<String> ofProducts = products.frequent(MOST_PRODUCTS, products.personal(ids));
        List<String> ofCategories = categories.frequent(MOST_CATEGORIES, categories.personal(ids));
        Map<Long, int[]> tokens = tokens(ofProducts, ofCategories);
        List<int[][]> together = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (long[] hashes : occasions.all()) {
            int[][] known = new int[hashes.length][];
            int size = 0;
            for (long hash : hashes) {
                int[] ofItem = tokens.getOrDefault(hash, new int[0]);
                if (ofItem.length > 0) {
                    known[size++] = ofItem;
                }
            }
            if (size > 1) {
                together.add(Arrays.copyOf(known, size));
                for (int i = 0; i < size; i++) {
                    for (int token : known[i]) {
                        used.add(token);
                    }
                }
            }
        }
        if (together.isEmpty()) {
            return new ProductEmbedding(dimensions, List.of(), List.of(), new float[0]);
        }
        // By what is in them, so that nothing depends on the ids of customers, by whose hashes they came.
        together.sort((one, other) -> Arrays.compare(one, other, Arrays::compare));
        float[] vectors = new SkipGram(
                        together.toArray(int[][][]::new), ofProducts.size() + ofCategories.size(), dimensions)
                .learn();
        return embedding(ofProducts, ofCategories, vectors, used);
    }

    /**
     * Of each item by its hash: its product if that gets a vector, then its categories that do, the narrowest first.
     */
    private Map<Long, int[]> tokens(List<String> ofProducts, List<String> ofCategories) {
        ProductEmbedding numbers = new ProductEmbedding(1, ofProducts, ofCategories, new float[0]);
        Map<Long, int[]> tokens = new HashMap<>();
        items.forEach((hash, item) -> {
            List<Integer> some = new ArrayList<>();
            if (item.product() != null) {
                some.add(numbers.token(new Item(item.product(), null)));
            }
            if (item.category() != null) {
                CategoryPath.of(item.category()).forEach(path -> some.add(numbers.token(new Item(null, path))));
            }
            tokens.put(
                    hash,
                    some.stream()
                            .filter(token -> token != ProductEmbedding.NONE)
                            .distinct()
                            .mapToInt(Integer::intValue)
                            .toArray());
        });
        return tokens;
    }

    /** Without those that never occurred with another one, whose vectors are still random. */
    private ProductEmbedding embedding(
            List<String> ofProducts, List<String> ofCategories, float[] vectors, Set<Integer> used) {
        List<String> learnedProducts = new ArrayList<>();
        List<String> learnedCategories = new ArrayList<>();
        float[] learned = new float[used.size() * dimensions];
        int next = 0;
        for (int token = 0; token < vectors.length / dimensions; token++) {
            if (used.contains(token)) {
                if (token < ofProducts.size()) {
                    learnedProducts.add(ofProducts.get(token));
                } else {
                    learnedCategories.add(ofCategories.get(token - ofProducts.size()));
                }
                System.arraycopy(vectors, token * dimensions, learned, next * dimensions, dimensions);
                next++;
            }
        }
        UnitVectors.make(learned, dimensions);
        return new ProductEmbedding(dimensions, learnedProducts, learnedCategories, learned);
    }
}
