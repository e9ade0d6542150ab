/**
 * Networks of known parts compiled to float: the fast path, of which layer-by-layer computation in double is the
 * oracle.
 */
@NullMarked
package dev.clv.nn.internal.plan;

import org.jspecify.annotations.NullMarked;
