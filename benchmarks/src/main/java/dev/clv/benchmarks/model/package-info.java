/** Benchmarks of the whole model: training one on a log, predicting and explaining one customer. */
@NullMarked
package dev.clv.benchmarks.model;

import org.jspecify.annotations.NullMarked;
