package dev.clv.explain.permutation;

import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The quality of predictions, from actual and predicted values of the same rows. Immutable and thread-safe. */
public final class Metric {

    private final ToDoubleBiFunction<double[], double[]> function;
    private final int rise;
    private final @Nullable DoubleBinaryOperator lossOfRow;
    private final ToDoubleFunction<double[]> scale;

    private Metric(
            ToDoubleBiFunction<double[], double[]> function,
            int rise,
            @Nullable DoubleBinaryOperator lossOfRow,
            ToDoubleFunction<double[]> scale) {
        this.function = function;
        this.rise = rise;
        this.lossOfRow = lossOfRow;
        this.scale = scale;
    }

    /** Any metric of which less is better, from (actual, predicted). */
    public static Metric loss(ToDoubleBiFunction<double[], double[]> function) {
        return new Metric(function, 1, null, actual -> 1);
    }

    /** Any metric of which more is better, from (actual, predicted). */
    public static Metric score(ToDoubleBiFunction<double[], double[]> function) {
        return new Metric(function, -1, null, actual -> 1);
    }

    /** The mean over rows of a loss, from (actual, predicted) of one row; has an exact expectation. */
    public static Metric meanLoss(DoubleBinaryOperator lossOfRow) {
        return new Metric((actual, predicted) -> mean(lossOfRow, actual, predicted), 1, lossOfRow, actual -> 1);
    }

    /** Mean squared error. */
    public static Metric meanSquaredError() {
        return meanLoss((actual, predicted) -> (actual - predicted) * (actual - predicted));
    }

    /** Mean absolute error. */
    public static Metric meanAbsoluteError() {
        return meanLoss((actual, predicted) -> Math.abs(actual - predicted));
    }

    /** The coefficient of determination: 1 - mean squared error / variance of the actual values. More is better. */
    public static Metric r2() {
        Metric squared = meanSquaredError();
        return new Metric(
                (actual, predicted) -> 1 - squared.value(actual, predicted) / variance(actual),
                -1,
                squared.lossOfRow,
                actual -> 1 / variance(actual));
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        if (!(variance > 0)) {
            throw new IllegalArgumentException("R2 needs actual values that vary, but their variance was " + variance);
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
     * The metric itself.
     *
     * @throws IllegalStateException if it is not a finite number
     */
    public double value(double[] actual, double[] predicted) {
        double value = function.applyAsDouble(actual, predicted);
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    "the metric of " + actual.length + " rows must be a finite number, was " + value);
        }
        return value;
    }

    /** How much worse {@code worse} is than {@code better}: positive when it is. */
    double rise(double[] actual, double[] better, double[] worse) {
        return rise * (value(actual, worse) - value(actual, better));
    }

    /** The loss of one row, of whose mean the metric is a linear function with slope {@link #scale}. */
    DoubleBinaryOperator lossOfRow() {
        if (lossOfRow == null) {
            throw new IllegalArgumentException("the exact expectation needs a metric that is a mean over rows, such as "
                    + "Metric.meanLoss(...); use repeats for any other");
        }
        return lossOfRow;
    }

    double scale(double[] actual) {
        return scale.applyAsDouble(actual);
    }
}
