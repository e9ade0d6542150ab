package dev.clv.decide.recommend;

/**
 * A product at its place in a customer's list.
 *
 * @param rank from 1 on
 * @param productId the product
 * @param score what the list is ordered by, the higher the better: the probability, the expected value in currency, or
 *     what {@link Ranking} makes of them
 */
public record Recommendation(int rank, String productId, double score) {

    /** Checks the rank. */
    public Recommendation {
        if (rank < 1) {
            throw new IllegalArgumentException("a rank must be at least 1, was " + rank);
        }
    }
}
