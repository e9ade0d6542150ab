package dev.clv.report;

import dev.clv.explain.Importance;
import dev.clv.reason.Dependence;
import dev.clv.reason.Explanation;
import dev.clv.reason.SegmentDifference;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.BarChart.Bars;
import dev.clv.report.internal.Chart;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.LineChart;
import dev.clv.report.internal.LineChart.Line;
import dev.clv.report.internal.LineChart.Point;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.WaterfallChart;
import dev.clv.report.internal.WaterfallChart.Step;
import dev.clv.report.internal.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What drives predictions: importance, effects, dependence, and what makes segments differ. */
final class ReasonSection {

    private static final int FEATURES = 15;
    private static final int STEPS = 8;

    private ReasonSection() {}

    /** What is known; each part may be empty. */
    record Parts(
            List<Importance> importance,
            List<Explanation> explanations,
            List<Dependence> dependence,
            Map<String, SegmentDifference> differences) {}

    static Section of(Words words, Parts parts) {
        Section section = new Section(words, "reasons");
        if (!parts.importance().isEmpty()) {
            section.chart("importance", importance(section, parts.importance()));
        }
        if (parts.explanations().size() >= SmallGroups.FEWEST) {
            List<Swarm.Row> rows = Swarm.rows(parts.explanations());
            rows = rows.subList(0, Math.min(FEATURES, rows.size()));
            int customers = parts.explanations().size();
            section.chart("groups", groups(section, parts.explanations()), words.count(customers));
            section.chart("features", features(section, rows), words.count(customers));
            section.chart(
                    "swarm",
                    Swarm.chart(
                            rows,
                            words.wording(),
                            section.say("feature"),
                            new Axis(section.say("effect"), Format.MONEY),
                            section.say("level"),
                            section.say("customers")),
                    words.count(customers));
        }
        for (Dependence dependence : parts.dependence()) {
            String feature = words.wording().feature(dependence.feature());
            section.chart(
                    section.say("dependence.title", feature),
                    section.say(dependence.local().isEmpty() ? "dependence.how_category" : "dependence.how"),
                    dependence(section, dependence));
        }
        parts.differences()
                .forEach((segment, difference) -> section.chart(
                        section.say("difference.title", words.name("segment", segment)),
                        section.say(
                                "difference.how",
                                words.count(difference.customers()),
                                words.count(difference.others()),
                                words.money(difference.prediction().low()),
                                words.money(difference.prediction().high())),
                        difference(section, difference)));
        return section.text("causes");
    }

    private static BarChart importance(Section section, List<Importance> importance) {
        List<Importance> sorted = importance.stream()
                .sorted(Comparator.comparingDouble(each -> -each.mean()))
                .toList();
        return BarChart.lying(
                section.say("group"),
                sorted.stream()
                        .map(each -> section.words().wording().group(each.name()))
                        .toList(),
                new Axis(section.say("error_grows"), Format.MONEY),
                new Bars(
                        section.say("error_grows"),
                        sorted.stream().map(Importance::mean).toList(),
                        sorted.stream()
                                .map(each -> each.mean() - 2 * each.standardError())
                                .toList(),
                        sorted.stream()
                                .map(each -> each.mean() + 2 * each.standardError())
                                .toList()));
    }

