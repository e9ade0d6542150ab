/** Embedded stores that could keep the states of a live scorer, compared. */
@NullMarked
package dev.clv.benchmarks.stores;

import org.jspecify.annotations.NullMarked;
