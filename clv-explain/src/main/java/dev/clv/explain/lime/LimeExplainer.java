package dev.clv.explain.lime;

import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.Explainer;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.RowSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Local interpretable model-agnostic explanations (Ribeiro, Singh, Guestrin, 2016) for tables: random rows, weighted by
 * their nearness to the explained row, and a ridge regression of the predictions on their scaled columns.
 *
 * <p>Rows are drawn column by column: numeric values from a normal distribution with the background's mean and standard
 * deviation (1 for a column that does not vary), categories by their share in the background. Numeric columns are
 * scaled by the same mean and deviation; a categorical column becomes 1 where it equals the row's and 0 elsewhere.
 *
 * <p>Nearness is relative to the nearest of the drawn rows, so that a row at the edge of the background has neighbours
 * too. One so far from it that hardly any drawn row counts is refused, since its coefficients would seem exact and mean
 * nothing.
 *
 * <p>The result is coefficients, not contributions: for contributions that add up to the prediction use Shapley values.
 * Standard errors say whether there were enough samples, R2 whether a linear model fits at all.
 *
 * <p>Immutable and thread-safe. A row's explanation depends on the row and the seed only, bit for bit.
 */
public final class LimeExplainer implements Explainer<LimeExplanation> {

    private static final long DEFAULT_BUDGET = 5_000;

    /** The standard errors of fewer are rough themselves. */
    private static final int FIRST_LOOK = 250;

    private final PredictFunction predictor;
    private final Background background;
    private final List<String> names;
    private final boolean[] categorical;
    private final double[] mean;
    private final double[] scale;
    private final int samples;
    private final double kernelWidth;
    private final LimeFit fit;
    private final Effort effort;

    private LimeExplainer(Builder builder) {
        predictor = builder.predictor;
        effort = builder.effort;
        samples = (int) Math.min(Integer.MAX_VALUE, effort.budget().orElse(DEFAULT_BUDGET));
        if (samples < 2) {
            throw new IllegalArgumentException("LIME needs a budget of at least 2 samples, was " + samples);
        }
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
        kernelWidth = builder.kernelWidth > 0 ? builder.kernelWidth : 0.75 * Math.sqrt(columns);
        fit = new LimeFit(names, builder.selection, builder.wanted, builder.penalty);
    }

    private void learn(int column) {
        double variance = 0;
        boolean varies = false;
        for (int b = 0; b < background.size(); b++) {
            double value = background.value(b, column);
            if (Double.isNaN(value) && !categorical[column]) {
                throw new IllegalArgumentException("column '" + names.get(column) + "' is missing in background row "
                        + b + "; LIME needs complete rows");
            }
            varies |= value != background.value(0, column);
            mean[column] += background.weight(b) * value;
        }
        for (int b = 0; b < background.size(); b++) {
            double deviation = background.value(b, column) - mean[column];
            variance += background.weight(b) * deviation * deviation;
        }
        // The mean of equal values may differ from them by rounding, which is no variance.
        scale[column] = varies && variance > 0 ? Math.sqrt(variance) : 1;
    }

    /** Starts an explainer that learns means, deviations and categories from a background. */
    public static Builder builder(PredictFunction predictor, Background background) {
        return new Builder(predictor, background);
    }

    /**
     * Explains one row.
     *
     * @param row as wide as the background, no numeric value missing; not modified
     * @throws IllegalArgumentException if the row is of another width, a numeric value of it is missing or infinite, or
     *     it is so far from the background that {@link LimeExplanation#neighbours} is less than twice the number of
     *     fitted coefficients, the intercept included
     * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
     */
    @Override
    public LimeExplanation explain(double[] row) {
        background.checkWidth(row);
        for (int j = 0; j < row.length; j++) {
            if (!categorical[j] && !Double.isFinite(row[j])) {
                throw new IllegalArgumentException(
                        "column '" + names.get(j) + "' of the row must be finite, was " + row[j]);
            }
        }
        Random random = RowSeed.random(effort.seed(), row);
        BatchPredictor predictions = new BatchPredictor(predictor::predict, row.length);
        double[][] scaled = {};
        double[] labels = {};
        int size = effort.targetError() == 0 ? samples : Math.min(samples, Math.max(FIRST_LOOK, 10 * row.length));
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
            LimeExplanation explanation = fit.fit(scaled, labels, Nearness.of(scaled, kernelWidth));
            boolean enough = explanation.neighbours() >= needed(explanation);
            if (enough && (size == samples || explanation.relativeError() <= effort.targetError())) {
                return explanation;
            }
            if (size == samples) {
                throw tooFew(explanation, scaled[0]);
            }
            size = (int) Math.min(samples, 2L * size);
        }
    }

    /** With fewer rows per coefficient, residuals and with them standard errors would be too small. */
    private static int needed(LimeExplanation explanation) {
        return 2 * (explanation.coefficients().size() + 1);
    }

    private IllegalArgumentException tooFew(LimeExplanation explanation, double[] scaledRow) {
        int farthest = 0;
        for (int j = 1; j < scaledRow.length; j++) {
            if (!categorical[j] && (categorical[farthest] || Math.abs(scaledRow[j]) > Math.abs(scaledRow[farthest]))) {
                farthest = j;
            }
        }
        String where = categorical[farthest]
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; its column '%s' is %.1f standard deviations from the background's mean",
                        names.get(farthest),
                        Math.abs(scaledRow[farthest]));
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "%d samples are worth %.1f neighbours of the row at a kernel width of %s%s. A local model of %d features needs %d: use a larger "
                        + "budget or kernel width, select fewer features, or explain the row by Shapley values",
                samples,
                explanation.neighbours(),
                kernelWidth,
                where,
                explanation.coefficients().size(),
                needed(explanation)));
    }

    /** The neighbours with the numbers from {@code from} to {@code to}; number 0 is the row itself. */
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
        private double kernelWidth;
        private FeatureSelection selection = FeatureSelection.ALL;
        private int wanted = Integer.MAX_VALUE;
        private double penalty = 1;
        private Effort effort = Effort.standard();

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
         * The samples, each of which is one prediction, the target error and the seed; 5,000 samples unless set, and
         * never fewer than 2. Standard errors fall with the root of the samples. To a target error, samples are doubled
         * from 250, or ten per column, up to the budget. The relative error is {@link LimeExplanation#relativeError()}.
         */
        public Builder effort(Effort effort) {
            this.effort = effort;
            return this;
        }

        /**
         * The width of the neighbourhood in standard deviations; 0.75 times the root of the number of columns unless
         * set.
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
         * @param features how many at most, at least 1; ignored by {@link FeatureSelection#ALL}
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

        /**
         * The explainer.
         *
         * @throws IllegalArgumentException if names or categorical columns are not those of the background, a numeric
         *     value of the background is missing, or the budget is a single sample
         */
        public LimeExplainer build() {
            return new LimeExplainer(this);
        }
    }
}
