package dev.clv;

import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains a {@link ValueRegressor}.
 *
 * <p>Every network holds out one of five folds of customers for early stopping and learns from the rest. What networks
 * predict for the fold they have not seen calibrates the mean: values are multiplied by (sum of labels / sum of those
 * predictions).
 *
 * <p>Labels are divided by the median positive label, so that no setting depends on the currency.
 */
final class RegressorTraining {

    private static final double CLIP_NORM = 1;

    /** The learning rate rises over the first two epochs and then falls along a cosine to this share. */
    private static final double LAST_RATE = 0.02;

    private static final int WARM_UP_EPOCHS = 2;
    private static final int FOLDS = 5;

    private final TrainingOptions options;
    private final LabelledRows rows;
    private final Preparation preparation;
    private final double labelScale;
    private final double[][] inputs;
    private final double[] labels;
    private final NetworkSpec spec;
    private final Progress progress;

    private RegressorTraining(LabelledRows rows, TrainingOptions options) {
        this.options = options;
        this.rows = rows;
        this.preparation = Preparation.builder().levels(options.levels()).fit(rows.features());
        this.labelScale = medianPositive(rows.labels());
        this.inputs = preparation.transform(rows.features());
        this.labels = Arrays.stream(rows.labels()).map(y -> y / labelScale).toArray();
        this.spec = spec();
        this.progress = new Progress(options.network().members(), options.progress());
    }

    /** @param rows at least one positive label, at least as many customers as networks */
    static ValueRegressor train(LabelledRows rows, TrainingOptions options) {
        return new RegressorTraining(rows, options).run();
    }

    private ValueRegressor run() {
        int members = options.network().members();
        Folds folds = Folds.of(rows.features(), Math.min(FOLDS, members), options.seed());
        long[] seeds = new SplittableRandom(options.seed()).longs(members).toArray();
        List<Network> networks = inParallel(members, member -> trainMember(folds, member, seeds[member]));
        return new ValueRegressor(preparation, networks, labelScale, calibration(networks, folds));
    }

    private Network trainMember(Folds folds, int member, long seed) {
        int fold = member % folds.count();
        TrainingData training = data(folds.outside(fold));
        long stepsPerEpoch = ((long) training.size() + options.batchSize() - 1) / options.batchSize();
        TrainingResult result = Trainer.builder(spec)
                .optimizer(options.optimizer())
                .schedule(Schedule.cosine(LAST_RATE).afterWarmUp(WARM_UP_EPOCHS * stepsPerEpoch))
                .batchSize(options.batchSize())
                .epochs(options.epochs())
                .earlyStopping(options.patience())
                .l2(options.network().l2())
                .clipNorm(CLIP_NORM)
                .seed(seed)
                .listener(epoch -> {
                    progress.report(member, epoch.number() / (double) options.epochs());
                    return true;
                })
                .build()
                .train(training, data(folds.inside(fold)));
        progress.report(member, 1);
        return result.network();
    }

    private NetworkSpec spec() {
        NetworkSpec.Builder builder = NetworkSpec.builder(preparation.width());
        for (int width : options.network().hidden()) {
            builder.dense(width).relu();
            if (options.network().dropout() > 0) {
                builder.dropout(options.network().dropout());
            }
        }
        return builder.build(capped(options.loss()));
    }

    /**
     * No customer is predicted far beyond the best of training: exp(sigma^2 / 2) would multiply a small error of sigma.
     */
    private Loss capped(Loss loss) {
        double most = Arrays.stream(labels).max().orElseThrow();
        return loss instanceof ZeroInflatedLognormal lognormal
                ? lognormal.withLogCap(Math.min(lognormal.logCap(), StrictMath.log(most) + 1))
                : loss;
    }

    private double calibration(List<Network> networks, Folds folds) {
        double predicted = 0;
        double actual = 0;
        for (int member = 0; member < networks.size(); member++) {
            int[] held = folds.inside(member % folds.count());
            double[][] x = new double[held.length][];
            for (int i = 0; i < held.length; i++) {
                x[i] = inputs[held[i]];
                actual += labels[held[i]];
            }
            predicted += Arrays.stream(networks.get(member).predict(x).means()).sum();
        }
        return predicted > 0 ? actual / predicted : 1;
    }

    private TrainingData data(int[] selected) {
        double[][] x = new double[selected.length][];
        double[] y = new double[selected.length];
        for (int i = 0; i < selected.length; i++) {
            x[i] = inputs[selected[i]];
            y[i] = labels[selected[i]];
        }
        return TrainingData.of(x, y);
    }

    private static double medianPositive(double[] labels) {
        double[] positive = Arrays.stream(labels).filter(y -> y > 0).sorted().toArray();
        return positive[positive.length / 2];
    }

    private interface Member {
        Network train(int index);
    }

    /** Members do not depend on each other, so that the number of threads cannot change a bit. */
    private List<Network> inParallel(int members, Member member) {
        if (options.threads() == 1) {
            List<Network> networks = new ArrayList<>();
            for (int fold = 0; fold < members; fold++) {
                networks.add(member.train(fold));
            }
            return networks;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(options.threads(), members));
        try {
            List<Future<Network>> futures = new ArrayList<>();
            for (int fold = 0; fold < members; fold++) {
                int held = fold;
                futures.add(executor.submit(() -> member.train(held)));
            }
            List<Network> networks = new ArrayList<>();
            for (Future<Network> future : futures) {
                networks.add(future.get());
            }
            return networks;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            // Above all OutOfMemoryError, which callers may know how to explain.
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("training failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** The mean over members, reported by one thread at a time. */
    private static final class Progress {

        private final double[] done;
        private final ProgressListener listener;

        Progress(int members, ProgressListener listener) {
            this.done = new double[members];
            this.listener = listener;
        }

        synchronized void report(int member, double fraction) {
            done[member] = Math.max(done[member], fraction);
            listener.progress(
                    ProgressListener.Stage.TRAINING,
                    Math.min(1, Arrays.stream(done).sum() / done.length));
        }
    }
}
