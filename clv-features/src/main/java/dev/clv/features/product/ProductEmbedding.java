package dev.clv.features.product;

import dev.clv.features.FittedState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each product and for each category, such that those which customers buy or look at together point the
 * same way; made by {@link ProductEmbeddingLearner}. Immutable and thread-safe.
 *
 * <p>All vectors have length 1. A product of too few customers, which has none of its own, has that of the narrowest
 * category around it that has one.
 *
 * <p>Sources: T. Mikolov, I. Sutskever, K. Chen, G. Corrado, J. Dean, Distributed Representations of Words and Phrases
 * and their Compositionality, NIPS 2013; O. Barkan, N. Koenigstein, Item2Vec, MLSP 2016; M. Grbovic et al., E-commerce
 * in Your Inbox, KDD 2015.
 */
public final class ProductEmbedding {

    /** No token. */
    static final int NONE = -1;

    private static final String DIMENSIONS = "dimensions";
    private static final String PRODUCTS = "products";
    private static final String CATEGORIES = "categories";
    private static final String VECTORS = "vectors";

    private final int dimensions;
    private final List<String> products;
    private final List<String> categories;

    /** Of products, then of categories. */
    private final float[] vectors;

    private final Map<String, Integer> ofProduct;
    private final Map<String, Integer> ofCategory;

    /** @param vectors of length 1, those of products before those of categories */
    ProductEmbedding(int dimensions, List<String> products, List<String> categories, float[] vectors) {
        this.dimensions = dimensions;
        this.products = List.copyOf(products);
        this.categories = List.copyOf(categories);
        this.vectors = vectors;
        this.ofProduct = tokens(products, 0);
        this.ofCategory = tokens(categories, products.size());
    }

