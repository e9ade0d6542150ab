package dev.clv.report;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the rows that were read. Samples of cells are left out, as they may be personal. */
final class QualitySection {

    private QualitySection() {}

    static Section of(Words words, DataQualityReport report) {
        Section section = new Section(words, "quality");
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put(section.say("read"), words.count(report.read()));
        figures.put(section.say("accepted"), words.count(report.accepted()));
        figures.put(section.say("dropped"), words.count(report.dropped()));
        figures.put(section.say("skipped"), words.count(report.skipped()));
        figures.put(section.say("duplicates"), words.count(report.duplicates()));
        section.figures(figures);
        List<Count> counts = report.counts();
        if (counts.isEmpty()) {
            return section.text("clean");
        }
        section.chart(
                "reasons",
                BarChart.lying(
                        section.say("reason"),
                        counts.stream().map(count -> count.reason().key()).toList(),
                        new Axis(section.say("rows"), Format.COUNT),
                        new BarChart.Bars(
                                section.say("rows"),
                                counts.stream()
                                        .map(count -> (double) count.rows())
                                        .toList())));
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("reason"), Format.TEXT),
                DataTable.column(section.say("effect"), Format.TEXT),
                DataTable.column(section.say("rows"), Format.COUNT),
                DataTable.column(section.say("sentence"), Format.TEXT));
        for (Count count : counts) {
            table.row(
                    count.reason().key(),
                    words.name("quality.effect", count.reason().effect().name()),
                    count.rows(),
                    count.reason().sentence());
        }
        return section.table("sentences", table.build());
    }
}
