/** Permutation importance: how much worse predictions get when a feature's values are shuffled over the rows. */
@NullMarked
package dev.clv.explain.permutation;

import org.jspecify.annotations.NullMarked;
