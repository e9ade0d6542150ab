package dev.clv.nn;

/** A description names a layer or a loss that the {@link Vocabulary} lacks. */
public final class UnknownWordException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownWordException(String message) {
        super(message);
    }
}
