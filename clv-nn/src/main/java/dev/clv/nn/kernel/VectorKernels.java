package dev.clv.nn.kernel;

/** {@link VectorNet}s; loaded by name, and only where the Vector API is present. */
final class VectorKernels implements FloatKernels {

    VectorKernels() {}

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
}
