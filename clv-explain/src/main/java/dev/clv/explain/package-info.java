/**
 * Explanations of predictors. A predictor is any function from rows to numbers; nothing else is known about it.
 *
 * <p>Every explainer returns an {@link dev.clv.explain.ExplainerResult}: values with standard errors, how they were
 * computed, what they are measured from, how many rows were predicted, and JSON.
 */
@NullMarked
package dev.clv.explain;

import org.jspecify.annotations.NullMarked;
