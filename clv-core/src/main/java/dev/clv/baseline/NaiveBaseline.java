package dev.clv.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** A baseline of at most one learned number. */
record NaiveBaseline(
        String name,
        int numbers,
        boolean needsPast,
        BiFunction<BaselineRows, double[], double[]> fitting,
        BiFunction<double[], BaselineRows, double[]> prediction)
        implements Baseline {

    private static final BiFunction<BaselineRows, double[], double[]> NOTHING_TO_FIT = (rows, labels) -> new double[0];

    static final List<Baseline> ALL = List.of(
            new NaiveBaseline("zero", 0, false, NOTHING_TO_FIT, (fitted, rows) -> new double[rows.size()]),
            new NaiveBaseline("mean", 1, false, NaiveBaseline::mean, NaiveBaseline::constant),
            new NaiveBaseline("past_spend", 0, true, NOTHING_TO_FIT, (fitted, rows) -> times(1, rows)),
            new NaiveBaseline("past_spend_rate", 0, true, NOTHING_TO_FIT, (fitted, rows) -> rate(rows)),
            new NaiveBaseline(
                    "past_spend_xk", 1, true, NaiveBaseline::factor, (fitted, rows) -> times(fitted[0], rows)));

    @Override
    public double[] fit(BaselineRows rows, double[] labels) {
        return fitting.apply(rows, labels);
    }

    @Override
    public double[] predict(double[] fitted, BaselineRows rows) {
        return prediction.apply(fitted, rows);
    }

    private static double[] mean(BaselineRows rows, double[] labels) {
        return new double[] {sum(labels) / labels.length};
    }

    private static double[] constant(double[] fitted, BaselineRows rows) {
        double[] constant = new double[rows.size()];
        Arrays.fill(constant, fitted[0]);
        return constant;
    }

    private static double[] factor(BaselineRows rows, double[] labels) {
        double spent = rows.past().stream().mapToDouble(PastSpend::spent).sum();
        return new double[] {spent > 0 ? sum(labels) / spent : 0};
    }

    private static double[] times(double factor, BaselineRows rows) {
        return rows.past().stream().mapToDouble(past -> past.spent() * factor).toArray();
    }

    private static double[] rate(BaselineRows rows) {
        return rows.past().stream()
                .mapToDouble(past -> past.rateTimes(rows.horizonDays()))
                .toArray();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
