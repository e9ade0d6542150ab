package dev.clv.decide.money;

import dev.clv.evaluate.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What an acquired customer has been worth by the end of a month of age, on average. Immutable.
 *
 * @param month how many months after the first purchase, from 1 on: month 1 ends a calendar month after its day
 * @param customers of how many it is the mean
 * @param value cumulative net value per customer, in currency; negative if refunds exceed purchases
 * @param interval in which the mean of such customers plausibly lies; null of fewer than 30 customers, and of what a
 *     model predicts whose loss describes no distribution
 * @param predicted whether it rests on a model, as the month is not over for those customers
 */
public record AgeValue(
        int month, int customers, double value, @Nullable Interval interval, boolean predicted) {}
