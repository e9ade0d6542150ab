package dev.clv.train;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.log.TensorBoardLog;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingListener;
import dev.clv.nn.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Trains one network of an ensemble at a time and thread. Thread-safe. */
final class MemberTraining {

    private static final double CLIP_NORM = 1;

    /** The learning rate rises over the first two epochs and then falls along a cosine to this share. */
    private static final double LAST_RATE = 0.02;

    private static final int WARM_UP_EPOCHS = 2;

    private final NetworkSpec spec;
    private final TrainingSettings settings;
    private final @Nullable WarmStart warm;
    private final Execution execution;
    private final BooleanSupplier cancelled;
    private final long start;
    private final double[] done;

    /** @param warm where networks start; null for random weights */
    MemberTraining(
            NetworkSpec spec,
            TrainingSettings settings,
            @Nullable WarmStart warm,
            Execution execution,
            BooleanSupplier cancelled) {
        this.spec = spec;
        this.settings = settings;
        this.warm = warm;
        this.execution = execution;
        this.cancelled = cancelled;
        this.start = execution.clock().getAsLong();
        this.done = new double[settings.network().members()];
    }

    /** @throws CancellationException if it was cancelled */
    TrainingResult train(int member, long seed, TrainingData training, TrainingData validation) {
        TrainingListener listener = execution.listeners().apply(member);
        Path folder = execution.tensorBoard();
        if (folder == null) {
            return train(member, seed, training, validation, listener);
        }
        String name = "network-" + (member + 1);
        try (TensorBoardLog log = TensorBoardLog.in(folder, name, execution.tensorBoardClock())) {
            return train(member, seed, training, validation, listener.and(log));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the TensorBoard log of " + name + " in " + folder, e);
        }
    }

    private TrainingResult train(
            int member, long seed, TrainingData training, TrainingData validation, TrainingListener listener) {
        long stepsPerEpoch = ((long) training.size() + settings.batchSize() - 1) / settings.batchSize();
        int most = settings.epochs(training.size());
        int[] epochs = {0};
        TrainingListener counter = epoch -> {
            epochs[0] = epoch.number();
            report(member, epoch.number() / (double) most);
            return true;
        };
        long limit = limit(member);
        Trainer.Builder builder = Trainer.builder(spec)
                .optimizer(settings.optimizer())
                .schedule(Schedule.cosine(LAST_RATE).afterWarmUp(WARM_UP_EPOCHS * stepsPerEpoch))
                .batchSize(settings.batchSize())
                .epochs(most)
                .earlyStopping(settings.patience())
                .l2(settings.network().l2())
                .clipNorm(CLIP_NORM)
                .precision(settings.precision())
                // The Vector API would be quicker on the largest data only, and its bits differ between processors.
                .kernels(FloatKernels.plain())
                .seed(seed)
                .listener(counter.and(listener))
                .stopWhen(() -> cancelled.getAsBoolean()
                        || (epochs[0] > 0 && execution.clock().getAsLong() - start >= limit));
        if (warm != null) {
            builder.startingFrom(warm.parameters(member));
        }
        try {
            TrainingResult result = train(builder, checkpoint(member, most), epochs, training, validation);
            if (!cancelled.getAsBoolean()) {
                report(member, 1);
                return result;
            }
        } catch (CancellationException e) {
            // An interrupt ends the network of the caller so; the networks of other threads end by the signal.
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
        throw new CancellationException("training was interrupted");
    }

    private static TrainingResult train(
            Trainer.Builder builder,
            @Nullable MemberCheckpoint file,
            int[] epochs,
            TrainingData training,
            TrainingData validation) {
        if (file == null) {
            return builder.build().train(training, validation);
        }
        Trainer trainer = builder.checkpoints(file::write).build();
        return file.read()
                .map(kept -> {
                    epochs[0] = kept.epochs().size();
                    try {
                        return trainer.resume(kept, training, validation);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException("cannot go on from " + file + ": " + e.getMessage(), e);
                    }
                })
                .orElseGet(() -> trainer.train(training, validation));
    }

    private @Nullable MemberCheckpoint checkpoint(int member, int most) {
        Path folder = execution.checkpoints();
        return folder == null ? null : new MemberCheckpoint(folder, member, done.length, most);
    }

    /**
     * When a network must end, in nanoseconds after the start: networks train in rounds of as many as there are
     * threads, and each round has the same share of the time.
     */
    private long limit(int member) {
        if (execution.timeLimit() == null) {
            return Long.MAX_VALUE;
        }
        int threads = Math.min(execution.threads(), done.length);
        int rounds = (done.length + threads - 1) / threads;
        int round = member / threads;
        return (long) (execution.timeLimit().toNanos() * (double) (round + 1) / rounds);
    }

    /** The mean over members, reported by one thread at a time. */
    private void report(int member, double fraction) {
        synchronized (done) {
            done[member] = Math.max(done[member], fraction);
            execution.progress().accept(Math.min(1, Arrays.stream(done).sum() / done.length));
        }
    }
}
