package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.internal.kernel.FloatForward;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.HardwareFma;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.internal.kernel.RowProducts;
import dev.clv.nn.internal.kernel.SequenceStage;
import org.jspecify.annotations.Nullable;

/** Loops shaped so that the just-in-time compiler turns them into vector instructions. */
public final class PlainKernels implements KernelProvider {

    private final ElementaryArrays elementary = new PlainElementary();

    /** For the choice of kernels. */
    public PlainKernels() {}

    @Override
    public String name() {
        return HardwareFma.PRESENT ? "plain-fma" : "plain";
    }

    @Override
    public FloatNet net(@Nullable SequenceStage sequence, DenseChain chain, int gradients) {
        return PlainNet.of(sequence, chain, gradients);
    }

    @Override
    public FloatForward forward(DenseChain chain, double[] parameters) {
        return new PlainForward(chain, parameters);
    }

    @Override
    public RowProducts rowProducts() {
        return PlainRowProduct.PROVIDER;
    }

    @Override
    public ElementaryArrays elementary() {
        return elementary;
    }
}
