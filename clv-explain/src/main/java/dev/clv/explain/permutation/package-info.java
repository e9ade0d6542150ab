/** Permutation importance: how much worse a model gets when a feature's values are dealt out at random. */
@NullMarked
package dev.clv.explain.permutation;

import org.jspecify.annotations.NullMarked;
