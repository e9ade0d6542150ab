/** The arithmetic underneath: what every implementation of the kernels offers. */
@NullMarked
package dev.clv.nn.internal.kernel;

import org.jspecify.annotations.NullMarked;
