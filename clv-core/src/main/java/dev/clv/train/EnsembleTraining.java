package dev.clv.train;

import dev.clv.explain.OrderedTasks;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import dev.clv.value.NetworkEnsemble;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleConsumer;

/**
 * Trains a {@link NetworkEnsemble}.
 *
 * <p>Every network holds out one of five folds of customers for early stopping and learns from the rest. What networks
 * predict for the fold they have not seen calibrates the mean: values are multiplied by (sum of labels / sum of those
 * predictions).
 *
 * <p>Labels are divided by the median positive label, so that no setting depends on the currency.
 */
public final class EnsembleTraining {

    private static final double CLIP_NORM = 1;

    /** The learning rate rises over the first two epochs and then falls along a cosine to this share. */
    private static final double LAST_RATE = 0.02;

    private static final int WARM_UP_EPOCHS = 2;
    private static final int FOLDS = 5;

    private final TrainingSettings settings;
    private final TrainingRows rows;
    private final double scale;
    private final double[] labels;
    private final NetworkSpec spec;
    private final Folds folds;
    private final Progress progress;

    private EnsembleTraining(TrainingRows rows, TrainingSettings settings, DoubleConsumer progress) {
        this.settings = settings;
        this.rows = rows;
        this.scale = medianPositive(rows.labels());
        this.labels = Arrays.stream(rows.labels()).map(y -> y / scale).toArray();
        this.spec = spec();
        int members = settings.network().members();
        this.folds = Folds.of(rows.features(), Math.min(FOLDS, members), settings.seed());
        this.progress = new Progress(members, progress);
    }

    /**
     * What came of a training.
     *
     * @param ensemble the trained networks
     * @param values the ensemble's values of the training rows, in currency; not modified
     */
    public record Trained(NetworkEnsemble ensemble, double[] values) {}

    /**
     * Trains an ensemble.
     *
     * @param rows at least one positive label, at least as many customers as networks
     * @param threads how many threads may train, the caller's included; changes no bit of the result
     * @param progress hears the share of the training that is done, in [0, 1]; one call at a time, from any thread
     */
    public static Trained train(TrainingRows rows, TrainingSettings settings, int threads, DoubleConsumer progress) {
        return new EnsembleTraining(rows, settings, progress).run(threads);
    }

    private Trained run(int threads) {
        int members = settings.network().members();
        long[] seeds = new SplittableRandom(settings.seed()).longs(members).toArray();
        List<Network> networks = inParallel(members, threads, seeds);
        NetworkEnsemble ensemble = NetworkEnsemble.of(rows.preparation(), networks, scale, calibration(networks));
        return new Trained(ensemble, ensemble.valuesOfInputs(rows.inputs()));
    }

    /** Members do not depend on each other, so that the number of threads cannot change a bit. */
    private List<Network> inParallel(int members, int threads, long[] seeds) {
        int helpers = Math.min(threads, members) - 1;
        if (helpers == 0) {
            // Nobody takes a task, so the caller does all of them and the first failure ends the training.
            return OrderedTasks.run(members, member -> trainMember(member, seeds[member]), task -> {});
        }
        ExecutorService pool = Executors.newFixedThreadPool(helpers);
        try {
            return OrderedTasks.run(members, member -> trainMember(member, seeds[member]), pool);
        } finally {
            pool.shutdownNow();
        }
    }

    private Network trainMember(int member, long seed) {
        int fold = member % folds.count();
        TrainingData training = data(folds.outside(fold));
        long stepsPerEpoch = ((long) training.size() + settings.batchSize() - 1) / settings.batchSize();
        TrainingResult result = Trainer.builder(spec)
                .optimizer(settings.optimizer())
                .schedule(Schedule.cosine(LAST_RATE).afterWarmUp(WARM_UP_EPOCHS * stepsPerEpoch))
                .batchSize(settings.batchSize())
                .epochs(settings.epochs())
                .earlyStopping(settings.patience())
                .l2(settings.network().l2())
                .clipNorm(CLIP_NORM)
                .seed(seed)
                .listener(epoch -> {
                    progress.report(member, epoch.number() / (double) settings.epochs());
                    return true;
                })
                .build()
                .train(training, data(folds.inside(fold)));
        progress.report(member, 1);
        return result.network();
    }

    private NetworkSpec spec() {
        NetworkSpec.Builder builder = NetworkSpec.builder(rows.preparation().width());
        for (int width : settings.network().hidden()) {
            builder.dense(width).relu();
            if (settings.network().dropout() > 0) {
                builder.dropout(settings.network().dropout());
            }
        }
        return builder.build(capped(settings.loss()));
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

    private double calibration(List<Network> networks) {
        double predicted = 0;
        double actual = 0;
        for (int member = 0; member < networks.size(); member++) {
            int[] held = folds.inside(member % folds.count());
            for (int row : held) {
                actual += labels[row];
            }
            predicted += Arrays.stream(
                            networks.get(member).predict(inputs(held)).means())
                    .sum();
        }
        return predicted > 0 ? actual / predicted : 1;
    }

    private TrainingData data(int[] selected) {
        return TrainingData.of(
                inputs(selected),
                Arrays.stream(selected).mapToDouble(row -> labels[row]).toArray());
    }

    private double[][] inputs(int[] selected) {
        return Arrays.stream(selected).mapToObj(row -> rows.inputs()[row]).toArray(double[][]::new);
    }

    private static double medianPositive(double[] labels) {
        double[] positive = Arrays.stream(labels).filter(y -> y > 0).sorted().toArray();
        return positive[positive.length / 2];
    }

    /** The mean over members, reported by one thread at a time. */
    private static final class Progress {

        private final double[] done;
        private final DoubleConsumer listener;

        Progress(int members, DoubleConsumer listener) {
            this.done = new double[members];
            this.listener = listener;
        }

        synchronized void report(int member, double fraction) {
            done[member] = Math.max(done[member], fraction);
            listener.accept(Math.min(1, Arrays.stream(done).sum() / done.length));
        }
    }
}
