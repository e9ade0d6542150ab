package dev.clv.report.internal;

import dev.clv.explain.json.JsonObject;

/** What is drawn: its numbers, and the same numbers as a table. Every kind is drawn by the page's script. */
public sealed interface Chart permits BarChart, FlowChart, HeatChart, LineChart, SwarmChart, WaterfallChart {

    /** The numbers for the script. */
    JsonObject json();

    /** The numbers for a reader. */
    DataTable table();
}
