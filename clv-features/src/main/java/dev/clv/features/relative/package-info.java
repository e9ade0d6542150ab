/**
 * A customer's orders beside those of the whole shop, in numbers without a unit: times in horizons, amounts in what the
 * shop's customers usually spend. What is learned of one shop in such numbers holds for others.
 */
@NullMarked
package dev.clv.features.relative;

import org.jspecify.annotations.NullMarked;
