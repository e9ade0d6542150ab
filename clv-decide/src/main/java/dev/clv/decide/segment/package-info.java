/**
 * Segments of customers: tiers by predicted value, the grid of recency, frequency and money, and clusters of behaviour.
 * All limits are learned once and frozen, so that segments of two months can be compared
 * ({@link dev.clv.decide.segment.Migration}). {@link dev.clv.decide.segment.Segmenter} is where to begin.
 */
@NullMarked
package dev.clv.decide.segment;

import org.jspecify.annotations.NullMarked;
