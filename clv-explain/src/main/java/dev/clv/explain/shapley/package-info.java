/** Shapley and Owen values: exact by enumeration, or estimated by antithetic permutation walks. */
@NullMarked
package dev.clv.explain.shapley;

import org.jspecify.annotations.NullMarked;
