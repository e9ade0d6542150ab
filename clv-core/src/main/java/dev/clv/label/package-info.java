/** The only code that sees the future: what a customer spent in the horizon after a cutoff. */
@NullMarked
package dev.clv.label;

import org.jspecify.annotations.NullMarked;
