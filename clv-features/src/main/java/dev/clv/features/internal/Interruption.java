package dev.clv.features.internal;

import java.util.concurrent.CancellationException;

/** Ends long loops when the thread they run on is interrupted. */
public final class Interruption {

    private Interruption() {}

    /**
     * Does nothing unless the current thread is interrupted.
     *
     * @throws CancellationException if it is; the interrupt flag stays set
     */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the thread was interrupted");
        }
    }
}
