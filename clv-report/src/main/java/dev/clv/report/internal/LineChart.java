package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lines over a number.
 *
 * @param x of the places
 * @param y of the heights
 * @param dashed what dashed lines are, such as "expected"; empty if there are none
 * @param diagonal whether the line y = x is drawn, as what would be perfect or even
 * @param lines each with its own places
 */
public record LineChart(Axis x, Axis y, String dashed, boolean diagonal, List<Line> lines) implements Chart {

    /**
     * A point.
     *
     * @param low the lower end of its interval; NaN if it has none
     * @param high the upper end
     */
    public record Point(double x, double y, double low, double high) {

        /** Without an interval. */
        public Point(double x, double y) {
            this(x, y, Double.NaN, Double.NaN);
        }
    }

    /**
     * A line.
     *
     * @param name also that of a dashed line that goes with it
     * @param points in order of x
     * @param dashed whether it is dashed
     */
    public record Line(String name, List<Point> points, boolean dashed) {

        /** Copies the list. */
        public Line {
            points = List.copyOf(points);
        }

        /** Not dashed. */
        public Line(String name, List<Point> points) {
            this(name, points, false);
        }

        boolean hasIntervals() {
            return points.stream().anyMatch(point -> !Double.isNaN(point.low()));
        }
    }

    /** Copies the list. */
    public LineChart {
        lines = List.copyOf(lines);
    }

    /** Without a diagonal and dashed lines. */
    public static LineChart of(Axis x, Axis y, Line... lines) {
        return new LineChart(x, y, "", false, Arrays.asList(lines));
    }

    /** With the diagonal, and without dashed lines. */
    public static LineChart withDiagonal(Axis x, Axis y, List<Line> lines) {
        return new LineChart(x, y, "", true, lines);
    }

    @Override
    public JsonObject json() {
        return JsonObject.part()
                .put("kind", "lines")
                .put("x", x.json())
                .put("y", y.json())
                .put("dashed", Printable.of(dashed))
                .put("diagonal", diagonal)
                .put(
                        "series",
                        lines.stream()
                                .map(line -> JsonObject.part()
                                        .put("name", Printable.of(line.name()))
                                        .put("dashed", line.dashed())
                                        .put(
                                                "points",
                                                line.points().stream()
                                                        .map(point -> numbers(point, line.hasIntervals()))
                                                        .toList()))
                                .toList());
    }

    private static List<Double> numbers(Point point, boolean intervals) {
        return intervals ? List.of(point.x(), point.y(), point.low(), point.high()) : List.of(point.x(), point.y());
    }

    @Override
    public DataTable table() {
        List<DataTable.Column> columns = new ArrayList<>(List.of(x.column()));
        TreeSet<Double> places = new TreeSet<>();
        for (Line line : lines) {
            String name = line.dashed() ? line.name() + ", " + dashed : line.name();
            columns.add(new DataTable.Column(name, y.format()));
            if (line.hasIntervals()) {
                columns.add(new DataTable.Column(name + " ≥", y.format()));
                columns.add(new DataTable.Column(name + " ≤", y.format()));
            }
            line.points().forEach(point -> places.add(point.x()));
        }
        List<Map<Double, Point>> byPlace = new ArrayList<>();
        for (Line line : lines) {
            Map<Double, Point> points = new LinkedHashMap<>();
            line.points().forEach(point -> points.put(point.x(), point));
            byPlace.add(points);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (double place : places) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(place);
            for (int k = 0; k < lines.size(); k++) {
                Point point = byPlace.get(k).get(place);
                row.add(point == null ? null : point.y());
                if (lines.get(k).hasIntervals()) {
                    row.add(point == null ? null : point.low());
                    row.add(point == null ? null : point.high());
                }
            }
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }
}
