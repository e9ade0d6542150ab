package dev.clv.nn.train;

import dev.clv.nn.Network;

/** The numbers of a training became NaN or infinite, or its loss exploded. The message names epoch, batch and layer. */
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
     * The last good network: with validation rows that of the best epoch, else the one at the start of the last epoch
     * that ended well; the starting weights if there is none.
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

    /** The first layer that was not finite or, if the loss exploded, the one with the largest gradient. */
    public String layer() {
        return layer;
    }
}
