package dev.clv.explain.dependence;

/** Predictions along the values of one column: on average, and for every row. Immutable and thread-safe. */
public final class DependenceCurve {

    private final int column;
    private final double[] grid;
    private final double[] average;
    private final double[][] individual;

    DependenceCurve(int column, double[] grid, double[] average, double[][] individual) {
        this.column = column;
        this.grid = grid.clone();
        this.average = average;
        this.individual = individual;
    }

    /** The column that is set. */
    public int column() {
        return column;
    }

    /** The values it is set to; a copy. */
    public double[] grid() {
        return grid.clone();
    }

    /** The weighted mean prediction at every value: partial dependence; a copy. */
    public double[] average() {
        return average.clone();
    }

    /** How many rows have a curve of their own. */
    public int rows() {
        return individual.length;
    }

    /** One row's predictions at every value: its individual conditional expectation; a copy. */
    public double[] individual(int row) {
        return individual[row].clone();
    }
}
