package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;
import java.util.List;

/**
 * The effects of features on many customers: a row a feature, a dot for customers of about the same effect, as large as
 * they are many and coloured by how high the feature is among them.
 *
 * @param axis what rows are
 * @param rows features, the most important first
 * @param effect of the places
 * @param level what the colour means
 * @param customers what the size means
 * @param dots by row
 */
public record SwarmChart(String axis, List<String> rows, Axis effect, String level, String customers, List<Dot> dots)
        implements Chart {

    /**
     * Some customers.
     *
     * @param row the feature's, from 0
     * @param effect their mean
     * @param level the mean rank of their values, from 0, the lowest, to 1; NaN if the feature has no order or is
     *     unknown
     * @param customers how many
     */
    public record Dot(int row, double effect, double level, int customers) {}

    /** Copies the lists. */
    public SwarmChart {
        rows = List.copyOf(rows);
        dots = List.copyOf(dots);
    }

    @Override
    public JsonObject json() {
        return JsonObject.part()
                .put("kind", "swarm")
                .put("rows", rows.stream().map(Printable::of).toList())
                .put("effect", effect.json())
                .put("level", level)
                .put("customers", customers)
                .put(
                        "dots",
                        dots.stream()
                                .map(dot -> List.of(
                                        (double) dot.row(), dot.effect(), dot.level(), (double) dot.customers()))
                                .toList());
    }

    @Override
    public DataTable table() {
        DataTable.Builder table = DataTable.of(
                DataTable.column(axis, Format.TEXT),
                effect.column(),
                DataTable.column(level, Format.PERCENT),
                DataTable.column(customers, Format.COUNT));
        dots.forEach(dot -> table.row(rows.get(dot.row()), dot.effect(), dot.level(), dot.customers()));
        return table.build();
    }
}
