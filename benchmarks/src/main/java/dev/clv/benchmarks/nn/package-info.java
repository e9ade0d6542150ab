/** Benchmarks of training and prediction. */
@NullMarked
package dev.clv.benchmarks.nn;

import org.jspecify.annotations.NullMarked;
