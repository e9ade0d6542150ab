package dev.clv.report;

import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.segment.CustomerSegment;
import dev.clv.decide.segment.Migration;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.BarChart.Bars;
import dev.clv.report.internal.FlowChart;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.HeatChart;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many customers each segment has, what they are worth, and who moved. */
final class SegmentSection {

    private static final int SCORES = 5;

    private SegmentSection() {}

    static Section of(Words words, Decisions<CustomerSegment> segments, List<Migration> migrations) {
        Section section = new Section(words, "segments");
        List<CustomerSegment> all =
                segments.decisions().stream().map(Decision::choice).toList();
        scheme(section, "tier", all, CustomerSegment::tier);
        scheme(section, "rfm", all, CustomerSegment::rfm);
        scheme(section, "cluster", all, CustomerSegment::cluster);
        section.chart("grid", grid(section, all));
        for (Migration migration : migrations) {
            moves(section, migration);
        }
        List<Caution> notes = new ArrayList<>(segments.cautions());
        migrations.forEach(migration -> notes.addAll(migration.cautions()));
        return section.notes(notes);
    }

    private static void scheme(
            Section section, String key, List<CustomerSegment> all, Function<CustomerSegment, String> of) {
        Map<String, DoubleSummaryStatistics> values = all.stream()
                .collect(Collectors.groupingBy(
                        of, LinkedHashMap::new, Collectors.summarizingDouble(CustomerSegment::predictedValue)));
        Map<String, DoubleSummaryStatistics> sorted = new LinkedHashMap<>();
        values.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, DoubleSummaryStatistics> each) -> -SmallGroups.mean(each.getValue())))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        List<String> names = sorted.keySet().stream()
                .map(name -> section.words().name("segment", name))
                .toList();
        section.chart(
                key,
                BarChart.lying(
                        section.say("segment"),
                        names,
                        new Axis(section.say("customers"), Format.COUNT),
                        new Bars(
                                section.say("customers"),
                                sorted.values().stream()
                                        .map(each -> (double) each.getCount())
                                        .toList())));
        section.chart(
                key + "_value",
                BarChart.lying(
                        section.say("segment"),
                        names,
                        new Axis(section.say("mean_value"), Format.MONEY),
                        new Bars(
                                section.say("mean_value"),
                                sorted.values().stream().map(SmallGroups::mean).toList())));
    }

    private static HeatChart grid(Section section, List<CustomerSegment> all) {
        double[][] counts = new double[SCORES][SCORES];
        for (CustomerSegment each : all) {
            if (each.recencyScore() > 0) {
                counts[SCORES - each.frequencyScore()][each.recencyScore() - 1]++;
            }
        }
        List<List<Double>> cells = new ArrayList<>();
        List<String> frequencies = new ArrayList<>();
        List<String> recencies = new ArrayList<>();
        for (int r = 0; r < SCORES; r++) {
            List<Double> row = new ArrayList<>();
            for (int c = 0; c < SCORES; c++) {
                row.add(counts[r][c]);
            }
            cells.add(row);
            frequencies.add(Integer.toString(SCORES - r));
            recencies.add(Integer.toString(r + 1));
        }
        return new HeatChart(
                section.say("frequency_score"),
                frequencies,
                section.say("recency_score"),
                recencies,
                new Axis(section.say("customers"), Format.COUNT),
                cells);
    }

    private static void moves(Section section, Migration migration) {
        Words words = section.words();
        section.chart(
                section.say("moves." + migration.scheme() + ".title"),
                section.say(
                        "moves.how",
                        words.percent(migration.movedShare()),
                        words.number(Format.NUMBER, migration.stabilityIndex())),
                new FlowChart(
                        words.day(Instant.parse(migration.from())),
                        words.day(Instant.parse(migration.to())),
                        section.say("customers"),
                        migration.moves().stream()
                                .map(move -> new FlowChart.Flow(
                                        words.name("segment", move.from()),
                                        words.name("segment", move.to()),
                                        move.customers()))
                                .toList()));
    }
}
