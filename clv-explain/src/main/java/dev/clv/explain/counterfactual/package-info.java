/** Counterfactuals: what would have to be different in a row for another prediction. */
@NullMarked
package dev.clv.explain.counterfactual;

import org.jspecify.annotations.NullMarked;
