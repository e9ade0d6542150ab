/** Checks that a stranger can run on a layer or loss of theirs, from any test framework. */
@NullMarked
package dev.clv.nn.check;

import org.jspecify.annotations.NullMarked;
