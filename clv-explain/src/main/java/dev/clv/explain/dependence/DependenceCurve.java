package dev.clv.explain.dependence;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.ResultJson;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Predictions along the values of one column: on average (partial dependence), and for every row (individual
 * conditional expectation). Immutable and thread-safe.
 */
public final class DependenceCurve implements ExplainerResult {

    private static final String KIND = "dependence curve";
    private static final String METHOD = "partial dependence";

    private final int column;
    private final double[] grid;
    private final double[] average;
    private final double[] standardErrors;
    private final double[][] individual;
    private final double baseValue;
    private final long evaluations;

    /** The arrays become its own. */
    DependenceCurve(int column, double[] grid, WeightedMean[] means, double[][] individual, double baseValue) {
        this.column = column;
        this.grid = grid;
        this.average = WeightedMean.means(means);
        this.standardErrors = WeightedMean.standardErrors(means);
        this.individual = individual;
        this.baseValue = baseValue;
        evaluations = (long) grid.length * individual.length;
    }

    private DependenceCurve(ResultJson json) {
        column = json.integer("column");
        grid = json.numbers("grid");
        average = json.numbers("average");
        standardErrors = json.numbers("standardErrors");
        individual = json.table("individual");
        baseValue = json.number("baseValue");
        evaluations = json.count("evaluations");
        if (average.length != grid.length
                || standardErrors.length != grid.length
                || Arrays.stream(individual).anyMatch(row -> row.length != grid.length)) {
            throw new IllegalArgumentException("all curves must have " + grid.length + " points like the grid");
        }
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

    /**
     * Of {@link #average()}: how much it would vary with other rows of the same kind. For the given rows it is exact.
     * NaN if there is only one row; a copy.
     */
    public double[] standardErrors() {
        return standardErrors.clone();
    }

    /** How many rows have a curve of their own. */
    public int rows() {
        return individual.length;
    }

    /** One row's predictions at every value: its individual conditional expectation, which is exact; a copy. */
    public double[] individual(int row) {
        return individual[row].clone();
    }

    /** The weighted mean prediction of the rows as they are, in the units of the prediction, like the curves. */
    @Override
    public double baseValue() {
        return baseValue;
    }

    @Override
    public String method() {
        return METHOD;
    }

    /** Rows times values. */
    @Override
    public long evaluations() {
        return evaluations;
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("column", column)
                .put("grid", grid)
                .put("average", average)
                .put("standardErrors", standardErrors)
                .put("individual", individual)
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static DependenceCurve fromJson(String json) {
        return ResultJson.read(json, KIND, DependenceCurve::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DependenceCurve that
                && column == that.column
                && Arrays.equals(grid, that.grid)
                && Arrays.equals(average, that.average)
                && Arrays.equals(standardErrors, that.standardErrors)
                && Arrays.deepEquals(individual, that.individual)
                && Double.compare(baseValue, that.baseValue) == 0
                && evaluations == that.evaluations;
    }

    @Override
    public int hashCode() {
        return 31 * column + Arrays.hashCode(average);
    }

    @Override
    public String toString() {
        return "DependenceCurve[column " + column + ", " + grid.length + " values, " + rows() + " rows]";
    }
}
