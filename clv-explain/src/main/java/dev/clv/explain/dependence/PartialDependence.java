package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;

/**
 * What is predicted, for every row and on average, when a column is set to one value after the other in every row
 * (Friedman, "Greedy function approximation", 2001; individual curves: Goldstein and others, 2015).
 *
 * <p>Where columns go together, rows appear that never occur; accumulated local effects avoid them. Everything is exact
 * for the given rows, at a cost that is known before, rows x values; to bound it, give fewer values or a sample of
 * rows, as {@link Background#sample} draws it, and look at the standard errors.
 *
 * <p>Immutable and thread-safe.
 */
public final class PartialDependence {

    private final PredictFunction predictor;
    private final Background rows;
    private final double[] weights;
    private final double baseValue;

    private PartialDependence(PredictFunction predictor, Background rows) {
        this.predictor = predictor;
        this.rows = rows;
        weights = new double[rows.size()];
        Arrays.setAll(weights, rows::weight);
        double[] predictions = new BatchPredictor(predictor, rows.columns()).predict(rows.size(), rows::copyRow);
        baseValue = WeightedMean.of(predictions, weights, weights.length).mean();
    }

    /**
     * Dependence of a predictor, over rows; predicts them once as they are.
     *
     * @param rows whose weights weigh the average
     * @throws IllegalStateException if the predictor returns something that is not a finite number
     */
    public static PartialDependence of(PredictFunction predictor, Background rows) {
        return new PartialDependence(predictor, rows);
    }

    /** The curve of a column at up to {@code points} values, see {@link Grid#evenly}. */
    public DependenceCurve curve(int column, int points) {
        return curve(column, Grid.evenly(rows, column, points));
    }

    /**
     * The curve of a column at given values; predicts rows x values rows.
     *
     * @param grid in any order, not infinite; NaN is "missing"; copied
     */
    public DependenceCurve curve(int column, double[] grid) {
        double[] values = checked(column, grid);
        int size = rows.size();
        double[] predictions = new BatchPredictor(predictor, rows.columns())
                .predict(Math.multiplyExact(values.length, size), (i, row) -> {
                    rows.copyRow(i % size, row);
                    row[column] = values[i / size];
                });
        double[][] individual = new double[size][values.length];
        for (int b = 0; b < size; b++) {
            for (int k = 0; k < values.length; k++) {
                individual[b][k] = predictions[k * size + b];
            }
        }
        return new DependenceCurve(column, values, means(predictions, 0, values.length), individual, baseValue);
    }

    /**
     * The average prediction when two columns are set, at every pair of given values; predicts rows x pairs rows.
     *
     * @param firstGrid as for {@link #curve(int, double[])}
     * @param secondGrid as for {@link #curve(int, double[])}
     */
    public DependenceSurface surface(int first, double[] firstGrid, int second, double[] secondGrid) {
        if (first == second) {
            throw new IllegalArgumentException("a surface needs two different columns, was " + first + " twice");
        }
        double[] firstValues = checked(first, firstGrid);
        double[] secondValues = checked(second, secondGrid);
        int size = rows.size();
        int points = secondValues.length;
        double[] predictions = new BatchPredictor(predictor, rows.columns())
                .predict(Math.multiplyExact(Math.multiplyExact(firstValues.length, points), size), (i, row) -> {
                    rows.copyRow(i % size, row);
                    row[first] = firstValues[i / size / points];
                    row[second] = secondValues[i / size % points];
                });
        WeightedMean[][] means = new WeightedMean[firstValues.length][];
        Arrays.setAll(means, k -> means(predictions, k * points, points));
        return new DependenceSurface(first, firstValues, second, secondValues, means, baseValue, predictions.length);
    }

    private double[] checked(int column, double[] grid) {
        if (column < 0 || column >= rows.columns()) {
            throw new IllegalArgumentException(
                    "a column must be from 0 to " + (rows.columns() - 1) + ", was " + column);
        }
        for (double value : grid) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("a value of column " + column + " must not be infinite");
            }
        }
        return grid.clone();
    }

    /** The weighted means of some blocks of predictions, each of one prediction per row. */
    private WeightedMean[] means(double[] predictions, int from, int blocks) {
        int size = rows.size();
        WeightedMean[] means = new WeightedMean[blocks];
        for (int k = 0; k < blocks; k++) {
            int start = (from + k) * size;
            means[k] = WeightedMean.of(Arrays.copyOfRange(predictions, start, start + size), weights, size);
        }
        return means;
    }
}
