package dev.clv.explain.permutation;

import dev.clv.explain.BatchPredictor;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Importance;
import dev.clv.explain.OrderedTasks;
import dev.clv.explain.PredictFunction;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How much worse predictions get when the values of a feature, or of a whole group, are dealt out at random over the rows
 * (Breiman, "Random forests", 2001; Fisher, Rudin, Dominici, "All models are wrong, but many are useful", JMLR 2019).
 *
 * <p>It says what the model uses, not what causes the outcome. Features that tell the same share their importance or hide
 * it from each other: put them in a group. Give it rows the model was not trained on.
 *
 * <p>Immutable and thread-safe; the result depends on the rows and the seed only, bit for bit.
 */
public final class PermutationImportance {

    /** Where shuffles come from: for a feature and a repeat, the row each row takes its values from. */
    @FunctionalInterface
    interface Shuffles {
        int[] shuffle(int feature, int repeat);
    }

    private final PredictFunction predictor;
    private final @Nullable FeatureGroups features;
    private final Metric metric;
    private final int repeats;
    private final long seed;

    private PermutationImportance(Builder builder) {
        predictor = builder.predictor;
        features = builder.features;
        metric = builder.metric;
        repeats = builder.repeats;
        seed = builder.seed;
    }

    /** Starts the importance of a predictor's features. */
    public static Builder builder(PredictFunction predictor) {
        return new Builder(predictor);
    }

    /** Importance by repeated shuffles, on the calling thread. */
    public List<Importance> of(double[][] rows, double[] actual) {
        return of(rows, actual, Runnable::run);
    }

    /**
     * Importance by repeated shuffles, one task per feature; predicts rows x (features x repeats + 1) rows.
     *
     * @param rows (rows, columns), at least two; not modified
     * @param actual one per row
     * @return one per feature, in order
     */
    public List<Importance> of(double[][] rows, double[] actual, Executor executor) {
        return of(
                rows,
                actual,
                (feature, repeat) -> shuffle(
                        rows.length, new Random(seed ^ (feature * 0x9e3779b97f4a7c15L + repeat * 0xd1342543de82ef95L))),
                executor);
    }

    List<Importance> of(double[][] rows, double[] actual, Shuffles shuffles, Executor executor) {
        FeatureGroups players = check(rows, actual);
        double[] predicted = predictAll(rows);
        return OrderedTasks.run(players.size(), f -> sampled(rows, actual, predicted, players, f, shuffles), executor);
    }

    private Importance sampled(
            double[][] rows,
            double[] actual,
            double[] predicted,
            FeatureGroups players,
            int feature,
            Shuffles shuffles) {
        int[] columns = players.members(feature);
        BatchPredictor batches = new BatchPredictor(predictor, players.columnCount());
        double mean = 0;
        double squares = 0;
        for (int r = 0; r < repeats; r++) {
            int[] from = shuffles.shuffle(feature, r);
            double[] shuffled = batches.predict(rows.length, (i, row) -> mix(rows[i], rows[from[i]], columns, row));
            double rise = metric.rise(actual, predicted, shuffled);
            double deviation = rise - mean;
            mean += deviation / (r + 1);
            squares += deviation * (rise - mean);
        }
        double deviation = repeats < 2 ? 0 : Math.sqrt(squares / (repeats - 1));
        return new Importance(players.names().get(feature), mean, deviation, repeats);
    }

    /** The exact expectation over all shuffles, on the calling thread. */
    public List<Importance> expected(double[][] rows, double[] actual) {
        return expected(rows, actual, Runnable::run);
    }

    /**
     * The exact expectation over all shuffles: every row with the values of every row, its own included. One task per
     * feature; predicts up to features x rows^2 rows. Use it for some hundred rows.
     *
     * @throws IllegalArgumentException if the metric is not a mean over rows
     */
    public List<Importance> expected(double[][] rows, double[] actual, Executor executor) {
        FeatureGroups players = check(rows, actual);
        DoubleBinaryOperator loss = metric.lossOfRow();
        double[] predicted = predictAll(rows);
        double scale = metric.scale(actual);
        return OrderedTasks.run(
                players.size(),
                f -> new Importance(
                        players.names().get(f),
                        scale * expectedRise(rows, actual, predicted, players.members(f), loss),
                        0,
                        0),
                executor);
    }

    private double expectedRise(
            double[][] rows, double[] actual, double[] predicted, int[] columns, DoubleBinaryOperator loss) {
        int n = rows.length;
        BatchPredictor batches = new BatchPredictor(predictor, rows[0].length);
        // Whole rows of pairs at a time, as many as fill a batch.
        int block = Math.max(1, batches.capacity() / n);
        double rise = 0;
        for (int start = 0; start < n; start += block) {
            int first = start;
            int size = Math.min(block, n - start);
            double[] mixed = batches.predict(
                    Math.multiplyExact(size, n), (k, row) -> mix(rows[first + k / n], rows[k % n], columns, row));
            for (int i = 0; i < size; i++) {
                double own = loss.applyAsDouble(actual[first + i], predicted[first + i]);
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += loss.applyAsDouble(actual[first + i], mixed[i * n + j]) - own;
                }
                rise += sum / n;
            }
        }
        return rise / n;
    }

    private double[] predictAll(double[][] rows) {
        return new BatchPredictor(predictor, rows[0].length)
                .predict(rows.length, (i, row) -> System.arraycopy(rows[i], 0, row, 0, row.length));
    }

    private static void mix(double[] own, double[] other, int[] columns, double[] target) {
        System.arraycopy(own, 0, target, 0, own.length);
        for (int column : columns) {
            target[column] = other[column];
        }
    }

    private static int[] shuffle(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private FeatureGroups check(double[][] rows, double[] actual) {
        if (rows.length < 2) {
            throw new IllegalArgumentException("permutation importance needs at least 2 rows, was " + rows.length);
        }
        if (actual.length != rows.length) {
            throw new IllegalArgumentException(
                    "actual values must be one per row: " + rows.length + " rows, but " + actual.length + " values");
        }
        FeatureGroups players = features != null ? features : FeatureGroups.columns(rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != players.columnCount()) {
                throw new IllegalArgumentException("row " + i + " must have " + players.columnCount()
                        + " columns like the features, was " + rows[i].length);
            }
        }
        return players;
    }

    /** Settings of a {@link PermutationImportance}. Not thread-safe. */
    public static final class Builder {

        private final PredictFunction predictor;
        private @Nullable FeatureGroups features;
        private Metric metric = Metric.meanSquaredError();
        private int repeats = 10;
        private long seed = 42;

        private Builder(PredictFunction predictor) {
            this.predictor = predictor;
        }

        /** Which columns are shuffled together, and their name; every column on its own unless set. */
        public Builder features(FeatureGroups features) {
            this.features = features;
            return this;
        }

        /** What gets worse; mean squared error unless set. */
        public Builder metric(Metric metric) {
            this.metric = metric;
            return this;
        }

        /**
         * How many shuffles per feature; 10 unless set.
         *
         * @param repeats at least 1
         */
        public Builder repeats(int repeats) {
            if (repeats < 1) {
                throw new IllegalArgumentException("repeats must be at least 1, was " + repeats);
            }
            this.repeats = repeats;
            return this;
        }

        /** Where shuffles come from; 42 unless set. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The importance. */
        public PermutationImportance build() {
            return new PermutationImportance(this);
        }
    }
}
