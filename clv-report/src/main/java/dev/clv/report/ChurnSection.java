package dev.clv.report;

import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.churn.ChurnBacktest;
import dev.clv.decide.churn.ChurnRisk;
import dev.clv.decide.churn.Saving;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Who may leave, as numbers of customers and not by name, what would be lost, and how well such warnings did. */
final class ChurnSection {

    private static final int BINS = 10;
    private static final int POINTS = 50;

    private ChurnSection() {}

    static Section of(Words words, ChurnAlerts alerts, List<ChurnRisk> risks, @Nullable ChurnBacktest backtest) {
        Section section = new Section(words, "churn");
        Saving saving = alerts.saving();
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put(section.say("looked_at"), words.count(risks.size()));
        double atRisk = risks.stream().mapToDouble(ChurnRisk::valueAtRisk).sum();
        figures.put(section.say("at_risk"), words.money(SmallGroups.amount(atRisk, risks.size())));
        figures.put(section.say("alerts"), words.count(saving.alerts()));
        figures.put(
                section.say("alerts_value"), words.money(SmallGroups.amount(saving.valueAtRisk(), saving.alerts())));
        section.figures(figures);
        if (saving.alerts() >= SmallGroups.FEWEST) {
            section.text(
                    "saving",
                    words.count(saving.alerts()),
                    words.percent(saving.leastKept()),
                    words.percent(saving.mostKept()),
                    words.money(saving.interval().low()),
                    words.money(saving.interval().high()));
        }
        section.chart("probability", histogram(section, risks, risk -> 1, Format.COUNT, "customers"));
        section.chart("value", histogram(section, risks, ChurnRisk::valueAtRisk, Format.MONEY, "value_at_risk"));
        if (risks.size() >= SmallGroups.FEWEST) {
            section.chart("budget", byBudget(section, risks));
        }
        section.notes(alerts.worthSaving().cautions());
        if (backtest != null) {
            backtest(section, backtest);
        }
        return section;
    }

    private static BarChart histogram(
            Section section, List<ChurnRisk> risks, ToDoubleFunction<ChurnRisk> of, Format format, String key) {
        double[] sums = new double[BINS];
        int[] counts = new int[BINS];
        for (ChurnRisk risk : risks) {
            int bin = Math.min(BINS - 1, (int) (risk.churnProbability() * BINS));
            sums[bin] += of.applyAsDouble(risk);
            counts[bin]++;
        }
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            names.add(bin * 100 / BINS + "–" + (bin + 1) * 100 / BINS + " %");
            values.add(
                    format == Format.COUNT || counts[bin] == 0
                            ? sums[bin]
                            : SmallGroups.amount(sums[bin], counts[bin]));
        }
        return BarChart.standing(
                section.say("probability_axis"),
                names,
                new Axis(section.say(key), format),
                new Bars(section.say(key), values));
    }

    /** The value at risk of the alerts worth most, by their number; from five on, so that nobody's own is told. */
    private static LineChart byBudget(Section section, List<ChurnRisk> risks) {
        double[] sorted = risks.stream()
                .map(ChurnRisk::valueAtRisk)
                .sorted(Comparator.reverseOrder())
                .mapToDouble(Double::doubleValue)
                .toArray();
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
        double sum = 0;
        int step = Math.max(SmallGroups.FEWEST, sorted.length / POINTS);
        for (int i = 0; i < sorted.length; i++) {
            sum += sorted[i];
            if ((i + 1) % step == 0) {
                points.add(new Point(i + 1, sum));
            }
        }
        return LineChart.of(
                new Axis(section.say("alerts"), Format.COUNT),
                new Axis(section.say("value_at_risk"), Format.MONEY),
                new Line(section.say("value_at_risk"), points));
    }

    private static void backtest(Section section, ChurnBacktest backtest) {
        Words words = section.words();
        section.heading(section.say("backtest.title"));
        section.text(
                "backtest.when",
                words.day(Instant.parse(backtest.at())),
                words.count(backtest.customers()),
                words.count(backtest.churned()));
        List<String> names = backtest.rules().stream()
                .map(rule -> words.name("rule", rule.name()))
                .toList();
        int budgets = backtest.rules().isEmpty()
                ? 0
                : backtest.rules().get(0).budgets().size();
        List<Bars> precision = new ArrayList<>();
        List<Bars> value = new ArrayList<>();
        for (int b = 0; b < budgets; b++) {
            int place = b;
            String name = section.say(
                    "backtest.budget",
                    words.count(backtest.rules().get(0).budgets().get(b).budget()));
            precision.add(new Bars(
                    name,
                    backtest.rules().stream()
                            .map(rule -> rule.budgets().get(place).precision())
                            .toList()));
            value.add(new Bars(
                    name,
                    backtest.rules().stream()
                            .map(rule -> rule.budgets().get(place).value())
                            .toList()));
        }
        String axis = section.say("backtest.rule");
        section.chart(
                "precision",
                new BarChart(
                        true, false, axis, names, new Axis(section.say("precision_axis"), Format.PERCENT), precision));
        section.chart(
                "captured",
                new BarChart(true, false, axis, names, new Axis(section.say("captured_axis"), Format.PERCENT), value));
        DataTable.Builder table = DataTable.of(
                DataTable.column(axis, Format.TEXT),
                DataTable.column("AUC", Format.NUMBER),
                DataTable.column("AP", Format.NUMBER),
                DataTable.column("Brier", Format.NUMBER));
        for (ChurnBacktest.Rule rule : backtest.rules()) {
            table.row(words.name("rule", rule.name()), rule.auc(), rule.averagePrecision(), rule.brier());
        }
        section.table("rules", table.build());
        section.notes(backtest.cautions());
    }
}