    private static Map<String, Integer> tokens(List<String> names, int first) {
        Map<String, Integer> tokens = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            tokens.put(names.get(i), first + i);
        }
        return tokens;
    }

    /** The length of the vectors. */
    public int dimensions() {
        return dimensions;
    }

    /** The products that have a vector of their own, sorted; unmodifiable. */
    public List<String> products() {
        return products;
    }

    /** The categories that have a vector, those that others are in among them, sorted; unmodifiable. */
    public List<String> categories() {
        return categories;
    }

    /** The product's own vector, of length 1; empty for one that is not known or of too few customers. */
    public Optional<float[]> vector(String product) {
        return vector(product, null);
    }

    /**
     * The product's own vector or, if it has none, that of the narrowest category around it.
     *
     * @param product null if it is not known
     * @param category such as {@code cups}, {@code home.kitchen.cups} or {@code Home > Kitchen > Cups}; null if it is
     *     not known
     * @return of length 1; empty if neither the product nor a category has a vector
     */
    public Optional<float[]> vector(@Nullable String product, @Nullable String category) {
        int token = token(new Item(product, category));
        if (token == NONE) {
            return Optional.empty();
        }
        float[] vector = new float[dimensions];
        System.arraycopy(vectors, token * dimensions, vector, 0, dimensions);
        return Optional.of(vector);
    }

    /** The number of the vector of an item, or {@link #NONE}. */
    int token(Item item) {
        Integer own = item.product() == null ? null : ofProduct.get(item.product());
        if (own != null) {
            return own;
        }
        if (item.category() != null) {
            for (String path : CategoryPath.of(item.category())) {
                Integer around = ofCategory.get(path);
                if (around != null) {
                    return around;
                }
            }
        }
        return NONE;
    }

    /** How many vectors there are. */
    int tokens() {
        return products.size() + categories.size();
    }

    /** One number of a vector. */
    double at(int token, int dimension) {
        return vectors[token * dimensions + dimension];
    }

    /** The cosine of two vectors, in [-1, 1] but for rounding. */
    double similarity(int token, int other) {
        double sum = 0;
        for (int i = 0; i < dimensions; i++) {
            sum += at(token, i) * at(other, i);
        }
        return sum;
    }

    /**
     * A product near another one.
     *
     * @param similarity the cosine of the two vectors, in [-1, 1]
     */
    public record Neighbour(String product, double similarity) {}

    /**
     * The products whose vectors are nearest to that of a product, the nearest first; of equally near ones the
     * alphabetically first. The product itself is not among them.
     *
     * @param most how many at most, zero or more
     * @return empty for a product without a vector of its own
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public List<Neighbour> nearest(String product, int most) {
        requireMost(most);
        Integer own = ofProduct.get(product);
        return own == null
                ? List.of()
                : nearest(other -> similarity(own, other), Math.max(most, most + 1)).stream()
                        .filter(neighbour -> !neighbour.product().equals(product))
                        .limit(most)
                        .toList();
    }

    /**
     * The products whose vectors are nearest to a direction, such as a customer's taste or the mean of a basket.
     *
     * @param direction of any length; not modified
     * @param most how many at most, zero or more
     * @throws IllegalArgumentException if it has another number of dimensions, or a number that is not finite, or
     *     {@code most} is negative
     */
    public List<Neighbour> nearest(float[] direction, int most) {
        if (direction.length != dimensions) {
            throw new IllegalArgumentException(
                    "the direction has " + direction.length + " numbers, the embedding has " + dimensions);
        }
        requireMost(most);
        double squares = 0;
        for (float part : direction) {
            if (!Float.isFinite(part)) {
                throw new IllegalArgumentException("the direction has a number that is not finite, " + part
                        + ", as the taste of a customer has of whom nothing is known; ask for others only");
            }
            squares += (double) part * part;
        }
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        return nearest(
                other -> {
                    double sum = 0;
                    for (int i = 0; i < dimensions; i++) {
                        sum += direction[i] * at(other, i);
                    }
                    return sum / length;
                },
                most);
    }

    private static void requireMost(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must be 0 or more, was " + most);
        }
    }

    private interface Similarity {
        double to(int product);
    }

    private List<Neighbour> nearest(Similarity similarity, int most) {
        List<Neighbour> all = new ArrayList<>(products.size());
        for (int other = 0; other < products.size(); other++) {
            all.add(new Neighbour(products.get(other), Math.max(-1, Math.min(1, similarity.to(other)))));
        }
        all.sort(Comparator.comparingDouble((Neighbour neighbour) -> -neighbour.similarity()));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /** Everything that it consists of. */
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withNumbers(DIMENSIONS, dimensions)
                .withTexts(PRODUCTS, products)
                .withTexts(CATEGORIES, categories)
                .withNumbers(
                        VECTORS,
                        IntStream.range(0, vectors.length)
                                .mapToDouble(i -> vectors[i])
                                .toArray());
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @throws IllegalArgumentException if something is missing or not finite, or lists do not fit together
     */
    public static ProductEmbedding of(FittedState state) {
        int dimensions = state.integer(DIMENSIONS);
        List<String> products = state.texts(PRODUCTS);
        List<String> categories = state.texts(CATEGORIES);
        double[] stored = state.numbers(VECTORS);
        long expected = (long) dimensions * ((long) products.size() + categories.size());
        if (dimensions < 1 || stored.length != expected || !isFinite(stored)) {
            throw new IllegalArgumentException("the lists of a product embedding do not fit together: " + state);
        }
        float[] vectors = new float[stored.length];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) stored[i];
        }
        return new ProductEmbedding(dimensions, products, categories, vectors);
    }

    private static boolean isFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes it as one file of its own.
     *
     * @param out is not closed
     */
    public void write(OutputStream out) throws IOException {
        fittedState().write(out);
    }

    /**
     * The inverse of {@link #write}. The bytes may come from anywhere: they are checked before they are used.
     *
     * @param in is read to its end and not closed
     * @throws IOException if the bytes are none that {@code write} wrote, or are damaged or cut off
     */
    public static ProductEmbedding read(InputStream in) throws IOException {
        try {
            return of(FittedState.read(in));
        } catch (IllegalArgumentException e) {
            throw new IOException("this is not a product embedding: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "ProductEmbedding[" + products.size() + " products and " + categories.size() + " categories in "
                + dimensions + " dimensions]";
    }
}
