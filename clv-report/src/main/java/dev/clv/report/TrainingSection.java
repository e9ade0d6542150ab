package dev.clv.report;

import dev.clv.ModelDescription;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.LineChart;
import dev.clv.report.internal.LineChart.Line;
import dev.clv.report.internal.LineChart.Point;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import dev.clv.train.NetworkRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the model was trained on, how its losses fell, and how well customers were predicted whom it had not seen. */
final class TrainingSection {

    private TrainingSection() {}

    static Section of(Words words, ModelDescription model) {
        Section section = new Section(words, "training");
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put(section.say("rows"), words.count(model.rows()));
        figures.put(section.say("customers"), words.count(model.customers()));
        if (!Double.isNaN(model.positiveShare())) {
            figures.put(section.say("buyers"), words.percent(model.positiveShare()));
        }
        figures.put(section.say("features"), words.count(model.features().size()));
        figures.put(section.say("parameters"), words.count(model.parameters()));
        section.figures(figures);
        List<Line> lines = new ArrayList<>();
        for (int k = 0; k < model.networks().size(); k++) {
            NetworkRun run = model.networks().get(k);
            if (!run.validationLosses().isEmpty()) {
                String name = section.say("network", k + 1);
                lines.add(new Line(name, points(run.validationLosses())));
                lines.add(new Line(name, points(run.trainingLosses()), true));
            }
        }
        if (lines.isEmpty()) {
            section.text("no_curves");
        } else {
            section.chart(
                    "curves",
                    new LineChart(
                            new Axis(section.say("epoch"), Format.COUNT),
                            new Axis(section.say("loss"), Format.NUMBER),
                            section.say("dashed"),
                            false,
                            lines));
        }
        if (!model.heldOut().isEmpty()) {
            section.table("held_out", heldOut(section, model));
        }
        section.table("settings", settings(section, model));
        return section.notes(model.cautions());
    }

    private static List<Point> points(List<Double> losses) {
        List<Point> points = new ArrayList<>();
        for (int e = 0; e < losses.size(); e++) {
            if (!Double.isNaN(losses.get(e))) {
                points.add(new Point(e + 1, losses.get(e)));
            }
        }
        return points;
    }

    private static DataTable heldOut(Section section, ModelDescription model) {
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("origin"), Format.TEXT),
                DataTable.column(section.say("customers"), Format.COUNT),
                DataTable.column(section.say("total_ratio"), Format.PERCENT),
                DataTable.column(section.say("coverage", 80), Format.PERCENT),
                DataTable.column(section.say("coverage", 90), Format.PERCENT));
        for (ModelDescription.UnseenCustomers origin : model.heldOut()) {
            table.row(
                    section.words().day(Instant.parse(origin.cutoff())),
                    origin.customers(),
                    origin.totalRatio(),
                    origin.coverage80(),
                    origin.coverage90());
        }
        return table.build();
    }

    private static DataTable settings(Section section, ModelDescription model) {
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("setting"), Format.TEXT),
                DataTable.column(section.say("value"), Format.TEXT));
        model.settings().forEach(table::row);
        return table.build();
    }
}
