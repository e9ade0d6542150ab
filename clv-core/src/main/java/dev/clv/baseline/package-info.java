/** Predictions that need no network, which every model is shown beside. */
@NullMarked
package dev.clv.baseline;

import org.jspecify.annotations.NullMarked;
