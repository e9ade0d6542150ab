/** Where reading events one by one pays, and what it costs. */
@NullMarked
package dev.clv.benchmarks.sequence;

import org.jspecify.annotations.NullMarked;
