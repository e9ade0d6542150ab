package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;
import java.util.List;

/**
 * From one amount to another by steps.
 *
 * @param axis what the steps are
 * @param value of the amounts
 * @param from the name of the first amount
 * @param start the first amount
 * @param steps what is added, in order
 * @param to the name of the last amount
 * @param end the last amount
 */
public record WaterfallChart(
        String axis, Axis value, String from, double start, List<Step> steps, String to, double end) implements Chart {

    /** One step. */
    public record Step(String name, double amount) {}

    /** Copies the list. */
    public WaterfallChart {
        steps = List.copyOf(steps);
    }

    @Override
    public JsonObject json() {
        return JsonObject.part()
                .put("kind", "waterfall")
                .put("value", value.json())
                .put("from", Printable.of(from))
                .put("start", start)
                .put(
                        "steps",
                        steps.stream()
                                .map(step -> JsonObject.part()
                                        .put("name", Printable.of(step.name()))
                                        .put("amount", step.amount()))
                                .toList())
                .put("to", Printable.of(to))
                .put("end", end);
    }

    @Override
    public DataTable table() {
        DataTable.Builder table = DataTable.of(DataTable.column(axis, Format.TEXT), value.column());
        table.row(from, start);
        steps.forEach(step -> table.row(step.name(), step.amount()));
        return table.row(to, end).build();
    }
}
