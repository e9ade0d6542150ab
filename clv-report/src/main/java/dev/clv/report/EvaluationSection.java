package dev.clv.report;

import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Decile;
import dev.clv.evaluate.Difference;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Gain;
import dev.clv.evaluate.Interval;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.ReliabilityBin;
import dev.clv.evaluate.Scores;
import dev.clv.evaluate.Verdict;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.BarChart.Bars;
import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.LineChart;
import dev.clv.report.internal.LineChart.Line;
import dev.clv.report.internal.LineChart.Point;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How good the predictions were, beside simple methods, with intervals and a verdict in words. */
final class EvaluationSection {

    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.TOP10_CAPTURE,
            Metric.MAE,
            Metric.RMSE,
            Metric.RMSE_CAP99,
            Metric.BIAS_PCT,
            Metric.DECILE_WAPE);

    private static final int FEWEST = 20;
    private static final int COMPARED = 3;

    private EvaluationSection() {}

    static Section of(Words words, Evaluation evaluation, Instant cutoff) {
        Section section = new Section(words, "evaluation");
        Scores model = evaluation.model();
        section.text("when", words.day(cutoff), words.count(model.count()));
        section.sentences(verdict(words, evaluation));
        section.chart("order", order(section, evaluation));
        section.table("metrics", metrics(section, evaluation));
        if (model.count() >= 10 * SmallGroups.FEWEST) {
            section.chart("deciles", deciles(section, model));
            section.chart("gain", gain(section, evaluation));
            section.chart("lift", lift(section, model));
        }
        if (evaluation.reliability().stream().anyMatch(bin -> bin.count() >= FEWEST)) {
            section.chart("reliability", reliability(section, evaluation.reliability()));
        }
        if (model.has(Metric.COVERAGE_80)) {
            section.chart("coverage", coverage(section, evaluation));
        }
        if (!evaluation.segments().isEmpty()) {
            section.table("segments", segments(section, evaluation));
        }
        return section.notes(evaluation.cautions());
    }

    /** What the numbers say, in sentences of the page's language. */
    static List<String> verdict(Words words, Evaluation evaluation) {
        List<String> sentences = new ArrayList<>();
        long all = evaluation.comparisons().values().stream()
                .filter(comparison -> comparison.of(Metric.NGINI).isPresent())
                .count();
        long better = evaluation.comparisons().values().stream()
                .filter(comparison -> comparison.is(Metric.NGINI, Verdict.BETTER))
                .count();
        if (all > 0) {
            sentences.add(words.of(
                    better == all ? "verdict.ahead" : better > 0 ? "verdict.some" : "verdict.none", better, all));
        }
        for (Metric metric : Evaluation.DECISIVE) {
            evaluation.baselines().forEach((name, scores) -> {
                Comparison comparison = evaluation.comparisons().get(name);
                if (comparison != null && comparison.is(metric, Verdict.WORSE)) {
                    sentences.add(words.of(
                            "verdict.worse",
                            words.name("baseline", name),
                            words.name("metric", metric.name()),
                            number(words, metric, evaluation.model().get(metric)),
                            number(words, metric, scores.get(metric))));
                }
            });
        }
        double bias = evaluation.model().get(Metric.BIAS_PCT);
        if (Double.isFinite(bias)) {
            Interval interval = evaluation.intervals().get(Metric.BIAS_PCT);
            boolean chance = interval != null && interval.contains(0);
            sentences.add(words.of(
                    chance ? "verdict.level" : bias > 0 ? "verdict.high" : "verdict.low",
                    words.money(evaluation.model().sumPredicted()),
                    words.money(evaluation.model().sumTrue()),
                    words.percent(Math.abs(bias) / 100)));
        }
        double coverage = evaluation.model().get(Metric.COVERAGE_80);
        if (Double.isFinite(coverage)) {
            sentences.add(words.of("verdict.coverage", words.percent(coverage)));
        }
        return sentences;
    }

    private static String number(Words words, Metric metric, double number) {
        return words.number(format(metric), metric == Metric.BIAS_PCT ? number / 100 : number);
    }

    private static Format format(Metric metric) {
        return switch (metric) {
            case MAE, RMSE, RMSE_CAP99 -> Format.MONEY;
            case BIAS_PCT, TOP10_CAPTURE, COVERAGE_80, COVERAGE_90, TOP10_COVERAGE_80, TOP10_COVERAGE_90 ->
                Format.PERCENT;
            default -> Format.NUMBER;
        };
    }

    private static BarChart order(Section section, Evaluation evaluation) {
        Words words = section.words();
        List<String> names = new ArrayList<>(List.of(section.say("model")));
        List<Double> values = new ArrayList<>(List.of(evaluation.model().get(Metric.NGINI)));
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        Interval interval = evaluation.intervals().get(Metric.NGINI);
        low.add(interval == null ? Double.NaN : interval.low());
        high.add(interval == null ? Double.NaN : interval.high());
        evaluation.baselines().forEach((name, scores) -> {
            names.add(words.name("baseline", name));
            values.add(scores.get(Metric.NGINI));
            low.add(Double.NaN);
            high.add(Double.NaN);
        });
        String ngini = words.name("metric", Metric.NGINI.name());
        return BarChart.lying(
                section.say("method"), names, new Axis(ngini, Format.NUMBER), new Bars(ngini, values, low, high));
    }

    private static DataTable metrics(Section section, Evaluation evaluation) {
        Words words = section.words();
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(DataTable.column(section.say("metric"), Format.TEXT));
        columns.add(DataTable.column(section.say("model"), Format.TEXT));
        columns.add(DataTable.column(section.say("interval"), Format.TEXT));
        evaluation
                .baselines()
                .keySet()
                .forEach(name -> columns.add(DataTable.column(words.name("baseline", name), Format.TEXT)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Metric metric : SHOWN) {
            if (metric == Metric.TOP10_CAPTURE && evaluation.model().count() < 10 * SmallGroups.FEWEST) {
                continue;
            }
            List<@Nullable Object> row = new ArrayList<>();
            row.add(words.name("metric", metric.name()) + " (" + metric.label() + ")");
            row.add(number(words, metric, evaluation.model().get(metric)));
            Interval interval = evaluation.intervals().get(metric);
            row.add(
                    interval == null
                            ? ""
                            : number(words, metric, interval.low()) + " – " + number(words, metric, interval.high()));
            evaluation
                    .baselines()
                    .forEach((name, scores) -> row.add(number(words, metric, scores.get(metric))
                            + mark(words, evaluation.comparisons().get(name), metric)));
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }

    /** Whether the model is better or worse than a baseline beyond chance. */
    private static String mark(Words words, @Nullable Comparison comparison, Metric metric) {
        return comparison == null
                ? ""
                : comparison
                        .of(metric)
                        .map(Difference::verdict)
                        .filter(verdict -> verdict == Verdict.BETTER || verdict == Verdict.WORSE)
                        .map(verdict -> " " + words.of("evaluation.mark." + verdict.name()))
                        .orElse("");
    }

    private static BarChart deciles(Section section, Scores model) {
        return BarChart.standing(
                section.say("decile"),
                model.deciles().stream()
                        .map(each -> Integer.toString(each.decile()))
                        .toList(),
                new Axis(section.say("mean_value"), Format.MONEY),
                new Bars(
                        section.say("predicted"),
                        model.deciles().stream().map(Decile::meanPredicted).toList()),
                new Bars(
                        section.say("observed"),
                        model.deciles().stream().map(Decile::meanTrue).toList()));
    }

    private static LineChart gain(Section section, Evaluation evaluation) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(section.say("model"), captured(evaluation.model())));
        evaluation.baselines().entrySet().stream()
                .filter(baseline -> baseline.getValue().get(Metric.NGINI) > 0)
                .sorted(Comparator.comparingDouble(
                        baseline -> -baseline.getValue().get(Metric.NGINI)))
                .limit(COMPARED)
                .forEach(baseline -> lines.add(
                        new Line(section.words().name("baseline", baseline.getKey()), captured(baseline.getValue()))));
        return LineChart.withDiagonal(
                new Axis(section.say("share_customers"), Format.PERCENT),
                new Axis(section.say("share_value"), Format.PERCENT),
                lines);
    }

    private static List<Point> captured(Scores scores) {
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
        for (Gain gain : scores.gains()) {
            if (!Double.isNaN(gain.captured())) {
                points.add(new Point(gain.share(), gain.captured()));
            }
        }
        return points;
    }

    private static BarChart lift(Section section, Scores model) {
        return BarChart.standing(
                section.say("share_customers"),
                model.gains().stream()
                        .map(gain -> section.words().percent(gain.share()))
                        .toList(),
                new Axis(section.say("lift_axis"), Format.NUMBER),
                new Bars(
                        section.say("lift_axis"),
                        model.gains().stream().map(Gain::lift).toList()));
    }

    private static LineChart reliability(Section section, List<ReliabilityBin> bins) {
        return LineChart.withDiagonal(
                new Axis(section.say("predicted_share"), Format.PERCENT),
                new Axis(section.say("observed_share"), Format.PERCENT),
                List.of(new Line(
                        section.say("model"),
                        bins.stream()
                                .filter(bin -> bin.count() >= FEWEST)
                                .map(bin -> new Point(bin.meanPredicted(), bin.observed()))
                                .toList())));
    }

    private static BarChart coverage(Section section, Evaluation evaluation) {
        List<Metric> metrics =
                List.of(Metric.COVERAGE_80, Metric.COVERAGE_90, Metric.TOP10_COVERAGE_80, Metric.TOP10_COVERAGE_90);
        List<Metric> known = metrics.stream()
                .filter(metric -> Double.isFinite(evaluation.model().get(metric)))
                .toList();
        return BarChart.standing(
                section.say("which"),
                known.stream()
                        .map(metric -> section.words().name("metric", metric.name()))
                        .toList(),
                new Axis(section.say("held"), Format.PERCENT),
                new Bars(
                        section.say("promised"),
                        known.stream().map(Metric::ideal).toList()),
                new Bars(
                        section.say("held"),
                        known.stream()
                                .map(metric -> evaluation.model().get(metric))
                                .toList()));
    }

    private static DataTable segments(Section section, Evaluation evaluation) {
        Words words = section.words();
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("division"), Format.TEXT),
                DataTable.column(section.say("segment"), Format.TEXT),
                DataTable.column(section.say("customers"), Format.COUNT),
                DataTable.column(words.name("metric", Metric.BIAS_PCT.name()), Format.PERCENT),
                DataTable.column(words.name("metric", Metric.NGINI.name()), Format.NUMBER),
                DataTable.column(words.name("metric", Metric.MAE.name()), Format.MONEY));
        evaluation
                .segments()
                .forEach((division, scores) -> scores.forEach((segment, each) -> table.row(
                        words.name("division", division),
                        segment,
                        each.count(),
                        each.get(Metric.BIAS_PCT) / 100,
                        each.get(Metric.NGINI),
                        each.get(Metric.MAE))));
        return table.build();
    }
}
