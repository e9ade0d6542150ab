package dev.clv.train;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Rows to learn from: features, how to prepare them, and what came of them: a label per target. Immutable and
 * thread-safe.
 *
 * <p>R = rows, F = raw features, I = inputs of a network.
 */
public final class TrainingRows {

    private final FeatureMatrix features;
    private final Targets targets;
    private final List<double[]> labels; // (R) of each target
    private final Preparation preparation;
    private final int[] customerOfRow; // numbered from 0 as they come
    private final int customers;
    private final @Nullable Horizon horizon;
    private final @Nullable FittedEventTokens tokens;

    private TrainingRows(
            FeatureMatrix features,
            Targets targets,
            List<double[]> labels,
            Preparation preparation,
            int[] customerOfRow,
            int customers,
            @Nullable Horizon horizon,
            @Nullable FittedEventTokens tokens) {
        this.features = features;
        this.targets = targets;
        this.labels = List.copyOf(labels);
        this.preparation = preparation;
        this.customerOfRow = customerOfRow;
        this.customers = customers;
        this.horizon = horizon;
        this.tokens = tokens;
    }

    /**
     * Rows whose only target is the value, and a preparation fitted on them.
     *
     * @param features (R, F), R at least 1
     * @param labels (R), values in currency, zero or more and finite; copied
     * @param preparation its settings
     * @throws IllegalArgumentException if there are no rows or the labels are not one per row, zero or more and finite
     */
    public static TrainingRows of(FeatureMatrix features, double[] labels, Preparation.Builder preparation) {
        return of(features, labels, preparation, Runnable::run);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor changes no bit of the result
     */
    static TrainingRows of(
            FeatureMatrix features, double[] labels, Preparation.Builder preparation, Executor executor) {
        if (features.rows() == 0 || labels.length != features.rows()) {
            throw new IllegalArgumentException("training needs at least 1 row and a label for each, were "
                    + features.rows() + " rows and " + labels.length + " labels");
        }
        requireLabels("label", labels);
        Preparation fitted = preparation.fit(features, executor);
        Map<String, Integer> numbers = new HashMap<>();
        int[] customerOfRow = new int[labels.length];
        for (int row = 0; row < labels.length; row++) {
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(features.customer(row), next);
            customerOfRow[row] = known == null ? next : known;
        }
        return new TrainingRows(
                features, Targets.value(), List.of(labels.clone()), fitted, customerOfRow, numbers.size(), null, null);
    }

    /**
     * These rows, whose values are those of a horizon.
     *
     * @param main positive; targets with a horizon of their own have others
     */
    public TrainingRows over(Horizon main) {
        return new TrainingRows(features, targets, labels, preparation, customerOfRow, customers, main, tokens);
    }

    /**
     * These rows with one target more, the last.
     *
     * @param more (R), in the target's unit, zero or more and finite; copied
     * @throws IllegalArgumentException if the rows have this target already, or the labels are not one per row, zero or
     *     more and finite
     */
    public TrainingRows with(Target target, double[] more) {
        if (more.length != size()) {
            throw new IllegalArgumentException(
                    "target '" + target + "' needs a label for each of the " + size() + " rows, got " + more.length);
        }
        requireLabels("label '" + target + "'", more);
        List<Target> allTargets = new ArrayList<>(targets.all());
        allTargets.add(target);
        List<double[]> allLabels = new ArrayList<>(labels);
        allLabels.add(more.clone());
        return new TrainingRows(
                features, new Targets(allTargets), allLabels, preparation, customerOfRow, customers, horizon, tokens);
    }

    /**
     * These rows with some of the features, prepared as they are here.
     *
     * @param some names of features, in any order; at least one
     * @throws IllegalArgumentException if there is no such feature
     */
    public TrainingRows only(Collection<String> some) {
        return new TrainingRows(
                features.only(some),
                targets,
                labels,
                preparation.only(some),
                customerOfRow,
                customers,
                horizon,
                some.contains(FittedEventTokens.FEATURE) ? tokens : null);
    }

    /** These rows, whose last feature is that of the tokens of an extractor, which networks may read one by one. */
    TrainingRows reading(FittedEventTokens read) {
        return new TrainingRows(features, targets, labels, preparation, customerOfRow, customers, horizon, read);
    }

    /** What the last columns are the tokens of; null if they are not tokens. */
    @Nullable
    FittedEventTokens tokens() {
        return tokens;
    }

    private static void requireLabels(String name, double[] labels) {
        for (int row = 0; row < labels.length; row++) {
            if (!(labels[row] >= 0 && labels[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the " + name + " of row " + (row + 1)
                        + " must be zero or more and finite, was " + labels[row] + "; floor values at 0");
            }
        }
    }

    /** The number of rows R. */
    public int size() {
        return features.rows();
    }

    /** The number of different customers. */
    public int customers() {
        return customers;
    }

    /** The number of a row's customer, from 0, below {@link #customers()}. */
    int customerOf(int row) {
        return customerOfRow[row];
    }

    /** The most rows that one customer has; at least 1. */
    int mostRowsOfOneCustomer() {
        int[] counts = new int[customers];
        int most = 1;
        for (int customer : customerOfRow) {
            most = Math.max(most, ++counts[customer]);
        }
        return most;
    }

    /** What amounts of the rows (R) add up to for each customer, by {@link #customerOf number}. */
    double[] sumsByCustomer(double[] amounts) {
        double[] sums = new double[customers];
        for (int row = 0; row < amounts.length; row++) {
            sums[customerOfRow[row]] += amounts[row];
        }
        return sums;
    }

    /** Raw features (R, F). */
    public FeatureMatrix features() {
        return features;
    }

    /** What the labels measure; the value first. */
    public Targets targets() {
        return targets;
    }

    /** A copy of the values (R), in currency. */
    public double[] labels() {
        return labels(Target.value());
    }

    /**
     * A copy of the labels of a target (R), in its unit.
     *
     * @throws IllegalArgumentException if the rows do not have the target
     */
    public double[] labels(Target target) {
        return labels.get(targets.indexOf(target.name())).clone();
    }

    /** How far ahead the values look; null if that is not known, as of a plain table. */
    public @Nullable Horizon horizon() {
        return horizon;
    }

    /** Share of rows with a positive value, in [0, 1]. */
    public double positiveShare() {
        return Arrays.stream(labels.get(0)).filter(label -> label > 0).count() / (double) size();
    }

    /** From raw features to inputs, fitted on these rows. */
    public Preparation preparation() {
        return preparation;
    }

    /**
     * Some rows prepared.
     *
     * @return (n, I), new
     */
    double[][] inputs(int[] some) {
        double[] row = new double[features.schema().size()];
        double[][] inputs = new double[some.length][preparation.width()];
        for (int i = 0; i < some.length; i++) {
            features.copyRow(some[i], row);
            preparation.transform(row, inputs[i]);
        }
        return inputs;
    }

    /**
     * What networks learn from.
     *
     * @param networkLabels (R, L), in the units of the networks
     * @param spec of the networks, which may read some inputs as a sequence
     */
    TrainingData data(double[][] networkLabels, NetworkSpec spec, Precision precision) {
        Optional<SequenceShape> sequence = spec.sequence();
        if (sequence.isPresent()) {
            return TrainingData.sequences(size(), sequence.get(), inputs(), networkLabels);
        }
        if (precision == Precision.DOUBLE) {
            return TrainingData.of(preparation.transform(features), networkLabels);
        }
        return TrainingData.inFloat(size(), preparation.width(), inputs(), networkLabels);
    }

    private TrainingData.InputRows inputs() {
        double[] row = new double[features.schema().size()];
        return (i, inputs) -> {
            features.copyRow(i, row);
            preparation.transform(row, inputs);
        };
    }

    /** How the tokens lie in the inputs of a network, behind its plain columns. */
    SequenceShape shape(FittedEventTokens read) {
        return new SequenceShape(
                preparation.width() - read.width(),
                read.length(),
                read.tokenFeatures().size());
    }

    @Override
    public String toString() {
        return "TrainingRows[" + size() + " rows of " + customers + " customers]";
    }
}
