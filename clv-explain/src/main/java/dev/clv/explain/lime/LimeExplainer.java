package dev.clv.explain.lime;

import dev.clv.explain.Background;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.OrderedTasks;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.RowSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Local interpretable model-agnostic explanations (Ribeiro, Singh, Guestrin, 2016) for tables: random rows, weighted by
 * their nearness to the explained row, and a ridge regression of the predictions on their scaled columns.
 *
 * <p>Rows are drawn column by column: numeric values from a normal distribution with the background's mean and standard
 * deviation (1 for a column that does not vary), categories by their share in the background. Numeric columns are
 * scaled by the same mean and deviation; a categorical column becomes 1 where it equals the row's and 0 elsewhere.
 *
 * <p>Slopes, not shares: for contributions that add up to the prediction use Shapley values. Standard errors say
 * whether there were samples enough, R2 whether a linear model fits at all.
 *
 * <p>Immutable and thread-safe. A row's explanation depends on the row and the seed only, bit for bit.
 */
public final class LimeExplainer {

    /** Fewer give standard errors that are rough themselves. */
    private static final int FIRST_LOOK = 250;

    private final PredictFunction predictor;
    private final Background background;
    private final List<String> names;
    private final boolean[] categorical;
    private final double[] mean;
    private final double[] scale;
    private final int samples;
    private final double targetError;
    private final double kernelWidth;
    private final LimeFit fit;
    private final long seed;

    private LimeExplainer(Builder builder) {
        predictor = builder.predictor;
        background = builder.background;
        int columns = background.columns();
        names = builder.names != null
                ? builder.names
                : FeatureGroups.columns(columns).names();
        if (names.size() != columns) {
            throw new IllegalArgumentException(
                    "there must be as many names as columns: " + columns + ", but there were " + names.size());
        }
        categorical = new boolean[columns];
        for (int column : builder.categorical) {
            if (column < 0 || column >= columns) {
                throw new IllegalArgumentException(
                        "a categorical column must be from 0 to " + (columns - 1) + ", was " + column);
            }
            categorical[column] = true;
        }
        mean = new double[columns];
        scale = new double[columns];
        for (int j = 0; j < columns; j++) {
            learn(j);
        }
        samples = builder.samples;
        targetError = builder.targetError;
        kernelWidth = builder.kernelWidth > 0 ? builder.kernelWidth : 0.75 * Math.sqrt(columns);
        fit = new LimeFit(names, builder.selection, builder.wanted, builder.penalty);
        seed = builder.seed;
    }

    private void learn(int column) {
        double variance = 0;
        for (int b = 0; b < background.size(); b++) {
            double value = background.value(b, column);
            if (Double.isNaN(value) && !categorical[column]) {
                throw new IllegalArgumentException("column '" + names.get(column) + "' is missing in background row "
                        + b + "; LIME needs complete rows");
            }
            mean[column] += background.weight(b) * value;
        }
        for (int b = 0; b < background.size(); b++) {
            double deviation = background.value(b, column) - mean[column];
            variance += background.weight(b) * deviation * deviation;
        }
        scale[column] = variance > 0 ? Math.sqrt(variance) : 1;
    }

    /** Starts an explainer that learns means, deviations and categories from a background. */
    public static Builder builder(PredictFunction predictor, Background background) {
        return new Builder(predictor, background);
    }

    /**
     * Explains one row.
     *
     * @param row as wide as the background, no numeric value missing; not modified
     * @throws IllegalArgumentException if the row is of another width or a numeric value of it is missing or infinite
     * @throws IllegalStateException if the predictor returns something that is not a finite number
     */
    public LimeExplanation explain(double[] row) {
        if (row.length != background.columns()) {
            throw new IllegalArgumentException("a row to explain must have " + background.columns()
                    + " columns like the background, was " + row.length);
        }
        for (int j = 0; j < row.length; j++) {
            if (!categorical[j] && !Double.isFinite(row[j])) {
                throw new IllegalArgumentException(
                        "column '" + names.get(j) + "' of the row must be finite, was " + row[j]);
            }
        }
        Random random = RowSeed.random(seed, row);
        BatchPredictor predictions = new BatchPredictor(predictor::predict, row.length);
        double[][] scaled = {};
        double[] labels = {};
        int size = targetError == 0 ? samples : Math.min(samples, Math.max(FIRST_LOOK, 10 * row.length));
        while (true) {
            int before = labels.length;
            double[][] more = neighbours(row, before, size, random);
            double[] predicted = predictions.predict(
                    more.length, (i, target) -> System.arraycopy(more[i], 0, target, 0, target.length));
            for (double[] neighbour : more) {
                scale(neighbour, row);
            }
            scaled = Arrays.copyOf(scaled, size);
            labels = Arrays.copyOf(labels, size);
            System.arraycopy(more, 0, scaled, before, more.length);
            System.arraycopy(predicted, 0, labels, before, more.length);
            LimeExplanation explanation = fit.fit(scaled, labels, kernelWidth);
            if (size == samples || explanation.relativeError() <= targetError) {
                return explanation;
            }
            size = (int) Math.min(samples, 2L * size);
        }
    }

