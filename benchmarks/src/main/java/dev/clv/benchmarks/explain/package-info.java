/** Speed of explanations. */
@NullMarked
package dev.clv.benchmarks.explain;

import org.jspecify.annotations.NullMarked;
