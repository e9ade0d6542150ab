/**
 * Predictions that follow events: a scorer takes events one at a time, keeps a compact state for each customer, and
 * predicts and explains at any instant what the model would predict from the whole history.
 */
@NullMarked
package dev.clv.serve.live;

import org.jspecify.annotations.NullMarked;
