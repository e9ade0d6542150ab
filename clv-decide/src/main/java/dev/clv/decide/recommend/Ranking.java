package dev.clv.decide.recommend;

/**
 * How candidates become a list. Immutable and thread-safe; every method returns another one.
 *
 * @param byValue whether expected value orders the list, otherwise the probability
 * @param diversity in [0, 1]: how much of its score a product loses by being like those above it
 * @param perCategory the most products of one category in a list; {@link Integer#MAX_VALUE} for no limit
 * @param perProduct the most customers whom a product is shown to; {@link Integer#MAX_VALUE} for no limit
 */
public record Ranking(boolean byValue, double diversity, int perCategory, int perProduct) {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the diversity is not in [0, 1], or a limit is not positive
     */
    public Ranking {
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("diversity must lie in [0, 1], was " + diversity);
        }
        if (perCategory < 1 || perProduct < 1) {
            throw new IllegalArgumentException("a list must be allowed at least one product of a category, and a"
                    + " product one customer, were " + perCategory + " and " + perProduct);
        }
    }

    /** By the probability that the customer buys the product, given that the customer buys anything wanted. */
    public static Ranking byProbability() {
        return new Ranking(false, 0, NO_LIMIT, NO_LIMIT);
    }

    /**
     * By that probability times what the customer would pay for the product times its margin: the amount is the
     * product's mean on a day it is bought, scaled by how much the customer spends on products relative to others.
     * Products at a loss are not shown.
     */
    public static Ranking byExpectedValue() {
        return new Ranking(true, 0, NO_LIMIT, NO_LIMIT);
    }

    /**
     * With products that differ: by maximal marginal relevance (Carbonell and Goldstein 1998) a product's score is
     * multiplied by 1 less the diversity times its highest similarity to a product above it, which is the cosine of
     * their buyers, at least a half within a category.
     *
     * @param share 0 for none, at most 1
     */
    public Ranking diverse(double share) {
        return new Ranking(byValue, share, perCategory, perProduct);
    }

    /** With at most so many products of one category in a list. Products without a category are not limited. */
    public Ranking atMostPerCategory(int most) {
        return new Ranking(byValue, diversity, most, perProduct);
    }

    /**
     * With every product shown to at most so many of the customers of one call, as where stock is short: it goes to
     * those with the highest scores.
     */
    public Ranking atMostPerProduct(int most) {
        return new Ranking(byValue, diversity, perCategory, most);
    }
}
