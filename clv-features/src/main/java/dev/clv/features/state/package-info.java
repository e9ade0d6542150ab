/**
 * The plain form of what was seen of customers: bytes without Java's serialisation, for live scoring and for a cluster.
 *
 * <p>A {@link dev.clv.features.state.StateWriter} appends numbers, texts and exact decimals; a
 * {@link dev.clv.features.state.StateReader} reads them in the same order. Neither stores what they mean.
 */
@NullMarked
package dev.clv.features.state;

import org.jspecify.annotations.NullMarked;
