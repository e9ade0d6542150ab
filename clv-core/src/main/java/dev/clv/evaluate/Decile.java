package dev.clv.evaluate;

/**
 * A tenth of the customers, by predicted value.
 *
 * <p>Every decile holds exactly n/10 customers: a customer on an edge is counted in proportion, and a tied group that
 * crosses an edge shares its value.
 *
 * @param decile 1 for the highest predictions, 10 for the lowest
 * @param meanPredicted mean predicted value, in currency
 * @param meanTrue mean true value, in currency
 */
public record Decile(int decile, double meanPredicted, double meanTrue) {}
