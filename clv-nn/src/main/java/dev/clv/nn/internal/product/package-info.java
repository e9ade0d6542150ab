/** The matrix products of a dense layer in double. */
@NullMarked
package dev.clv.nn.internal.product;

import org.jspecify.annotations.NullMarked;
