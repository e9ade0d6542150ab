/** Threads that share the tasks of a training step. */
@NullMarked
package dev.clv.nn.internal.pool;

import org.jspecify.annotations.NullMarked;
