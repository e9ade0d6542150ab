/**
 * Training in float of networks that are chains of dense stages, which may read a sequence first. Tests compare it with
 * layer-by-layer training in double.
 */
@NullMarked
package dev.clv.nn.internal.plan;

import org.jspecify.annotations.NullMarked;
