package dev.clv.explain.permutation;

import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Importance;
import dev.clv.explain.OrderedTasks;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.RandomOrder;
import dev.clv.explain.internal.RunningMoments;
import dev.clv.explain.internal.Unseen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How much worse predictions get when the values of a feature, or of a whole group, are shuffled over the rows
 * (Breiman, "Random forests", 2001; Fisher, Rudin, Dominici, "All models are wrong, but many are useful", JMLR 2019).
 *
 * <p>It says what the model uses, not what causes the outcome. Features that carry the same information share their
 * importance or hide each other's: put them in a group. Use rows that the model was not trained on.
 *
 * <p>A feature that no shuffle showed to act has an importance of 0 and a standard error of D sqrt(2 / ((c + 2) (c +
 * 3))), unless all rows have the same value. D is the largest rise of the score by any shuffle, or by shuffling the
 * predictions themselves, and c the number of rows times repeats, after which 2 / ((c + 2) (c + 3)) is the mean of the
 * squared share of rows in which a shuffle would have an effect (Laplace's rule of succession; three standard errors
 * are 4.2 D / c, where the rule of three gives 3 D / c).
 *
 * <p>Immutable and thread-safe; the result depends on the rows and the seed only, bit for bit.
 */
public final class PermutationImportance {

    /** For a feature and a repeat, the row from which each row takes its values. */
    @FunctionalInterface
    interface Shuffles {
        int[] shuffle(int feature, int repeat);
    }

    /** The rows, their actual values and the predictions for them as they are. */
    private record Sample(
            double[][] rows, double[] actual, FeatureGroups players, double[] predicted, double untouched) {}

    private static final String METHOD = "permutation importance";

    private static final int REPEATS = 10;

    /** To a target error. */
    private static final int MOST_REPEATS = 1_000;

    /** A spread needs two. */
    private static final int FEWEST = 2;

    /** The spread of fewer is too rough to stop at. */
    private static final int FIRST_LOOK = 5;

    private final PredictFunction predictor;
    private final @Nullable FeatureGroups features;
    private final Scorer scorer;
    private final int repeats;
    private final Effort effort;

    private PermutationImportance(Builder builder) {
        predictor = builder.predictor;
        features = builder.features;
        scorer = builder.scorer;
        effort = builder.effort;
        int unset = effort.targetError() > 0 ? MOST_REPEATS : REPEATS;
        repeats = builder.repeats > 0 ? builder.repeats : unset;
    }

    /** Starts the importance of a predictor's features. */
    public static Builder builder(PredictFunction predictor) {
        return new Builder(predictor);
    }

    /** Importance by repeated shuffles, on the calling thread. */
    public Importances of(double[][] rows, double[] actual) {
        return of(rows, actual, Runnable::run);
    }

    /**
     * Importance by repeated shuffles, one task per feature; predicts rows x (features x repeats + 1) rows. The result
     * is the same, bit for bit, for any executor.
     *
     * @param rows (rows, columns), at least two; not modified
     * @param actual one per row
     * @return one importance per feature, in order
     * @throws IllegalStateException if a prediction or the score is not a finite number
     */
    public Importances of(double[][] rows, double[] actual, Executor executor) {
        return of(
                rows,
                actual,
                (feature, repeat) -> RandomOrder.of(
                        rows.length,
                        new Random(effort.seed() ^ (feature * 0x9e3779b97f4a7c15L + repeat * 0xd1342543de82ef95L))),
                executor);
    }

    Importances of(double[][] rows, double[] actual, Shuffles shuffles, Executor executor) {
        Sample sample = sample(rows, actual);
        int most = affordable(sample);
        int done = effort.targetError() == 0 ? most : Math.min(most, FIRST_LOOK);
        List<double[]> rises = Collections.nCopies(sample.players.size(), new double[0]);
        while (true) {
            List<double[]> before = rises;
            int wanted = done;
            rises = OrderedTasks.run(before.size(), f -> extend(before.get(f), wanted, sample, f, shuffles), executor);
            if (done == most || importances(sample, rises, 0).relativeError() <= effort.targetError()) {
                return importances(sample, rises, reach(sample, rises));
            }
            // The error is looked at after every fourth of what is done, as for walks.
            done = Math.min(most, done + Math.max(1, done / 4));
        }
    }

