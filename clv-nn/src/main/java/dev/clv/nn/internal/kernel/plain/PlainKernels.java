package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.ColumnProducts;
import dev.clv.nn.internal.kernel.FloatForward;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.internal.kernel.HardwareFma;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.internal.kernel.RowProducts;

/** Loops shaped so that the just-in-time compiler turns them into vector instructions. */
public final class PlainKernels implements KernelProvider {

    /** For the choice of kernels. */
    public PlainKernels() {}

    @Override
    public String name() {
        return HardwareFma.PRESENT ? "plain-fma" : "plain";
    }

    @Override
    public FloatNet net(FloatShape shape, int sums) {
        return new PlainNet(shape, sums);
    }

    @Override
    public FloatForward forward(FloatShape shape, double[] parameters) {
        return new PlainForward(shape, parameters);
    }

    @Override
    public ColumnProducts columnProducts() {
        return PlainColumns.INSTANCE;
    }

    @Override
    public RowProducts rowProducts() {
        return PlainRowProduct.PROVIDER;
    }
}
