package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;
import java.util.List;

/**
 * How many went from where to where, as bands between two columns.
 *
 * @param from what the left column is, such as a day
 * @param to what the right one is
 * @param customers what is counted
 * @param flows none of zero
 */
public record FlowChart(String from, String to, String customers, List<Flow> flows) implements Chart {

    /** One band. */
    public record Flow(String from, String to, double count) {}

    /** Copies the list. */
    public FlowChart {
        flows = List.copyOf(flows);
    }

    @Override
    public JsonObject json() {
        return JsonObject.part()
                .put("kind", "flow")
                .put("from", Printable.of(from))
                .put("to", Printable.of(to))
                .put("value", new Axis(customers, Format.COUNT).json())
                .put(
                        "flows",
                        flows.stream()
                                .map(flow -> JsonObject.part()
                                        .put("from", Printable.of(flow.from()))
                                        .put("to", Printable.of(flow.to()))
                                        .put("count", flow.count()))
                                .toList());
    }

    @Override
    public DataTable table() {
        DataTable.Builder table = DataTable.of(
                DataTable.column(from, Format.TEXT),
                DataTable.column(to, Format.TEXT),
                DataTable.column(customers, Format.COUNT));
        flows.forEach(flow -> table.row(flow.from(), flow.to(), flow.count()));
        return table.build();
    }
}
