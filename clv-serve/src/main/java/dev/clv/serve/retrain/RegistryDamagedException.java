package dev.clv.serve.retrain;

import java.io.IOException;

/** A file of a registry is not what was written; the message names it and says what to do. */
public final class RegistryDamagedException extends IOException {

    private static final long serialVersionUID = 1;

    RegistryDamagedException(String message) {
        super(message);
    }
}
