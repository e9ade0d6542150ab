package dev.clv.train;

import static java.util.Objects.requireNonNull;

import dev.clv.nn.train.TrainingListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a training runs: threads, listeners, a time limit, checkpoints and logs. It changes no bit of the result, unless
 * a time limit or a listener ends the training of a network. Immutable; every method returns a changed copy.
 *
 * @param threads how many threads may train, the caller's included
 * @param progress is called with the share of the training that is done, in [0, 1], never falling; calls never overlap,
 *     but may come from any thread that trains
 * @param listeners the listener of each network, by its number from 0; asked for once, before that network's training.
 *     Networks may train at the same time
 * @param timeLimit null for none
 * @param clock nanoseconds from any origin
 * @param checkpoints an existing folder or one to be made; null for no checkpoints
 * @param tensorBoard an existing folder or one to be made; null for no log
 * @param tensorBoardClock the time of the events in that log
 */
public record Execution(
        int threads,
        DoubleConsumer progress,
        IntFunction<TrainingListener> listeners,
        @Nullable Duration timeLimit,
        LongSupplier clock,
        @Nullable Path checkpoints,
        @Nullable Path tensorBoard,
        Clock tensorBoardClock) {

    private static final Execution DEFAULTS = new Execution(
            1,
            fraction -> {},
            network -> epoch -> true,
            null,
            () -> 0,
            null,
            null,
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    /**
     * Checks each value.
     *
     * @throws IllegalArgumentException if there is not at least one thread, or the time limit is not positive
     */
    public Execution {
        requireNonNull(progress, "progress");
        requireNonNull(listeners, "listeners");
        requireNonNull(clock, "clock");
        requireNonNull(tensorBoardClock, "clock");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        if (timeLimit != null && (timeLimit.isZero() || timeLimit.isNegative())) {
            throw new IllegalArgumentException("time limit must be positive, was " + timeLimit);
        }
    }

    /** The caller's thread alone, without listeners, limits and files. */
    public static Execution defaults() {
        return DEFAULTS;
    }

    /** Without listeners and files, as of a training beside the one that they are of. */
    public Execution unheard() {
        return DEFAULTS.threads(threads);
    }

    /** With this many threads. */
    public Execution threads(int count) {
        return new Execution(count, progress, listeners, timeLimit, clock, checkpoints, tensorBoard, tensorBoardClock);
    }

    /** With another listener of the share done. */
    public Execution progress(DoubleConsumer listener) {
        return new Execution(
                threads, listener, listeners, timeLimit, clock, checkpoints, tensorBoard, tensorBoardClock);
    }

    /** With another listener per network. */
    public Execution listeners(IntFunction<TrainingListener> ofNetwork) {
        return new Execution(
                threads, progress, ofNetwork, timeLimit, clock, checkpoints, tensorBoard, tensorBoardClock);
    }

    /** With a time limit, by this clock. */
    public Execution timeLimit(Duration limit, LongSupplier nanoseconds) {
        return new Execution(
                threads, progress, listeners, limit, nanoseconds, checkpoints, tensorBoard, tensorBoardClock);
    }

    /** With checkpoints in this folder. */
    public Execution checkpoints(Path folder) {
        return new Execution(threads, progress, listeners, timeLimit, clock, folder, tensorBoard, tensorBoardClock);
    }

    /** With a TensorBoard log in this folder. */
    public Execution tensorBoard(Path folder, Clock time) {
        return new Execution(threads, progress, listeners, timeLimit, clock, checkpoints, folder, time);
    }
}
