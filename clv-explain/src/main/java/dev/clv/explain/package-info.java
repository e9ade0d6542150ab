/** Why a predictor says what it says. Knows a function from rows to numbers and nothing else. */
@NullMarked
package dev.clv.explain;

import org.jspecify.annotations.NullMarked;