    /** How many repeats the budget allows. */
    private int affordable(Sample sample) {
        long byBudget = (effort.budget().orElse(Long.MAX_VALUE) / sample.rows.length - 1) / sample.players.size();
        return (int) Math.min(repeats, Math.max(FEWEST, byBudget));
    }

    /** The rises of the score so far, and those of more repeats. */
    private double[] extend(double[] before, int wanted, Sample sample, int feature, Shuffles shuffles) {
        double[][] rows = sample.rows;
        int[] columns = sample.players.members(feature);
        BatchPredictor batches = new BatchPredictor(predictor::predict, sample.players.columnCount());
        double[] rises = Arrays.copyOf(before, wanted);
        for (int r = before.length; r < wanted; r++) {
            int[] from = shuffles.shuffle(feature, r);
            double[] shuffled = batches.predict(rows.length, (i, row) -> mix(rows[i], rows[from[i]], columns, row));
            rises[r] = scorer.rise(sample.actual, sample.predicted, shuffled);
        }
        return rises;
    }

    private static Importances importances(Sample sample, List<double[]> rises, double reach) {
        List<Importance> features = new ArrayList<>();
        long evaluations = sample.rows.length;
        for (int f = 0; f < rises.size(); f++) {
            double unseen = varies(sample, f)
                    ? Unseen.standardError(reach, (double) sample.rows.length * rises.get(f).length)
                    : 0;
            features.add(importance(sample.players.names().get(f), rises.get(f), unseen));
            evaluations += (long) sample.rows.length * rises.get(f).length;
        }
        return new Importances(sample.untouched, features, METHOD, evaluations);
    }

    /**
     * How much worse the score may become where a feature acts that no shuffle showed to act: as much as by any shuffle
     * that was made, or as when the predictions are shuffled themselves.
     */
    private double reach(Sample sample, List<double[]> rises) {
        int[] order = RandomOrder.of(sample.rows.length, new Random(effort.seed()));
        double[] shuffled =
                Arrays.stream(order).mapToDouble(i -> sample.predicted[i]).toArray();
        double reach = Math.abs(scorer.rise(sample.actual, sample.predicted, shuffled));
        for (double[] some : rises) {
            for (double rise : some) {
                reach = Math.max(reach, Math.abs(rise));
            }
        }
        return reach;
    }

    /** Whether any two rows have different values of a feature; if not, shuffles change nothing. */
    private static boolean varies(Sample sample, int feature) {
        double[] first = sample.rows[0];
        int[] columns = sample.players.members(feature);
        return Arrays.stream(sample.rows)
                .anyMatch(row -> Arrays.stream(columns).anyMatch(column -> row[column] != first[column]));
    }

    private static Importance importance(String name, double[] rises, double unseen) {
        RunningMoments moments = new RunningMoments(1);
        for (double rise : rises) {
            moments.add(new double[] {rise});
        }
        boolean none = Arrays.stream(rises).allMatch(rise -> rise == 0);
        return none && rises.length > 1
                ? new Importance(name, 0, 0, unseen, rises.length)
                : new Importance(name, moments.mean(0), deviation(rises, moments), rises.length);
    }

    /**
     * Repeats may agree by chance. One that leaves every value where it is has a rise of 0, so equal rises other than 0
     * are no proof of an exact mean: by the rule of succession the next differs with probability 1 / (n + 2).
     */
    private static double deviation(double[] rises, RunningMoments moments) {
        int n = rises.length;
        if (n < 2) {
            return 0;
        }
        boolean agree = Arrays.stream(rises).allMatch(rise -> rise == rises[0]);
        return agree ? Math.abs(rises[0]) / Math.sqrt(n + 2) : Math.sqrt(moments.squares(0) / (n - 1));
    }

