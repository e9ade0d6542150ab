/**
 * Why a predictor says what it says. Knows a function from rows to numbers and nothing else.
 *
 * <p>Whatever an explainer returns is an {@link dev.clv.explain.ExplainerResult}: values with standard errors, how they
 * were computed, what they are measured from, how many rows were predicted, and JSON.
 */
@NullMarked
package dev.clv.explain;

import org.jspecify.annotations.NullMarked;
