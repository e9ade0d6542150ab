/** Benchmarks of reading event logs. */
@NullMarked
package dev.clv.benchmarks.read;

import org.jspecify.annotations.NullMarked;