    private static BarChart groups(Section section, List<Explanation> explanations) {
        Map<String, Double> sums = new LinkedHashMap<>();
        explanations.forEach(explanation -> explanation
                .groups()
                .forEach(group -> sums.merge(group.group(), Math.abs(group.amount()), Double::sum)));
        List<Map.Entry<String, Double>> sorted = sums.entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> -each.getValue()))
                .toList();
        return BarChart.lying(
                section.say("group"),
                sorted.stream()
                        .map(each -> section.words().wording().group(each.getKey()))
                        .toList(),
                new Axis(section.say("mean_effect"), Format.MONEY),
                new Bars(
                        section.say("mean_effect"),
                        sorted.stream()
                                .map(each -> each.getValue() / explanations.size())
                                .toList()));
    }

    private static BarChart features(Section section, List<Swarm.Row> rows) {
        return BarChart.lying(
                section.say("feature"),
                rows.stream()
                        .map(row -> section.words().wording().feature(row.feature()))
                        .toList(),
                new Axis(section.say("mean_effect"), Format.MONEY),
                new Bars(
                        section.say("mean_effect"),
                        rows.stream().map(Swarm.Row::importance).toList()));
    }

    private static Chart dependence(Section section, Dependence dependence) {
        Axis value = new Axis(section.say("predicted_value"), Format.MONEY);
        if (dependence.local().isEmpty()) {
            return BarChart.standing(
                    section.words().wording().feature(dependence.feature()),
                    dependence.average().stream()
                            .map(point -> section.words()
                                    .wording()
                                    .value(dependence.feature(), point.value(), dependence.currency()))
                            .toList(),
                    value,
                    new Bars(
                            section.say("average"),
                            dependence.average().stream()
                                    .map(Dependence.Point::amount)
                                    .toList()));
        }
        List<Dependence.Point> local = usual(dependence);
        return LineChart.of(
                new Axis(section.words().wording().feature(dependence.feature()), Format.NUMBER),
                value,
                new Line(section.say("average"), points(dependence.average(), 0)),
                new Line(section.say("local"), points(local, level(dependence.average(), local))));
    }

    /** What lifts local effects, whose mean over customers is 0, to the other curve: both have one mean over them. */
    private static double level(List<Dependence.Point> average, List<Dependence.Point> local) {
        return local.stream()
                .mapToDouble(point -> between(average, point.value().number()) - point.amount())
                .average()
                .orElse(0);
    }

    /** The height of a curve at a place between its ends. */
    private static double between(List<Dependence.Point> curve, double x) {
        TreeMap<Double, Double> heights = new TreeMap<>();
        curve.forEach(point -> heights.put(point.value().number(), point.amount()));
        Map.Entry<Double, Double> below = heights.floorEntry(x);
        Map.Entry<Double, Double> above = heights.ceilingEntry(x);
        if (below == null || above == null || below.getKey().equals(above.getKey())) {
            return (below == null ? heights.firstEntry() : below).getValue();
        }
        double share = (x - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }

    /** Local effects where the other curve is, too: beyond its ends are a few customers, the last of them alone. */
    private static List<Dependence.Point> usual(Dependence dependence) {
        DoubleSummaryStatistics range = dependence.average().stream()
                .mapToDouble(point -> point.value().number())
                .summaryStatistics();
        return dependence.local().stream()
                .filter(point -> point.value().number() >= range.getMin()
                        && point.value().number() <= range.getMax())
                .toList();
    }

    private static List<Point> points(List<Dependence.Point> points, double lift) {
        TreeMap<Double, Double> sorted = new TreeMap<>();
        points.forEach(point -> sorted.put(rounded(point.value().number()), point.amount() + lift));
        List<Point> all = new ArrayList<>();
        sorted.forEach((x, y) -> all.add(new Point(x, y)));
        return all;
    }

    /** To two digits, as the places of a curve are the values of single customers. */
    private static double rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .doubleValue();
    }

    private static WaterfallChart difference(Section section, SegmentDifference difference) {
        List<SegmentDifference.Part> groups = difference.groups().stream()
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.amount())))
                .toList();
        List<Step> steps = new ArrayList<>();
        double rest = difference.prediction().amount();
        for (SegmentDifference.Part part : groups.subList(0, Math.min(STEPS, groups.size()))) {
            steps.add(new Step(section.words().wording().group(part.name()), part.amount()));
            rest -= part.amount();
        }
        if (groups.size() > STEPS) {
            steps.add(new Step(section.say("others"), rest));
        }
        return new WaterfallChart(
                section.say("group"),
                new Axis(section.say("difference_axis"), Format.MONEY),
                section.say("from_zero"),
                0,
                steps,
                section.say("difference_axis"),
                difference.prediction().amount());
    }
}
