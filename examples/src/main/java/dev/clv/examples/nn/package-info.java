/** A layer, a loss, an optimiser and a schedule of one's own, each in one small class. */
@NullMarked
package dev.clv.examples.nn;

import org.jspecify.annotations.NullMarked;
