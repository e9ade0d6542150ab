/** Kernels as loops that the just-in-time compiler turns into vector instructions. */
@NullMarked
package dev.clv.nn.internal.kernel.plain;

import org.jspecify.annotations.NullMarked;
