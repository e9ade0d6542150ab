package dev.clv.nn.layer;

import dev.clv.nn.math.Products;

/**
 * What a layer keeps between its forward and its backward pass of one batch, and scratch space. It belongs to the call,
 * never to the layer, which is why one layer can serve any number of threads. A layer that needs more extends this
 * class and returns its own from {@link Layer#memory}. Not thread-safe.
 */
public class LayerMemory {

    private final Products products = new Products();
    private boolean training;
    private long noise;

    /** An empty memory. */
    public LayerMemory() {}

    /** Fast products, with the room that they need. */
    public final Products products() {
        return products;
    }

    /** Whether this pass trains: only then does a layer such as {@link Dropout} add noise. */
    public final boolean training() {
        return training;
    }

    /** The seed of this layer's noise in this pass; the same seed gives the same noise. */
    public final long noise() {
        return noise;
    }

    /** Called before each forward pass. */
    public final void begin(boolean forTraining, long noiseSeed) {
        training = forTraining;
        noise = noiseSeed;
    }
}
