/** How fast decisions are made. */
@NullMarked
package dev.clv.benchmarks.decide;

import org.jspecify.annotations.NullMarked;
