package dev.clv.evaluate;

import static java.util.Objects.requireNonNull;

import dev.clv.value.ValueDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    private final Scores scores;

    private PredictedValues(
            double[] values, double @Nullable [] probabilities, double[] truth, int[] customers, Scores scores) {
        this.values = values;
        this.probabilities = probabilities;
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
        return new PredictedValues(predicted.clone(), null, truth.clone(), eachItsOwn(truth.length), scores);
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
                predicted.clone(), probabilityPositive.clone(), truth.clone(), eachItsOwn(truth.length), scores);
    }

    /**
     * Predicted distributions: their means and, unless one of them is a point, their probabilities of a purchase.
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
        return of(means, positive, truth);
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
        return new PredictedValues(values, probabilities, truth, numbers, scores);
    }

    /** Other predictions of the same rows and customers. */
    PredictedValues instead(double[] predicted) {
        return new PredictedValues(predicted.clone(), null, truth, customers, Scores.of(predicted, truth));
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
