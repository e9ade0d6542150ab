/**
 * Features of behaviour in depth: sessions, the way from a look to a purchase, carts that were left, prices and
 * discounts, products that run out, channels, seasons, the first order and those who began alike, popular categories,
 * and returns.
 *
 * <p>{@link dev.clv.features.behaviour.BehaviourExtractors} makes them. Days, order-days and spend are those of
 * {@link dev.clv.features.standard}.
 */
@NullMarked
package dev.clv.features.behaviour;

import org.jspecify.annotations.NullMarked;
