/** The random noise of training, the same for all ways to compute. */
@NullMarked
package dev.clv.nn.internal.noise;

import org.jspecify.annotations.NullMarked;
