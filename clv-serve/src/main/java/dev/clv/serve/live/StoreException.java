package dev.clv.serve.live;

/** A store that cannot write or read; the message says what and what to do. The event in question was not accepted. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message with a remedy */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
