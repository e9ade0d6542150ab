/**
 * A simulated shop whose customers' true value is known: for demonstrations, for tests, and for asking how far a model
 * is from the best that any model could do.
 *
 * <p>Purchases follow BG/NBD (Fader, Hardie &amp; Lee 2005) on a clock that runs with the season, order values follow
 * Gamma-Gamma (Fader &amp; Hardie 2013). Everything else a shop records (views, carts, refunds, reviews, feedback,
 * attributes) depends on the hidden traits of its customer.
 */
@NullMarked
package dev.clv.simulate;

import org.jspecify.annotations.NullMarked;
