package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predictions, for every row and on average, with a column set to one value after the other in every row (Friedman,
 * "Greedy function approximation", 2001; individual curves: Goldstein and others, 2015).
 *
 * <p>If columns depend on each other, this predicts rows that never occur; accumulated local effects avoid them.
 * Everything is exact for the given rows, at a cost of rows x values predictions. To bound it, use fewer values or a
 * sample of rows, as {@link Background#sample} draws it, and check the standard errors.
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
        double[] predictions =
                new BatchPredictor(predictor::predict, rows.columns()).predict(rows.size(), rows::copyRow);
        baseValue = WeightedMean.of(predictions, weights, weights.length).mean();
    }

    /**
     * The dependence of a predictor over rows; predicts them once as they are.
     *
     * @param rows whose weights weigh the average
     * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
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
        double[] predictions = new BatchPredictor(predictor::predict, rows.columns())
                .predict(Math.multiplyExact(values.length, size), (i, row) -> {
                    rows.copyRow(i % size, row);
                    row[column] = values[i / size];
                });
        List<DependenceCurve.Point> points = new ArrayList<>();
        for (int k = 0; k < values.length; k++) {
            WeightedMean mean = mean(predictions, k);
            points.add(new DependenceCurve.Point(values[k], mean.mean(), mean.standardError()));
        }
        List<List<Double>> individual = new ArrayList<>();
        for (int b = 0; b < size; b++) {
            List<Double> curve = new ArrayList<>();
            for (int k = 0; k < values.length; k++) {
                curve.add(predictions[k * size + b]);
            }
            individual.add(curve);
        }
        return new DependenceCurve(column, points, individual, baseValue, "partial dependence", predictions.length);
    }

    /**
     * The average prediction with two columns set to every pair of given values; predicts rows x pairs rows.
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
        double[] predictions = new BatchPredictor(predictor::predict, rows.columns())
                .predict(Math.multiplyExact(Math.multiplyExact(firstValues.length, points), size), (i, row) -> {
                    rows.copyRow(i % size, row);
                    row[first] = firstValues[i / size / points];
                    row[second] = secondValues[i / size % points];
                });
        List<List<Double>> average = new ArrayList<>();
        List<List<Double>> errors = new ArrayList<>();
        for (int k = 0; k < firstValues.length; k++) {
            List<WeightedMean> means = new ArrayList<>();
            for (int l = 0; l < points; l++) {
                means.add(mean(predictions, k * points + l));
            }
            average.add(means.stream().map(WeightedMean::mean).toList());
            errors.add(means.stream().map(WeightedMean::standardError).toList());
        }
        return new DependenceSurface(
                first,
                Arrays.stream(firstValues).boxed().toList(),
                second,
                Arrays.stream(secondValues).boxed().toList(),
                average,
                errors,
                baseValue,
                "partial dependence of two columns",
                predictions.length);
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

    /** The weighted mean of a block of predictions, one per row. */
    private WeightedMean mean(double[] predictions, int block) {
        int size = rows.size();
        return WeightedMean.of(Arrays.copyOfRange(predictions, block * size, (block + 1) * size), weights, size);
    }
}
