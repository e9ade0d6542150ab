package dev.clv.serve.retrain;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else changes the registry at this moment. */
public final class RegistryInUseException extends IOException {

    private static final long serialVersionUID = 1;

    RegistryInUseException(Path folder) {
        super("the registry '" + folder
                + "' is being changed by another retraining; wait until it has ended, or look for"
                + " the process if it should not run (its lock ends with it)");
    }
}
