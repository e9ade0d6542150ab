package dev.clv.nn.kernel;

/** A dense layer of a {@link VectorNet} as the net drives it; the contracts are those of {@link FloatNet}. */
interface VectorStage {

    void forward(int from, int to, boolean training, long noise);

    /** Passes the gradient on to the layer before, through what follows that layer's product. */
    void backward(VectorLayer before, int from, int to);

    int parts();

    void gradient(int part, int rows, float l1, float l2);

    double squares(int part);

    void update(int part, Update update);

    /** Copies what the layer gives out. */
    void outputs(int from, int to, double[] z);

    /** Takes the gradient by what the layer gives. */
    void slopes(int from, int to, double[] dz);

    boolean isFinite(int rows);

    void load(FloatNet.Numbers kind, double[] values);

    void store(FloatNet.Numbers kind, double[] values);
}
