/** Training: mini-batches, early stopping, listeners, and the same bits for any number of threads. */
@NullMarked
package dev.clv.nn.train;

import org.jspecify.annotations.NullMarked;
