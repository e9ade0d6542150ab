/** The numerics of the models: special functions, a maximiser, compressed samples. */
@NullMarked
package dev.clv.features.btyd.internal;

import org.jspecify.annotations.NullMarked;
