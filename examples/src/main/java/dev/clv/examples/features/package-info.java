/**
 * Features of one's own: an extractor with a state ({@link dev.clv.examples.features.ActiveAfterOrder}), one that
 * learns from the population first ({@link dev.clv.examples.features.SilenceInGaps}), and a test of whether a feature
 * helps ({@link dev.clv.examples.features.WithAndWithout}). docs/EXTENDING.md explains them.
 */
@NullMarked
package dev.clv.examples.features;

import org.jspecify.annotations.NullMarked;
