/** Checks for a layer, a loss, an optimiser or a schedule of one's own, to be run from any test framework. */
@NullMarked
package dev.clv.nn.check;

import org.jspecify.annotations.NullMarked;
