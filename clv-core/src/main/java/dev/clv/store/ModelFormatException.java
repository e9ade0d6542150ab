package dev.clv.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The content is no model of a version that this library reads, or is damaged. */
public final class ModelFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with which file, and what to do */
    public ModelFormatException(String message) {
        super(message);
    }

    ModelFormatException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
