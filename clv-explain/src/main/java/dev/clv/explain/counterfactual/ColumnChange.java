package dev.clv.explain.counterfactual;

/**
 * The change of one column in a counterfactual.
 *
 * @param name the lever's
 * @param column the column
 * @param from the row's value; NaN for a category that is missing
 * @param to the value instead
 */
public record ColumnChange(String name, int column, double from, double to) {}
