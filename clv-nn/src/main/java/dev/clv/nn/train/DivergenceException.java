package dev.clv.nn.train;

import dev.clv.nn.Network;

/** Training left the finite numbers or exploded. The message names epoch, batch and layer. */
public final class DivergenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Network lastFinite;
    private final int epoch;
    private final int batch;
    private final String layer;

    DivergenceException(String message, Network lastFinite, int epoch, int batch, String layer) {
        super(message);
        this.lastFinite = lastFinite;
        this.epoch = epoch;
        this.batch = batch;
        this.layer = layer;
    }

    /**
     * The last good network: of the best epoch when there were validation rows, else as the last epoch that ended well
     * began; with its starting weights if there was none.
     */
    public Network lastFinite() {
        return lastFinite;
    }

    /** The epoch of the fault, from 1; 0 if it came before the first step. */
    public int epoch() {
        return epoch;
    }

    /** The batch of the fault within its epoch, from 1; 0 if it came before the first step. */
    public int batch() {
        return batch;
    }

    /** The first layer that was not finite or, when the loss exploded, the one with the largest gradient. */
    public String layer() {
        return layer;
    }
}
