/**
 * The standard features: recency, frequency, spend, cadence, windows, trend, season, basket, refunds, browsing,
 * ratings, signals and attributes.
 *
 * <p>A day is a calendar day in the log's zone. The <em>as-of day</em> of a cutoff is the day of the last instant
 * before it: for a cutoff at midnight, the day that has just ended. Days since something are counted from that thing's
 * day to the as-of day, so something on the as-of day was 0 days ago, and the last n days are the as-of day and the n -
 * 1 days before it. An <em>order-day</em> is a day with at least one purchase, zero amounts included. Spend is gross,
 * in the log's currency, unless it says net. Money is summed as exact decimals and becomes a double at the end, so that
 * the order of the rows cannot matter.
 */
@NullMarked
package dev.clv.features.standard;

import org.jspecify.annotations.NullMarked;
