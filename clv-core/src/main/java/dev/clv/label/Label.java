package dev.clv.label;

/**
 * The outcome of one customer in a label window.
 *
 * @param value net spend (purchases less refunds) in the log's currency, floored at 0
 * @param floored whether refunds exceeded purchases, so that the floor at 0 applied
 * @param orders order-days: calendar days with at least one purchase
 */
public record Label(double value, boolean floored, int orders) {}
