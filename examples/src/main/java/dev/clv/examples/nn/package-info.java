/**
 * Layers, losses, an optimiser and a schedule of one's own, each in one small class: an activation
 * ({@link dev.clv.examples.nn.Swish}), a layer with a trained parameter ({@link dev.clv.examples.nn.Gate}), a loss of
 * one raw output ({@link dev.clv.examples.nn.LogCosh}) and of two ({@link dev.clv.examples.nn.Gaussian}).
 */
@NullMarked
package dev.clv.examples.nn;

import org.jspecify.annotations.NullMarked;
