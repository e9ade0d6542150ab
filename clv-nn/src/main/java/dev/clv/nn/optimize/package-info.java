/** Optimisers: immutable settings, with their state in arrays handed in. */
@NullMarked
package dev.clv.nn.optimize;

import org.jspecify.annotations.NullMarked;
