package dev.clv.nn.internal.kernel.vector;

/** What the rows of a {@link VectorWeights} come from. */
interface VectorSource {

    /** What it gives (B, O). */
    VectorBatch y();

    /** Where the gradient by it goes. */
    VectorBatch dy();

    /** Whether y is a rectifier's and nothing else lies behind it, so that its derivative is known from its sign. */
    boolean gates();

    /** Turns the gradient by y of these rows into that by the product in front of it. */
    void backThroughActivation(int from, int to);
}
