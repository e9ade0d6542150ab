package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.ColumnProducts;
import dev.clv.nn.internal.kernel.FloatForward;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.internal.kernel.RowProducts;

/** Kernels on the Vector API; loaded by name, and only where the JVM has its module. */
public final class VectorKernels implements KernelProvider {

    private final ColumnProducts columnProducts = new VectorColumns();
    private final RowProducts rowProducts = new VectorRowProduct.Provider();

    /** For the choice of kernels. */
    public VectorKernels() {}

    @Override
    public String name() {
        return "vector-" + 32 * VectorBatch.LANES;
    }

    @Override
    public FloatNet net(FloatShape shape, int sums) {
        return new VectorNet(shape, sums);
    }

    @Override
    public FloatForward forward(FloatShape shape, double[] parameters) {
        return new VectorForward(shape, parameters);
    }

    @Override
    public ColumnProducts columnProducts() {
        return columnProducts;
    }

    @Override
    public RowProducts rowProducts() {
        return rowProducts;
    }
}
