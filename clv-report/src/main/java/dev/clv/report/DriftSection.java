package dev.clv.report;

import dev.clv.PredictionFlag;
import dev.clv.ScoringSummary;
import dev.clv.decide.segment.Migration;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.BarChart.Bars;
import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.util.List;
import java.util.stream.Stream;

/** Whether the customers of today are still those that the model was trained on. */
final class DriftSection {

    private DriftSection() {}

    static Section of(Words words, ScoringSummary scoring, List<Migration> migrations) {
        Section section = new Section(words, "drift");
        List<PredictionFlag> flags = Stream.of(PredictionFlag.values())
                .filter(flag -> scoring.flagged(flag) > 0)
                .toList();
        if (flags.isEmpty()) {
            section.text("no_flags");
        } else {
            section.chart(
                    "flags",
                    BarChart.lying(
                            section.say("flag"),
                            flags.stream()
                                    .map(flag -> words.name("flag", flag.name()))
                                    .toList(),
                            new Axis(section.say("share"), Format.PERCENT),
                            new Bars(
                                    section.say("share"),
                                    flags.stream()
                                            .map(flag -> (double) scoring.flagged(flag) / scoring.predictions())
                                            .toList())));
        }
        if (!migrations.isEmpty()) {
            DataTable.Builder table = DataTable.of(
                    DataTable.column(section.say("scheme"), Format.TEXT),
                    DataTable.column(section.say("moved"), Format.PERCENT),
                    DataTable.column(section.say("index"), Format.NUMBER),
                    DataTable.column(section.say("meaning"), Format.TEXT));
            migrations.forEach(migration -> table.row(
                    words.name("scheme", migration.scheme()),
                    migration.movedShare(),
                    migration.stabilityIndex(),
                    section.say(
                            migration.stabilityIndex() < Migration.USUAL
                                    ? "usual"
                                    : migration.stabilityIndex() < Migration.OTHER ? "moving" : "other")));
            section.table("stability", table.build());
        }
        if (scoring.cautions().isEmpty()) {
            return section.text("no_notes");
        }
        return section.notes(scoring.cautions());
    }
}
