/** How fast customers are predicted while their events come in, and how much memory a million of them take. */
@NullMarked
package dev.clv.benchmarks.serve;

import org.jspecify.annotations.NullMarked;
