package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grid whose cells are as dark as their numbers are high.
 *
 * @param rowAxis what rows are
 * @param rows their names, from the top
 * @param columnAxis what columns are
 * @param columns their names, from the left
 * @param value of the cells
 * @param cells by row and column; NaN for an empty one
 */
public record HeatChart(
        String rowAxis,
        List<String> rows,
        String columnAxis,
        List<String> columns,
        Axis value,
        List<List<Double>> cells)
        implements Chart {

    /** Copies the lists and checks their sizes. */
    public HeatChart {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        cells = cells.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (cells.size() != rows.size() || cells.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("a grid needs " + rows.size() + " rows of " + width + " cells");
        }
    }

    @Override
    public JsonObject json() {
        return JsonObject.part()
                .put("kind", "heat")
                .put("rowAxis", Printable.of(rowAxis))
                .put("rows", rows.stream().map(Printable::of).toList())
                .put("columnAxis", Printable.of(columnAxis))
                .put("columns", columns.stream().map(Printable::of).toList())
                .put("value", value.json())
                .put("cells", cells);
    }

    @Override
    public DataTable table() {
        List<DataTable.Column> all = new ArrayList<>();
        all.add(new DataTable.Column(rowAxis + " \\ " + columnAxis, Format.TEXT));
        columns.forEach(name -> all.add(new DataTable.Column(name, value.format())));
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<@Nullable Object> line = new ArrayList<>();
            line.add(rows.get(r));
            line.addAll(cells.get(r));
            lines.add(line);
        }
        return new DataTable(all, lines);
    }
}
