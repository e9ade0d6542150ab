/**
 * What acquired customers have paid and will pay: cohorts by month of age, retention, what a channel's customers are
 * worth beside what they cost, how much hangs on a few, and what is asked for.
 *
 * <p>{@link dev.clv.decide.money.MoneyReport#builder()} makes all of it of an event log, with or without a model and
 * costs. Values are net: refunds count against them when they are given.
 */
@NullMarked
package dev.clv.decide.money;

import org.jspecify.annotations.NullMarked;
