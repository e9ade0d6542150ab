/** Whole-process measurements of memory: one program, one JVM, one number. */
@NullMarked
package dev.clv.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
