/** Kernels on the Vector API: the only package that names classes of {@code jdk.incubator.vector}. */
@NullMarked
package dev.clv.nn.internal.kernel.vector;

import org.jspecify.annotations.NullMarked;
