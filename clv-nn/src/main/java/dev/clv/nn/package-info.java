/**
 * A dense neural network, its training and its predictions. It deals in matrices, not in customers.
 *
 * <p>Layer by layer and in double, everything is an EJML {@code DMatrixRMaj}: a batch of rows, each parameter under its
 * name, each gradient, what an optimiser remembers. In float, whole networks are compiled to kernels:
 * {@code FMatrixRMaj} is how rows come in, and weights and activations then lie in panels, a few vectors of
 * neighbouring columns at a time for all rows, which no row-major matrix could be without a copy for every product.
 * Where the two meet, parameters lie in one array of doubles, matrix after matrix in the order of
 * {@link dev.clv.nn.NetworkSpec#parameterShapes}, each row after row: model files, checkpoints and float kernels read
 * and write that order.
 */
@NullMarked
package dev.clv.nn;

import org.jspecify.annotations.NullMarked;
