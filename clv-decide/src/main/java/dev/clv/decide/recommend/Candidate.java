package dev.clv.decide.recommend;

/**
 * A product that a customer may be shown.
 *
 * @param product its number
 * @param probability that the customer buys it, given that the customer buys anything wanted; NaN if it is not known
 * @param value what the customer would pay for it times its margin; NaN if it is not known
 * @param score what the list is ordered by
 */
record Candidate(int product, double probability, double value, double score) {

    Candidate withScore(double other) {
        return new Candidate(product, probability, value, other);
    }
}
