package dev.clv.explain.dependence;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.ResultJson;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Average predictions over the values of two columns together. Immutable and thread-safe. */
public final class DependenceSurface implements ExplainerResult {

    private static final String KIND = "dependence surface";
    private static final String METHOD = "partial dependence of two columns";

    private final int first;
    private final int second;
    private final double[] firstGrid;
    private final double[] secondGrid;
    private final double[][] average;
    private final double[][] standardErrors;
    private final double baseValue;
    private final long evaluations;

    /** The arrays become its own; means are one per pair of values. */
    DependenceSurface(
            int first,
            double[] firstGrid,
            int second,
            double[] secondGrid,
            WeightedMean[][] means,
            double baseValue,
            long evaluations) {
        this.first = first;
        this.firstGrid = firstGrid;
        this.second = second;
        this.secondGrid = secondGrid;
        average = Arrays.stream(means).map(WeightedMean::means).toArray(double[][]::new);
        standardErrors = Arrays.stream(means).map(WeightedMean::standardErrors).toArray(double[][]::new);
        this.baseValue = baseValue;
        this.evaluations = evaluations;
    }

    private DependenceSurface(ResultJson json) {
        first = json.integer("first");
        firstGrid = json.numbers("firstGrid");
        second = json.integer("second");
        secondGrid = json.numbers("secondGrid");
        average = json.table("average");
        standardErrors = json.table("standardErrors");
        baseValue = json.number("baseValue");
        evaluations = json.count("evaluations");
        if (!isOnGrid(average) || !isOnGrid(standardErrors)) {
            throw new IllegalArgumentException(
                    "a surface must have " + firstGrid.length + " x " + secondGrid.length + " points like its grids");
        }
    }

    private boolean isOnGrid(double[][] points) {
        return points.length == firstGrid.length
                && Arrays.stream(points).allMatch(row -> row.length == secondGrid.length);
    }

    /** The first column that is set. */
    public int first() {
        return first;
    }

    /** The values it is set to; a copy. */
    public double[] firstGrid() {
        return firstGrid.clone();
    }

    /** The second column that is set. */
    public int second() {
        return second;
    }

    /** The values it is set to; a copy. */
    public double[] secondGrid() {
        return secondGrid.clone();
    }

    /** The weighted mean prediction at every pair of values, (first grid, second grid); a copy. */
    public double[][] average() {
        return copy(average);
    }

    /** Of {@link #average()}, as for {@link DependenceCurve#standardErrors()}; a copy. */
    public double[][] standardErrors() {
        return copy(standardErrors);
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    /** The weighted mean prediction of the rows as they are. */
    @Override
    public double baseValue() {
        return baseValue;
    }

    @Override
    public String method() {
        return METHOD;
    }

    /** Rows times pairs of values. */
    @Override
    public long evaluations() {
        return evaluations;
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("first", first)
                .put("firstGrid", firstGrid)
                .put("second", second)
                .put("secondGrid", secondGrid)
                .put("average", average)
                .put("standardErrors", standardErrors)
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static DependenceSurface fromJson(String json) {
        return ResultJson.read(json, KIND, DependenceSurface::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DependenceSurface that
                && first == that.first
                && Arrays.equals(firstGrid, that.firstGrid)
                && second == that.second
                && Arrays.equals(secondGrid, that.secondGrid)
                && Arrays.deepEquals(average, that.average)
                && Arrays.deepEquals(standardErrors, that.standardErrors)
                && Double.compare(baseValue, that.baseValue) == 0
                && evaluations == that.evaluations;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * first + second) + Arrays.deepHashCode(average);
    }

    @Override
    public String toString() {
        return "DependenceSurface[columns " + first + " and " + second + ", " + firstGrid.length + " x "
                + secondGrid.length + " values]";
    }
}
