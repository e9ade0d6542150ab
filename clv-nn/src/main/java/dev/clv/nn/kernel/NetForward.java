package dev.clv.nn.kernel;

/** Prediction by a {@link FloatNet}. */
final class NetForward implements FloatForward {

    private final FloatKernels kernels;
    private final FloatShape shape;
    private final double[] parameters;

    NetForward(FloatKernels kernels, FloatShape shape, double[] parameters) {
        this.kernels = kernels;
        this.shape = shape;
        this.parameters = parameters.clone();
    }

    @Override
    public int rowsAtOnce() {
        return 258;
    }

    @Override
    public Rows newRows(int capacity) {
        FloatNet net = kernels.net(shape, capacity);
        net.load(FloatNet.Numbers.WEIGHTS, parameters);
        float[] row = new float[shape.inputs()];
        double[] outputs = new double[capacity * shape.outputs()];
        return new Rows() {
            @Override
            public boolean input(int b, double[] from, int at, float limit) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) from[at + i];
                }
                return input(b, row, 0, limit);
            }

            @Override
            public boolean input(int b, float[] from, int at, float limit) {
                net.input(b, from, at);
                boolean within = true;
                for (int i = at; i < at + row.length; i++) {
                    within &= Math.abs(from[i]) <= limit;
                }
                return within;
            }

            @Override
            public void forward(int rows, double[] z, int at) {
                net.forward(0, rows, false, 0);
                net.outputs(0, rows, outputs);
                System.arraycopy(outputs, 0, z, at * shape.outputs(), rows * shape.outputs());
            }
        };
    }
}
