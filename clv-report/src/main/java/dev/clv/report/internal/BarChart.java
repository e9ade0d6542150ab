package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bars by category, one for each series.
 *
 * @param lying whether bars go from left to right, for many or long names; the first category is on top
 * @param stacked whether the bars of a category stand on each other
 * @param axis what categories are
 * @param categories their names
 * @param value of the lengths
 * @param series with a number a category
 */
public record BarChart(
        boolean lying, boolean stacked, String axis, List<String> categories, Axis value, List<Bars> series)
        implements Chart {

    /**
     * The bars of one series.
     *
     * @param values NaN for none
     * @param low the lower ends of intervals; empty if there are none, NaN where there is none
     * @param high the upper ends
     */
    public record Bars(String name, List<Double> values, List<Double> low, List<Double> high) {

        /** Copies the lists. */
        public Bars {
            values = List.copyOf(values);
            low = List.copyOf(low);
            high = List.copyOf(high);
        }

        /** Without intervals. */
        public Bars(String name, List<Double> values) {
            this(name, values, List.of(), List.of());
        }
    }

    /** Copies the lists and checks their sizes. */
    public BarChart {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        for (Bars bars : series) {
            if (bars.values().size() != categories.size()
                    || bars.low().size() != bars.high().size()
                    || !(bars.low().isEmpty() || bars.low().size() == categories.size())) {
                throw new IllegalArgumentException(
                        "bars need a number for each of " + categories.size() + " categories");
            }
        }
    }

    /** Standing bars of one or more series. */
    public static BarChart standing(String axis, List<String> categories, Axis value, Bars... series) {
        return new BarChart(false, false, axis, categories, value, Arrays.asList(series));
    }

    /** Lying bars of one or more series. */
    public static BarChart lying(String axis, List<String> categories, Axis value, Bars... series) {
        return new BarChart(true, false, axis, categories, value, Arrays.asList(series));
    }

    @Override
    public JsonObject json() {
        return JsonObject.part()
                .put("kind", "bars")
                .put("lying", lying)
                .put("stacked", stacked)
                .put("axis", Printable.of(axis))
                .put("categories", categories.stream().map(Printable::of).toList())
                .put("value", value.json())
                .put(
                        "series",
                        series.stream()
                                .map(bars -> JsonObject.part()
                                        .put("name", Printable.of(bars.name()))
                                        .put("values", bars.values())
                                        .put("low", bars.low())
                                        .put("high", bars.high()))
                                .toList());
    }

    @Override
    public DataTable table() {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(new DataTable.Column(axis, Format.TEXT));
        for (Bars bars : series) {
            columns.add(new DataTable.Column(bars.name(), value.format()));
            if (!bars.low().isEmpty()) {
                columns.add(new DataTable.Column(bars.name() + " ≥", value.format()));
                columns.add(new DataTable.Column(bars.name() + " ≤", value.format()));
            }
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(categories.get(i));
            for (Bars bars : series) {
                row.add(bars.values().get(i));
                if (!bars.low().isEmpty()) {
                    row.add(bars.low().get(i));
                    row.add(bars.high().get(i));
                }
            }
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }
}
