/** Labels: what a customer spent in the horizon after a cutoff. No other code looks beyond a cutoff. */
@NullMarked
package dev.clv.label;

import org.jspecify.annotations.NullMarked;
