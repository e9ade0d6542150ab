package dev.clv.store;

/**
 * A model has a part of its owner's making, an extractor, a layer or a loss, that was not passed when it was read. The
 * file is in order.
 */
public final class UnknownPartException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message which part, and where to pass it */
    public UnknownPartException(String message) {
        super(message);
    }

    /** @param cause says which part and where to pass it */
    public UnknownPartException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
