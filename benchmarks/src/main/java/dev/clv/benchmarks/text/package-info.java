/** How well, and how fast, what customers write is read. */
@NullMarked
package dev.clv.benchmarks.text;

import org.jspecify.annotations.NullMarked;
