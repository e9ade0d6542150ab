package dev.clv.features.read;

import org.jspecify.annotations.Nullable;

/**
 * A column that says how much of a row's purchase was paid back, which becomes a refund beside the purchase. Immutable.
 *
 * @param time the column of when it was paid back; null for the row's time
 */
record RefundRule(String column, @Nullable String time) {}