    /** Explains many rows, one after the other, on the calling thread. */
    public List<LimeExplanation> explain(double[][] rows) {
        return explain(rows, Runnable::run);
    }

    /**
     * Explains many rows on an executor and the calling thread, one task a row, as {@link OrderedTasks#run} does. The
     * result is the same, bit for bit, for any executor.
     *
     * @param rows not modified, nor to be modified meanwhile
     * @return one explanation per row, in order
     */
    public List<LimeExplanation> explain(double[][] rows, Executor executor) {
        return OrderedTasks.run(rows.length, i -> explain(rows[i]), executor);
    }

    /** The neighbours number {@code from} to {@code to}, of which number 0 is the row itself. */
    private double[][] neighbours(double[] row, int from, int to, Random random) {
        double[][] neighbours = new double[to - from][];
        for (int i = 0; i < neighbours.length; i++) {
            neighbours[i] = row.clone();
            for (int j = 0; j < row.length && from + i > 0; j++) {
                neighbours[i][j] = categorical[j] ? category(j, random) : mean[j] + scale[j] * random.nextGaussian();
            }
        }
        return neighbours;
    }

    private double category(int column, Random random) {
        double left = random.nextDouble();
        int b = 0;
        while (b < background.size() - 1 && left >= background.weight(b)) {
            left -= background.weight(b++);
        }
        return background.value(b, column);
    }

    private void scale(double[] values, double[] row) {
        for (int j = 0; j < values.length; j++) {
            if (categorical[j]) {
                values[j] = Double.compare(values[j], row[j]) == 0 ? 1 : 0;
            } else {
                values[j] = (values[j] - mean[j]) / scale[j];
            }
        }
    }

    /** Settings of a {@link LimeExplainer}. Not thread-safe. */
    public static final class Builder {

        private final PredictFunction predictor;
        private final Background background;
        private @Nullable List<String> names;
        private int[] categorical = {};
        private int samples = 5_000;
        private double targetError;
        private double kernelWidth;
        private FeatureSelection selection = FeatureSelection.ALL;
        private int wanted = Integer.MAX_VALUE;
        private double penalty = 1;
        private long seed = 42;

        private Builder(PredictFunction predictor, Background background) {
            this.predictor = predictor;
            this.background = background;
        }

        /** The columns' names; x0, x1, ... unless set. */
        public Builder names(List<String> names) {
            this.names = List.copyOf(names);
            return this;
        }

        /** Columns whose values are categories; none unless set. */
        public Builder categorical(int... columns) {
            categorical = columns.clone();
            return this;
        }

        /**
         * How many rows the local model is fitted to, at most if there is a target error; 5,000 unless set. Standard
         * errors fall with the root of it.
         *
         * @param samples at least 2
         */
        public Builder samples(int samples) {
            if (samples < 2) {
                throw new IllegalArgumentException("samples must be at least 2, was " + samples);
            }
            this.samples = samples;
            return this;
        }

        /**
         * Samples are doubled, from 250 or ten per column up to {@link #samples}, until the standard errors are this
         * small: the root of their sum of squares relative to that of the coefficients, which is
         * {@link LimeExplanation#relativeError()}: that tells whether the target was reached. 0, all samples, unless
         * set.
         *
         * @param relative from 0 to below 1
         */
        public Builder targetError(double relative) {
            if (!(relative >= 0 && relative < 1)) {
                throw new IllegalArgumentException("target error must be from 0 to below 1, was " + relative);
            }
            targetError = relative;
            return this;
        }

        /**
         * How far the neighbourhood reaches, in standard deviations; 0.75 times the root of the number of columns
         * unless set.
         *
         * @param width positive
         */
        public Builder kernelWidth(double width) {
            if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("kernel width must be positive and finite, was " + width);
            }
            kernelWidth = width;
            return this;
        }

        /**
         * Which features the local model uses; all unless set.
         *
         * @param features how many at most, at least 1; without meaning for {@link FeatureSelection#ALL}
         */
        public Builder select(FeatureSelection selection, int features) {
            if (features < 1) {
                throw new IllegalArgumentException("features must be at least 1, was " + features);
            }
            this.selection = selection;
            wanted = features;
            return this;
        }

        /**
         * The ridge penalty on squared coefficients; 1 unless set.
         *
         * @param penalty positive
         */
        public Builder penalty(double penalty) {
            if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("penalty must be positive and finite, was " + penalty);
            }
            this.penalty = penalty;
            return this;
        }

        /** Where samples come from; 42 unless set. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The explainer. */
        public LimeExplainer build() {
            return new LimeExplainer(this);
        }
    }
}
