package dev.clv.store;

import java.io.IOException;

/** A file is not a model file of a version that this library reads, or it is damaged. */
public final class ModelFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with which file, and what to do */
    public ModelFormatException(String message) {
        super(message);
    }
}