    /** The exact expectation over all shuffles, on the calling thread. */
    public Importances expected(double[][] rows, double[] actual) {
        return expected(rows, actual, Runnable::run);
    }

    /**
     * The exact expectation over all shuffles: every row with the values of every row, its own included. One task per
     * feature; predicts rows x (features x rows + 1) rows, whatever the budget. Use it for up to some hundred rows.
     *
     * @throws IllegalArgumentException if the score is not a mean over rows
     * @throws IllegalStateException if a prediction or the score is not a finite number
     */
    public Importances expected(double[][] rows, double[] actual, Executor executor) {
        DoubleBinaryOperator loss = scorer.lossOfRow();
        Sample sample = sample(rows, actual);
        double scale = scorer.scale(actual);
        int features = sample.players.size();
        List<Importance> importances = OrderedTasks.run(
                features,
                f -> new Importance(sample.players.names().get(f), scale * expectedRise(sample, f, loss), 0, 0),
                executor);
        long evaluations = Math.multiplyExact((long) rows.length, (long) features * rows.length + 1);
        return new Importances(sample.untouched, importances, METHOD + ", exact expectation", evaluations);
    }

    private double expectedRise(Sample sample, int feature, DoubleBinaryOperator loss) {
        double[][] rows = sample.rows;
        double[] actual = sample.actual;
        int[] columns = sample.players.members(feature);
        int n = rows.length;
        BatchPredictor batches = new BatchPredictor(predictor::predict, rows[0].length);
        // Whole rows of pairs at a time, as many as fill a batch.
        int block = Math.max(1, batches.capacity() / n);
        double rise = 0;
        for (int start = 0; start < n; start += block) {
            int first = start;
            int size = Math.min(block, n - start);
            double[] mixed = batches.predict(
                    Math.multiplyExact(size, n), (k, row) -> mix(rows[first + k / n], rows[k % n], columns, row));
            for (int i = 0; i < size; i++) {
                double own = loss.applyAsDouble(actual[first + i], sample.predicted[first + i]);
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
        return new BatchPredictor(predictor::predict, rows[0].length)
                .predict(rows.length, (i, row) -> System.arraycopy(rows[i], 0, row, 0, row.length));
    }

    private static void mix(double[] own, double[] other, int[] columns, double[] target) {
        System.arraycopy(own, 0, target, 0, own.length);
        for (int column : columns) {
            target[column] = other[column];
        }
    }

    private Sample sample(double[][] rows, double[] actual) {
        FeatureGroups players = check(rows, actual);
        double[] predicted = predictAll(rows);
        return new Sample(rows, actual, players, predicted, scorer.value(actual, predicted));
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
        private Scorer scorer = Scorer.meanSquaredError();
        private int repeats;
        private Effort effort = Effort.standard();

        private Builder(PredictFunction predictor) {
            this.predictor = predictor;
        }

        /** Which columns are shuffled together, and their name; every column on its own unless set. */
        public Builder features(FeatureGroups features) {
            this.features = features;
            return this;
        }

        /** How predictions are scored; by the mean squared error unless set. */
        public Builder scorer(Scorer scorer) {
            this.scorer = scorer;
            return this;
        }

        /**
         * How many shuffles per feature, or how many at most if there is a budget or a target error; 10 unless set, and
         * 1,000 with a target error.
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

        /**
         * The predictions of all features together, the target error and the seed of shuffles; no limit but the repeats
         * unless set. There are as many repeats, the same for every feature, as rows x (features x repeats + 1) stays
         * within the budget, but two at least, since their spread is the standard error. The relative error is
         * {@link Importances#relativeError()}, at which repeats may stop from the fifth on; features that no shuffle
         * showed to act do not count then.
         */
        public Builder effort(Effort effort) {
            this.effort = effort;
            return this;
        }

        /** The importance. */
        public PermutationImportance build() {
            return new PermutationImportance(this);
        }
    }
}
