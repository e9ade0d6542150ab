/** Explanations from the gradients of a predictor: path integrals of the gradient, and secants. */
@NullMarked
package dev.clv.explain.gradient;

import org.jspecify.annotations.NullMarked;
