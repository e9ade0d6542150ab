/**
 * Losses, each of which owns its output: the loss, its gradient, and the mean, quantiles and probability of one
 * parameterisation.
 */
@NullMarked
package dev.clv.nn.loss;

import org.jspecify.annotations.NullMarked;
