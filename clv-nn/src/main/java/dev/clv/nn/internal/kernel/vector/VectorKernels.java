package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.internal.kernel.FloatForward;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.internal.kernel.RowProducts;
import dev.clv.nn.internal.kernel.SequenceStage;
import org.jspecify.annotations.Nullable;

/** Kernels on the Vector API; loaded by name, and only where the JVM has its module. */
public final class VectorKernels implements KernelProvider {

    private final RowProducts rowProducts = new VectorRowProduct.Provider();

    private final ElementaryArrays elementary = new VectorElementary();

    /** For the choice of kernels. */
    public VectorKernels() {}

    @Override
    public String name() {
        return "vector-" + 32 * VectorBatch.LANES;
    }

    @Override
    public FloatNet net(@Nullable SequenceStage sequence, DenseChain chain, int gradients) {
        return VectorNet.of(sequence, chain, gradients);
    }

    @Override
    public FloatForward forward(DenseChain chain, double[] parameters) {
        return new VectorForward(chain, parameters);
    }

    @Override
    public RowProducts rowProducts() {
        return rowProducts;
    }

    @Override
    public ElementaryArrays elementary() {
        return elementary;
    }
}
