package dev.clv.report;

import dev.clv.decide.money.Acquisition;
import dev.clv.decide.money.AgeValue;
import dev.clv.decide.money.ChannelValue;
import dev.clv.decide.money.Cohort;
import dev.clv.decide.money.Concentration;
import dev.clv.decide.money.Demand;
import dev.clv.decide.money.MoneyReport;
import dev.clv.decide.money.Payback;
import dev.clv.decide.money.RetentionTriangle;
import dev.clv.evaluate.Interval;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.BarChart.Bars;
import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.HeatChart;
import dev.clv.report.internal.LineChart;
import dev.clv.report.internal.LineChart.Line;
import dev.clv.report.internal.LineChart.Point;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What acquired customers have paid and will pay, by month of age, channel, share of customers and category. */
final class MoneySection {

    private static final int CURVES = 5;
    private static final int ROWS = 36;
    private static final int CATEGORIES = 8;

    private MoneySection() {}

    static Section of(Words words, MoneyReport report) {
        Section section = new Section(words, "money");
        Map<String, String> figures = new LinkedHashMap<>();
        Cohort all = report.cohorts().all();
        figures.put(section.say("customers"), words.count(report.customers()));
        figures.put(section.say("purchases"), words.money(SmallGroups.amount(report.purchases(), report.customers())));
        figures.put(section.say("refunds"), words.money(SmallGroups.amount(report.refunds(), report.customers())));
        figures.put(section.say("so_far"), words.money(SmallGroups.amount(all.soFar(), all.customers())));
        if (!Double.isNaN(all.predicted())) {
            figures.put(section.say("to_come"), words.money(SmallGroups.amount(all.predicted(), all.customers())));
        }
        section.figures(figures);
        section.chart("cohorts", curves(section, report));
        List<RetentionTriangle.Row> rows = report.retention().rows().stream()
                .filter(row ->
                        row.customers() >= SmallGroups.FEWEST && !row.active().isEmpty())
                .toList();
        if (!rows.isEmpty()) {
            section.chart("retention", retention(section, rows.subList(Math.max(0, rows.size() - ROWS), rows.size())));
        }
        Acquisition acquisition = report.acquisition();
        if (acquisition != null) {
            if (acquisition.margin() != 1) {
                section.text("margin", section.words().percent(acquisition.margin()));
            }
            section.chart("channels", channels(section, acquisition));
            section.table("payback", payback(section, acquisition));
        }
        Concentration concentration = report.concentration();
        if (!concentration.lorenz().isEmpty() && concentration.customers() >= SmallGroups.FEWEST) {
            section.chart("lorenz", lorenz(section, concentration));
            if (top(concentration).findAny().isPresent()) {
                section.chart("top", topShares(section, concentration));
            }
        }
        if (report.demand().rows().stream().anyMatch(row -> row.customers() >= SmallGroups.FEWEST)) {
            section.chart("demand", demand(section, report.demand()));
        }
        boolean tells = concentration.negative() >= SmallGroups.FEWEST;
        return section.notes(report.cautions().stream()
                .filter(caution -> tells || !caution.key().equals("negative_value"))
                .toList());
    }

    private static LineChart curves(Section section, MoneyReport report) {
        List<Line> lines = new ArrayList<>();
        add(lines, section.say("all"), report.cohorts().all());
        List<Cohort> cohorts = report.cohorts().cohorts().stream()
                .filter(cohort -> cohort.customers() >= SmallGroups.FEWEST
                        && cohort.curve().size() > 1)
                .toList();
        // Evenly spread over the months, the first and the last among them.
        int shown = Math.min(CURVES, cohorts.size());
        for (int i = 0; i < shown; i++) {
            Cohort cohort = cohorts.get(shown == 1 ? 0 : i * (cohorts.size() - 1) / (shown - 1));
            add(lines, cohort.month(), cohort);
        }
        return new LineChart(
                new Axis(section.say("month"), Format.COUNT),
                new Axis(section.say("cumulative"), Format.MONEY),
                section.say("dashed"),
                false,
                lines);
    }

    /** Observed months as a line, predicted ones dashed from the last observed one on. */
    private static void add(List<Line> lines, String name, Cohort cohort) {
        List<Point> observed = new ArrayList<>(List.of(new Point(0, 0)));
        List<Point> predicted = new ArrayList<>();
        for (AgeValue age : cohort.curve()) {
            if (age.customers() < SmallGroups.FEWEST) {
                continue;
            }
            Interval interval = age.interval();
            Point point = interval == null
                    ? new Point(age.month(), age.value())
                    : new Point(age.month(), age.value(), interval.low(), interval.high());
            (age.predicted() ? predicted : observed).add(point);
        }
        lines.add(new Line(name, observed));
        if (!predicted.isEmpty()) {
            predicted.add(0, observed.get(observed.size() - 1));
            lines.add(new Line(name, predicted, true));
        }
    }

    private static HeatChart retention(Section section, List<RetentionTriangle.Row> rows) {
        int months = rows.stream().mapToInt(row -> row.active().size()).max().orElse(0);
        List<String> columns = new ArrayList<>();
        for (int month = 1; month <= months; month++) {
            columns.add(Integer.toString(month));
        }
        return new HeatChart(
                section.say("cohort"),
                rows.stream()
                        .map(row -> row.cohort() + " (" + section.words().count(row.customers()) + ")")
                        .toList(),
                section.say("month"),
                columns,
                new Axis(section.say("active"), Format.PERCENT),
                rows.stream()
                        .map(row -> {
                            List<Double> shares = new ArrayList<>();
                            for (int month = 1; month <= months; month++) {
                                shares.add(row.share(month));
                            }
                            return shares;
                        })
                        .toList());
    }

