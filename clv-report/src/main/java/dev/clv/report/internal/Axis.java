package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;

/**
 * An axis of a chart.
 *
 * @param name what it shows
 * @param format of its numbers
 */
public record Axis(String name, Format format) {

    JsonObject json() {
        return JsonObject.part().put("name", Printable.of(name)).put("format", format.word());
    }

    DataTable.Column column() {
        return new DataTable.Column(name, format);
    }
}
