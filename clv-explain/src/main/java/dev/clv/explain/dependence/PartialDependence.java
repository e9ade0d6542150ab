package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;

/**
 * What is predicted, for every row and on average, when a column is set to one value after the other in every row
 * (Friedman, "Greedy function approximation", 2001; individual curves: Goldstein and others, 2015).
 *
 * <p>Where columns go together, rows appear that never occur; accumulated local effects avoid them. Immutable and
 * thread-safe.
 */
public final class PartialDependence {

    private final PredictFunction predictor;
    private final Background rows;

    private PartialDependence(PredictFunction predictor, Background rows) {
        this.predictor = predictor;
        this.rows = rows;
    }

    /**
     * Dependence of a predictor, over rows.
     *
     * @param rows whose weights weigh the average
     */
    public static PartialDependence of(PredictFunction predictor, Background rows) {
        return new PartialDependence(predictor, rows);
    }

    /** The curve of a column at up to {@code points} values, see {@link Grid#evenly}. */
    public DependenceCurve curve(int column, int points) {
        return curve(column, Grid.evenly(rows, column, points));
    }

    /** The curve of a column at given values; predicts rows x values rows. */
    public DependenceCurve curve(int column, double[] grid) {
        int size = rows.size();
        double[] predictions = new BatchPredictor(predictor, rows.columns())
                .predict(Math.multiplyExact(grid.length, size), (i, row) -> {
                    rows.copyRow(i % size, row);
                    row[column] = grid[i / size];
                });
        double[] average = new double[grid.length];
        Arrays.setAll(average, k -> average(predictions, k));
        double[][] individual = new double[size][grid.length];
        for (int b = 0; b < size; b++) {
            for (int k = 0; k < grid.length; k++) {
                individual[b][k] = predictions[k * size + b];
            }
        }
        return new DependenceCurve(column, grid, average, individual);
    }

    /**
     * The average prediction when two columns are set, at every pair of given values.
     *
     * @return (first grid, second grid)
     */
    public double[][] surface(int first, double[] firstGrid, int second, double[] secondGrid) {
        if (first == second) {
            throw new IllegalArgumentException("a surface needs two different columns, was " + first + " twice");
        }
        int size = rows.size();
        int points = secondGrid.length;
        double[] predictions = new BatchPredictor(predictor, rows.columns())
                .predict(Math.multiplyExact(Math.multiplyExact(firstGrid.length, points), size), (i, row) -> {
                    rows.copyRow(i % size, row);
                    row[first] = firstGrid[i / size / points];
                    row[second] = secondGrid[i / size % points];
                });
        double[][] surface = new double[firstGrid.length][points];
        for (int k = 0; k < firstGrid.length; k++) {
            for (int l = 0; l < points; l++) {
                surface[k][l] = average(predictions, k * points + l);
            }
        }
        return surface;
    }

    /** The weighted mean of one of several blocks of predictions, each of one prediction per row. */
    private double average(double[] predictions, int block) {
        double average = 0;
        for (int b = 0; b < rows.size(); b++) {
            average += rows.weight(b) * predictions[block * rows.size() + b];
        }
        return average;
    }
}
