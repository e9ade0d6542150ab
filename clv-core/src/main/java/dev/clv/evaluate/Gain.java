package dev.clv.evaluate;

/**
 * A row of the gain and lift table: what one reaches by turning to the highest predictions first.
 *
 * @param share of the customers, those with the highest predictions: 0.1, 0.2, ..., 1
 * @param captured share of all true value that they hold; NaN if nobody spent anything
 * @param lift how many times as much they hold as customers drawn at random; NaN if nobody spent anything
 */
public record Gain(double share, double captured, double lift) {}
