/** How accurate the default model is on open data, by protocols that others are measured by too. */
@NullMarked
package dev.clv.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
