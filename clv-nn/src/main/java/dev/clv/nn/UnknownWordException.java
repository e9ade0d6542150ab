package dev.clv.nn;

/** A description has a word for a layer or a loss that the {@link Vocabulary} does not know. */
public final class UnknownWordException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownWordException(String message) {
        super(message);
    }
}
