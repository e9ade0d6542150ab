package dev.clv.evaluate;

import static java.util.Objects.requireNonNull;

import dev.clv.value.ValueDistribution;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted of some customers beside what came true: the input of {@link Scores}, {@link Bootstrap} and
 * {@link Comparison}. Immutable; n = rows.
 */
public final class PredictedValues {

    private final double[] values;
    private final double @Nullable [] probabilities;
    private final double[] truth;
    private final int[] customers; // from 0
    private final Map<Metric, double[]> errors;
    private final Scores scores;

    private PredictedValues(
            double[] values,
            double @Nullable [] probabilities,
            Map<Metric, double[]> errors,
            double[] truth,
            int[] customers,
            Scores scores) {
        this.values = values;
        this.probabilities = probabilities;
        this.errors = errors;
        this.truth = truth;
        this.customers = customers;
        this.scores = scores;
    }

    /**
     * Predicted values.
     *
     * @param predicted as in {@link Scores#of(double[], double[])}; copied
     * @param truth as in {@link Scores#of(double[], double[])}; copied
     */
    public static PredictedValues of(double[] predicted, double[] truth) {
        Scores scores = Scores.of(predicted, truth);
        return new PredictedValues(predicted.clone(), null, Map.of(), truth.clone(), eachItsOwn(truth.length), scores);
    }

    /**
     * Predicted values and probabilities of a purchase.
     *
     * @param predicted as in {@link Scores#of(double[], double[], double[])}; copied
     * @param probabilityPositive as in {@link Scores#of(double[], double[], double[])}; copied
     * @param truth as in {@link Scores#of(double[], double[], double[])}; copied
     */
    public static PredictedValues of(double[] predicted, double[] probabilityPositive, double[] truth) {
        Scores scores = Scores.of(predicted, probabilityPositive, truth);
        return new PredictedValues(
                predicted.clone(),
                probabilityPositive.clone(),
                Map.of(),
                truth.clone(),
                eachItsOwn(truth.length),
                scores);
    }

    /**
     * Predicted distributions: their means and, unless one of them is a point, their probabilities of a purchase,
     * quantiles and intervals.
     *
     * @param predicted one per customer
     * @param truth as in {@link Scores#of(double[], double[])}; copied
     */
    public static PredictedValues of(List<ValueDistribution> predicted, double[] truth) {
        double[] means = predicted.stream().mapToDouble(ValueDistribution::mean).toArray();
        if (predicted.stream().anyMatch(ValueDistribution::isPoint)) {
            return of(means, truth);
        }
        double[] positive = predicted.stream()
                .mapToDouble(distribution -> distribution.probabilityAbove(0))
                .toArray();
        Scores scores = Scores.of(means, positive, truth);
        Map<Metric, double[]> errors = DistributionErrors.of(predicted, truth);
        return new PredictedValues(
                means, positive, errors, truth.clone(), eachItsOwn(truth.length), scores.with(means, errors));
    }

    /**
     * Says whose rows these are, so that a {@link Bootstrap} draws all rows of a customer together; unless said, each
     * row is a customer of its own.
     *
     * @param ids one per row; may repeat
     * @throws IllegalArgumentException if they are not one per row
     */
    public PredictedValues ofCustomers(List<String> ids) {
        if (ids.size() != truth.length) {
            throw new IllegalArgumentException(
                    "there must be one id per row, were " + ids.size() + " for " + truth.length);
        }
        Map<String, Integer> known = new HashMap<>();
        int[] numbers = new int[truth.length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = known.computeIfAbsent(requireNonNull(ids.get(row), "id"), id -> known.size());
        }
        return new PredictedValues(values, probabilities, errors, truth, numbers, scores);
    }

    /** Other predictions of the same rows and customers. */
    PredictedValues instead(double[] predicted) {
        return new PredictedValues(predicted.clone(), null, Map.of(), truth, customers, Scores.of(predicted, truth));
    }

    /** The constant that misses the true values of these rows least, their mean, predicted for all of them. */
    public PredictedValues meanOfTruth() {
        double[] constant = new double[truth.length];
        Arrays.fill(constant, scores.sumTrue() / truth.length);
        return instead(constant);
    }

    /**
     * The rows at some places, each a customer of its own: for comparisons within a segment of forecasts as of one
     * time.
     *
     * @param rows from 0, at least one
     */
    public PredictedValues select(int[] rows) {
        Map<Metric, double[]> some = new EnumMap<>(Metric.class);
        errors.forEach((metric, ofRows) -> some.put(metric, select(ofRows, rows)));
        return measured(
                select(values, rows),
                probabilities == null ? null : select(probabilities, rows),
                some,
                select(truth, rows));
    }

    /**
     * All rows of several, each a customer of its own; without probabilities and distributions if one has none.
     *
     * @param parts at least one
     */
    public static PredictedValues pooled(List<PredictedValues> parts) {
        Map<Metric, double[]> errors = new EnumMap<>(Metric.class);
        for (Metric metric : parts.get(0).errors.keySet()) {
            if (parts.stream().allMatch(part -> part.errors.containsKey(metric))) {
                errors.put(
                        metric,
                        joined(parts.stream()
                                .map(part -> part.errors.get(metric))
                                .toList()));
            }
        }
        return measured(
                joined(parts.stream().map(PredictedValues::values).toList()),
                parts.stream().anyMatch(part -> part.probabilities == null)
                        ? null
                        : joined(parts.stream()
                                .map(PredictedValues::probabilities)
                                .toList()),
                errors,
                joined(parts.stream().map(PredictedValues::truth).toList()));
    }

    private static PredictedValues measured(
            double[] values, double @Nullable [] probabilities, Map<Metric, double[]> errors, double[] truth) {
        Scores scores = probabilities == null ? Scores.of(values, truth) : Scores.of(values, probabilities, truth);
        return new PredictedValues(
                values, probabilities, errors, truth, eachItsOwn(truth.length), scores.with(values, errors));
    }

    static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] select(double[] of, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> of[row]).toArray();
    }

    /** Every metric of them. */
    public Scores scores() {
        return scores;
    }

    /** The number of rows. */
    public int size() {
        return truth.length;
    }

    /** Whether these are the rows of the same customers with the same true values, in the same order. */
    boolean isOfSameRows(PredictedValues other) {
        return Arrays.equals(truth, other.truth) && Arrays.equals(customers, other.customers);
    }

    /** (n), not to be modified. */
    double[] values() {
        return values;
    }

    /** (n), not to be modified; null if none were predicted. */
    double @Nullable [] probabilities() {
        return probabilities;
    }

    /** (n) for each metric that is the mean of what single rows add to it; not to be modified. */
    Map<Metric, double[]> errors() {
        return errors;
    }

    /** The customers whose predicted probability of a purchase lies in each tenth; none without probabilities. */
    public List<ReliabilityBin> reliability() {
        return probabilities == null ? List.of() : List.copyOf(ReliabilityBin.table(probabilities, truth));
    }

    /** (n), not to be modified. */
    double[] truth() {
        return truth;
    }

    /** The number of each row's customer, from 0; (n), not to be modified. */
    int[] customers() {
        return customers;
    }

    private static int[] eachItsOwn(int rows) {
        int[] numbers = new int[rows];
        Arrays.setAll(numbers, row -> row);
        return numbers;
    }

    /** Names sizes only, because predictions are personal data. */
    @Override
    public String toString() {
        return "PredictedValues[" + truth.length + " rows]";
    }
}
