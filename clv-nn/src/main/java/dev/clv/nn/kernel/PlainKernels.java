package dev.clv.nn.kernel;

/** {@link PlainNet}s. */
final class PlainKernels implements FloatKernels {

    static final PlainKernels INSTANCE = new PlainKernels();

    private PlainKernels() {}

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
}
