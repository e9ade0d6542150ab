package dev.clv.features.product;

import dev.clv.features.FittableExtractor;
import dev.clv.features.Privacy;

/**
 * Extractors of what customers like, by the products that they buy and look at. Immutable and thread-safe; states of
 * customers can be stored and merged. On a log without products they have no features.
 */
public final class ProductExtractors {

    private static final int DIMENSIONS = 8;

    private ProductExtractors() {}

    /**
     * Taste in 8 dimensions, of products and categories of at least {@link Privacy#MIN_CUSTOMERS} customers; see
     * {@link #taste(int, int)}. A model does not have it unless told to.
     */
    public static FittableExtractor taste() {
        return taste(DIMENSIONS, Privacy.MIN_CUSTOMERS);
    }

    /**
     * What a customer likes, by a {@link ProductEmbedding} learned from the training histories
     * ({@link ProductEmbeddingLearner}). A purchase counts four times as much as a view or a cart add. Of each of the
     * two kinds the latest 64 are kept, a product counting once a day; what is neither a known product nor in a known
     * category does not count.
     *
     * <ul>
     *   <li>{@code taste}, a feature of several columns: the mean vector of what was bought and looked at, in which
     *       weights halve every 90 days; NaN before the first;
     *   <li>{@code taste_breadth}: 1 less the length of the mean vector of what was bought, from 0, always alike, to 1;
     *       NaN before the first purchase;
     *   <li>{@code taste_drift}: 1 less the cosine of what was bought and looked at in the last 90 days, with the as-of
     *       day the last, and what was before; from 0, the same direction, to 2; NaN where one of the two is nothing;
     *   <li>{@code taste_novelty}: how far what was bought on the last day with a known purchase is from the nearest
     *       thing bought before, on average: 1 less the cosine, from 0 to 2; NaN below two such days.
     * </ul>
     *
     * <p>There are no such features where fewer than two products or categories of enough customers occur together.
     *
     * @param dimensions the number of columns of {@code taste}; positive
     * @param minCustomers how many different customers must buy or look at a product, or something of a category, for
     *     it to be learned; positive. Below {@link Privacy#MIN_CUSTOMERS}, names of products that only a few customers
     *     share come into model files
     */
    public static FittableExtractor taste(int dimensions, int minCustomers) {
        return new TastePlan(dimensions, minCustomers);
    }
}
