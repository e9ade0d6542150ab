package dev.clv.examples.cli;

import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import java.util.List;
import java.util.Locale;

/** Scores side by side, a row each. */
final class ScoresTable {

    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.TOP10_CAPTURE,
            Metric.MAE,
            Metric.RMSE,
            Metric.RMSE_CAP99,
            Metric.BIAS_PCT);

    private final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-18s", ""));

    ScoresTable() {
        SHOWN.forEach(metric -> text.append(String.format(Locale.ROOT, "%14s", metric.label())));
        text.append(System.lineSeparator());
    }

    ScoresTable row(String name, Scores scores) {
        text.append(String.format(Locale.ROOT, "%-18s", name));
        for (Metric metric : SHOWN) {
            double value = scores.get(metric);
            text.append(String.format(Locale.ROOT, "%14s", number(metric, value)));
        }
        text.append(System.lineSeparator());
        return this;
    }

    private static String number(Metric metric, double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String number = String.format(Locale.ROOT, metric == Metric.BIAS_PCT ? "%+.1f" : "%.3f", value);
        return number.equals("-0.000") ? "0.000" : number;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
