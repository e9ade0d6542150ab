package dev.clv.explain.dependence;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.json.RecordJson;
import java.util.List;

/**
 * Average predictions over the values of two columns together.
 *
 * @param first the first column that is set
 * @param firstGrid the values it is set to
 * @param second the second column that is set
 * @param secondGrid the values it is set to
 * @param average the weighted mean prediction at every pair of values, (first grid, second grid)
 * @param standardErrors of {@code average}, as for {@link DependenceCurve.Point}
 * @param baseValue the weighted mean prediction of the rows as they are
 * @param method {@code "partial dependence of two columns"}
 * @param evaluations rows times pairs of values
 */
public record DependenceSurface(
        int first,
        List<Double> firstGrid,
        int second,
        List<Double> secondGrid,
        List<List<Double>> average,
        List<List<Double>> standardErrors,
        double baseValue,
        String method,
        long evaluations)
        implements ExplainerResult {

    private static final String KIND = "dependence surface";
    private static final int VERSION = 2;

    /** Copies the lists; checks that there is a number for every pair of values. */
    public DependenceSurface {
        firstGrid = List.copyOf(firstGrid);
        secondGrid = List.copyOf(secondGrid);
        average = onGrid(average, firstGrid.size(), secondGrid.size());
        standardErrors = onGrid(standardErrors, firstGrid.size(), secondGrid.size());
    }

    private static List<List<Double>> onGrid(List<List<Double>> matrix, int rows, int columns) {
        if (matrix.size() != rows || matrix.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException(
                    "a surface must have " + rows + " x " + columns + " averages and standard errors like its grids");
        }
        return matrix.stream().map(List::copyOf).toList();
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
    public static DependenceSurface fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, DependenceSurface.class);
    }

    @Override
    public String toString() {
        return "DependenceSurface[columns " + first + " and " + second + ", " + firstGrid.size() + " x "
                + secondGrid.size() + " values]";
    }
}
