package dev.clv.decide.money;

import java.util.List;

/**
 * Customers whose first purchase lies in one calendar month. Immutable.
 *
 * @param month the month in the log's zone, such as {@code 2024-06}; {@code all} for all cohorts together
 * @param complete whether the month was over, so that nobody joins it later; of {@code all}, whether every month was
 * @param customers how many
 * @param soFar net value per customer up to the end of what was observed, in currency, however long each was known
 * @param predicted expected net value per customer over the model's horizon after that; NaN without a model
 * @param discounted {@code soFar} and {@code predicted}, if there is a model, at what they were worth on the day of the
 *     first purchase; NaN unless an annual rate was given
 * @param curve cumulative value by month of age: first the months that were observed of every customer, then those that
 *     are predicted; a month that is neither is not there
 */
public record Cohort(
        String month,
        boolean complete,
        int customers,
        double soFar,
        double predicted,
        double discounted,
        List<AgeValue> curve) {

    /** Copies the list. */
    public Cohort {
        curve = List.copyOf(curve);
    }
}
