package dev.clv.examples.cli;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The processors of this machine. */
final class Processors {

    private Processors() {}

    /** A thread for each of them but the calling thread's, and at least one; to be shut down by the caller. */
    static ExecutorService others() {
        return Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }
}
