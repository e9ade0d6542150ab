/** A dense neural network, its training and its predictions. Knows matrices and nothing of customers. */
@NullMarked
package dev.clv.nn;

import org.jspecify.annotations.NullMarked;
