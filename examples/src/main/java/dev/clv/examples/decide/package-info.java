/** Decisions on simulated shops, one runnable class each. docs/decisions.md explains them. */
@NullMarked
package dev.clv.examples.decide;

import org.jspecify.annotations.NullMarked;
