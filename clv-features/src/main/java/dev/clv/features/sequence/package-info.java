/**
 * A customer's history as a sequence of tokens, rows of numbers that recurrent, convolutional and attention encoders
 * read: one token for an event or an order, the newest first.
 */
@NullMarked
package dev.clv.features.sequence;

import org.jspecify.annotations.NullMarked;
