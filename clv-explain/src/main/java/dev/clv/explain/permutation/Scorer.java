package dev.clv.explain.permutation;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Scores predictions from actual and predicted values of the same rows. Immutable and thread-safe. */
public final class Scorer {

    private final ToDoubleBiFunction<double[], double[]> function;
    private final int rise;
    private final @Nullable DoubleBinaryOperator lossOfRow;
    private final ToDoubleFunction<double[]> scale;

    private Scorer(
            ToDoubleBiFunction<double[], double[]> function,
            int rise,
            @Nullable DoubleBinaryOperator lossOfRow,
            ToDoubleFunction<double[]> scale) {
        this.function = function;
        this.rise = rise;
        this.lossOfRow = lossOfRow;
        this.scale = scale;
    }

    /** Any function of (actual, predicted) of which less is better. */
    public static Scorer loss(ToDoubleBiFunction<double[], double[]> function) {
        return new Scorer(function, 1, null, actual -> 1);
    }

    /** Any function of (actual, predicted) of which more is better. */
    public static Scorer score(ToDoubleBiFunction<double[], double[]> function) {
        return new Scorer(function, -1, null, actual -> 1);
    }

    /** The mean over rows of a loss, from (actual, predicted) of one row; has an exact expectation. */
    public static Scorer meanLoss(DoubleBinaryOperator lossOfRow) {
        return new Scorer((actual, predicted) -> mean(lossOfRow, actual, predicted), 1, lossOfRow, actual -> 1);
    }

    /** Mean squared error. */
    public static Scorer meanSquaredError() {
        return meanLoss((actual, predicted) -> (actual - predicted) * (actual - predicted));
    }

    /** The root of the mean squared error; it is not a mean over rows and has no exact expectation. */
    public static Scorer rootMeanSquaredError() {
        Scorer squared = meanSquaredError();
        return loss((actual, predicted) -> Math.sqrt(squared.value(actual, predicted)));
    }

    /** Mean absolute error. */
    public static Scorer meanAbsoluteError() {
        return meanLoss((actual, predicted) -> Math.abs(actual - predicted));
    }

    /**
     * The coefficient of determination: 1 - mean squared error / variance of the actual values. More is better. Scoring
     * actual values that are all equal is an {@link IllegalArgumentException}, since it is undefined there.
     */
    public static Scorer r2() {
        Scorer squared = meanSquaredError();
        return new Scorer(
                (actual, predicted) -> 1 - squared.value(actual, predicted) / variance(actual),
                -1,
                squared.lossOfRow,
                actual -> 1 / variance(actual));
    }

    /** The mean of equal values may differ from them by rounding, which is no variance. */
    private static double variance(double[] values) {
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            throw new IllegalArgumentException("R2 is undefined for " + values.length + " actual values that are all "
                    + "equal; score by meanSquaredError() or meanAbsoluteError()");
        }
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        return variance;
    }

    private static double mean(DoubleBinaryOperator lossOfRow, double[] actual, double[] predicted) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += lossOfRow.applyAsDouble(actual[i], predicted[i]);
        }
        return sum / actual.length;
    }

    /**
     * The score.
     *
     * @throws IllegalStateException if it is not a finite number
     */
    public double value(double[] actual, double[] predicted) {
        double value = function.applyAsDouble(actual, predicted);
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    "the score of " + actual.length + " rows must be a finite number, was " + value);
        }
        return value;
    }

    /** How much worse {@code worse} is than {@code better}: positive when it is. */
    double rise(double[] actual, double[] better, double[] worse) {
        return rise * (value(actual, worse) - value(actual, better));
    }

    /** The loss of one row; the score is a linear function of its mean, by the factor {@link #scale}. */
    DoubleBinaryOperator lossOfRow() {
        if (lossOfRow == null) {
            throw new IllegalArgumentException("the exact expectation needs a scorer that is a mean over rows, such as "
                    + "Scorer.meanLoss(...); use repeats for any other");
        }
        return lossOfRow;
    }

    double scale(double[] actual) {
        return scale.applyAsDouble(actual);
    }
}