    private static BarChart channels(Section section, Acquisition acquisition) {
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        for (ChannelValue channel : acquisition.channels()) {
            names.add(channel.channel());
            Interval interval = channel.valueInterval();
            values.add(SmallGroups.amount(channel.value(), channel.customers()));
            low.add(interval == null ? Double.NaN : interval.low());
            high.add(interval == null ? Double.NaN : interval.high());
            costs.add(channel.costPerCustomer());
        }
        return BarChart.standing(
                section.say("channel"),
                names,
                new Axis(section.say("per_customer"), Format.MONEY),
                new Bars(section.say("value"), values, low, high),
                new Bars(section.say("cost"), costs));
    }

    private static DataTable payback(Section section, Acquisition acquisition) {
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("channel"), Format.TEXT),
                DataTable.column(section.say("campaign"), Format.TEXT),
                DataTable.column(section.say("customers"), Format.COUNT),
                DataTable.column(section.say("value"), Format.MONEY),
                DataTable.column(section.say("cost"), Format.MONEY),
                DataTable.column(section.say("ratio"), Format.NUMBER),
                DataTable.column(section.say("payback_month"), Format.TEXT));
        List<ChannelValue> all = new ArrayList<>(acquisition.channels());
        all.addAll(acquisition.campaigns());
        for (ChannelValue channel : all) {
            table.row(
                    channel.channel(),
                    channel.campaign(),
                    channel.customers(),
                    SmallGroups.amount(channel.value(), channel.customers()),
                    channel.costPerCustomer(),
                    SmallGroups.amount(channel.ratio(), channel.customers()),
                    month(section, channel.payback()));
        }
        return table.build();
    }

    private static String month(Section section, Payback payback) {
        if (payback.month() == null) {
            return section.say("payback.never", payback.known());
        }
        return section.say(payback.predicted() ? "payback.predicted" : "payback.observed", payback.month());
    }

    private static LineChart lorenz(Section section, Concentration concentration) {
        List<Point> points = new ArrayList<>();
        List<Double> shares = concentration.lorenz();
        // Between two points lie at least five customers.
        int step = Math.max(2, (100 * SmallGroups.FEWEST + concentration.customers() - 1) / concentration.customers());
        for (int i = 0; i + step < shares.size(); i += step) {
            points.add(new Point(i / 100.0, shares.get(i)));
        }
        points.add(new Point(1, shares.get(shares.size() - 1)));
        return LineChart.withDiagonal(
                new Axis(section.say("share_customers"), Format.PERCENT),
                new Axis(section.say("share_value"), Format.PERCENT),
                List.of(new Line(section.say("share_value"), points)));
    }

    private static Stream<Concentration.TopShare> top(Concentration concentration) {
        return concentration.top().stream()
                .filter(share -> share.customers() * concentration.customers() >= SmallGroups.FEWEST);
    }

    private static BarChart topShares(Section section, Concentration concentration) {
        List<Concentration.TopShare> shares = top(concentration).toList();
        return BarChart.standing(
                section.say("top_axis"),
                shares.stream()
                        .map(share -> section.words().percent(share.customers()))
                        .toList(),
                new Axis(section.say("share_value"), Format.PERCENT),
                new Bars(
                        section.say("share_value"),
                        shares.stream().map(Concentration.TopShare::value).toList(),
                        shares.stream()
                                .map(share -> end(share.interval(), true))
                                .toList(),
                        shares.stream()
                                .map(share -> end(share.interval(), false))
                                .toList()));
    }

    private static double end(@Nullable Interval interval, boolean low) {
        return interval == null ? Double.NaN : low ? interval.low() : interval.high();
    }

    /** What was sold of a category in a month, and to how many customers at least. */
    private record Sales(double value, int customers) {

        Sales and(Sales other) {
            return new Sales(value + other.value, Math.max(customers, other.customers));
        }

        double shown() {
            return SmallGroups.amount(value, customers);
        }
    }

    /** The largest categories by month, and the others together; a month of fewer than five customers is empty. */
    private static BarChart demand(Section section, Demand demand) {
        Map<String, Double> sums = new TreeMap<>();
        TreeMap<String, Map<String, Sales>> months = new TreeMap<>();
        for (Demand.Row row : demand.rows()) {
            String category = row.category() == null ? section.say("no_category") : row.category();
            sums.merge(category, row.value(), Double::sum);
            months.computeIfAbsent(row.month(), month -> new TreeMap<>())
                    .merge(category, new Sales(row.value(), row.customers()), Sales::and);
        }
        List<String> largest = sums.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> each) -> -each.getValue()))
                .limit(CATEGORIES)
                .map(Map.Entry::getKey)
                .toList();
        Sales nothing = new Sales(0, SmallGroups.FEWEST);
        List<Bars> series = new ArrayList<>();
        for (String category : largest) {
            series.add(new Bars(
                    category,
                    months.values().stream()
                            .map(sales -> sales.getOrDefault(category, nothing).shown())
                            .toList()));
        }
        if (sums.size() > largest.size()) {
            series.add(new Bars(
                    section.say("others", sums.size() - largest.size()),
                    months.values().stream()
                            .map(sales -> sales.entrySet().stream()
                                    .filter(each -> !largest.contains(each.getKey()))
                                    .map(Map.Entry::getValue)
                                    .reduce(Sales::and)
                                    .orElse(nothing)
                                    .shown())
                            .toList()));
        }
        return new BarChart(
                false,
                true,
                section.say("calendar_month"),
                List.copyOf(months.keySet()),
                new Axis(section.say("net_sales"), Format.MONEY),
                series);
    }
}
