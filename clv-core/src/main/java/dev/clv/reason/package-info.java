/**
 * Predictions explained for a business: reasons in currency against a chosen reference, in a language a service can
 * translate; differences between segments, dependence on a feature, and what would raise a value.
 *
 * <p>Everything here describes the model, not causes. Results are immutable and hold no model: they can be kept, sent
 * as JSON and put into words later.
 */
@NullMarked
package dev.clv.reason;

import org.jspecify.annotations.NullMarked;
