package dev.clv.explain.dependence;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.json.RecordJson;
import java.util.List;

/**
 * Predictions along the values of one column: on average (partial dependence), and for every row (individual
 * conditional expectation). All numbers but the column's values are in the units of the prediction.
 *
 * @param column the column that is set
 * @param points every value it is set to, with the average
 * @param individual a list for every row with its predictions at every point, which are exact
 * @param baseValue the weighted mean prediction of the rows as they are
 * @param method {@code "partial dependence"}
 * @param evaluations rows times points
 */
public record DependenceCurve(
        int column,
        List<Point> points,
        List<List<Double>> individual,
        double baseValue,
        String method,
        long evaluations)
        implements ExplainerResult {

    private static final String KIND = "dependence curve";
    private static final int VERSION = 2;

    /**
     * A point of the curve.
     *
     * @param value the column is set to; NaN is "missing"
     * @param average the weighted mean prediction: partial dependence
     * @param standardError of {@code average}: how much it would vary with other rows of the same kind. For the given
     *     rows it is exact. NaN if there is only one row
     */
    public record Point(double value, double average, double standardError) {}

    /** Copies the lists; checks that every individual list has one number per point. */
    public DependenceCurve {
        points = List.copyOf(points);
        individual = individual.stream().map(List::copyOf).toList();
        for (List<Double> row : individual) {
            if (row.size() != points.size()) {
                throw new IllegalArgumentException("individual curves must have " + points.size()
                        + " points like the average, one had " + row.size());
            }
        }
    }

    @Override
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static DependenceCurve fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, DependenceCurve.class);
    }

    /** Without the points and the rows, of which there may be thousands. */
    @Override
    public String toString() {
        return "DependenceCurve[column " + column + ", " + points.size() + " points, " + individual.size() + " rows]";
    }
}
