package dev.clv.serve.live;

/** Too many explanations are being made; the question may be asked again. Predictions are not held up by them. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException(int atOnce) {
        super(atOnce
                + " explanations are being made, as many as may be at once; ask again in a moment, or allow more of"
                + " them (explanationsAtOnce)");
    }
}
