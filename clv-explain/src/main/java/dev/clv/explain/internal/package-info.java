/** Helpers of the explainers, not for use outside this module: batches, seeds, moments and linear algebra. */
@NullMarked
package dev.clv.explain.internal;

import org.jspecify.annotations.NullMarked;
