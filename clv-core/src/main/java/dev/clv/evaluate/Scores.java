package dev.clv.evaluate;

import dev.clv.explain.json.JsonObject;
import dev.clv.features.DoubleSort;
import dev.clv.internal.Ranking;
import dev.clv.internal.TrueOrder;
import dev.clv.value.ValueDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every {@link Metric} of one set of predictions against the truth. Immutable.
 *
 * <p>An undefined metric (the AUC if everybody bought, a correlation with a constant) is NaN here and {@code null} in
 * JSON, never a made-up number.
 *
 * @param count number of customers scored
 * @param negativePredictions how many predictions are below zero
 * @param sumTrue sum of the true values, in currency
 * @param sumPredicted sum of the predictions, in currency
 * @param zeroShare share of customers whose true value is zero, in [0, 1]
 * @param metrics the metrics that were measured, in their order; NaN if undefined here
 * @param cap99 the 99th percentile of the positive true values, 0 if there are none; see {@link Metric#RMSE_CAP99}
 * @param undefinedDeciles how many deciles have no true value, so that {@link Metric#DECILE_MAPE} leaves them out
 * @param top10Oracle the best possible {@link Metric#TOP10_CAPTURE}
 * @param top1Oracle the best possible {@link Metric#TOP1_CAPTURE}
 * @param deciles the ten deciles by predicted value, highest first
 */
public record Scores(
        int count,
        int negativePredictions,
        double sumTrue,
        double sumPredicted,
        double zeroShare,
        Map<Metric, Double> metrics,
        double cap99,
        int undefinedDeciles,
        double top10Oracle,
        double top1Oracle,
        List<Decile> deciles) {

    private static final int DECILES = 10;

    /** Copies the map and the list; a metric that overflows is undefined. */
    public Scores {
        EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
        metrics.forEach(
                (metric, value) -> copy.put(metric, Double.isInfinite(value) ? Double.valueOf(Double.NaN) : value));
        metrics = Collections.unmodifiableMap(copy);
        deciles = List.copyOf(deciles);
    }

    private static Scores measured(double[] predicted, double[] truth) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        int count = truth.length;
        TrueOrder trueOrder = TrueOrder.of(truth);
        double sumTrue = trueOrder.sum();
        double sumPredicted = Arrays.stream(predicted).sum();
        boolean[] positive = new boolean[count];
        int positives = 0;
        for (int i = 0; i < count; i++) {
            positive[i] = truth[i] > 0;
            positives += positive[i] ? 1 : 0;
        }
        double absolute = 0;
        double squared = 0;
        for (int i = 0; i < count; i++) {
            double error = predicted[i] - truth[i];
            absolute += Math.abs(error);
            squared += error * error;
        }
        double meanTrue = sumTrue / count;
        // The mean of equal values may differ from them by rounding, which is no variation and no order.
        boolean varies = trueOrder.varies();
        double variation =
                Arrays.stream(truth).map(y -> (y - meanTrue) * (y - meanTrue)).sum();
        values.put(Metric.MAE, absolute / count);
        values.put(Metric.RMSE, Math.sqrt(squared / count));
        values.put(Metric.R2, varies ? 1 - squared / variation : Double.NaN);
        values.put(Metric.BIAS_PCT, sumTrue == 0 ? Double.NaN : 100 * (sumPredicted / sumTrue - 1));

        double[] positiveTruth = select(truth, positive, positives);
        double cap99 = quantile(positiveTruth, 0.99);
        values.put(Metric.RMSE_CAP99, cappedRmse(predicted, truth, cap99));

        int[] order = DoubleSort.order(predicted);
        double[] predictedRanks = Ranking.ranks(predicted, order);
        values.put(Metric.SPEARMAN, count > 2 ? Ranking.correlation(predictedRanks, trueOrder.ranks()) : Double.NaN);
        values.put(Metric.SPEARMAN_RTB, trueOrder.spearmanOfRandomTies(predictedRanks));
        values.put(
                Metric.SPEARMAN_POS,
                positives > 2
                        ? Ranking.correlation(
                                Ranking.ranks(select(predicted, positive, positives)), Ranking.ranks(positiveTruth))
                        : Double.NaN);
        values.put(Metric.AUC, auc(predictedRanks, positive, positives));

        double[] byPrediction = Ranking.descending(predicted, truth, order);
        double[] byTruth = trueOrder.descending();
        values.put(Metric.NGINI, trueOrder.normalisedGini(byPrediction));
        values.put(Metric.TOP10_CAPTURE, capture(byPrediction, sumTrue, 0.1));
        values.put(Metric.TOP1_CAPTURE, capture(byPrediction, sumTrue, 0.01));

        List<Decile> deciles = deciles(Ranking.descending(predicted, predicted, order), byPrediction);
        double relative = 0;
        double difference = 0;
        double total = 0;
        int defined = 0;
        for (Decile decile : deciles) {
            double error = Math.abs(decile.meanPredicted() - decile.meanTrue());
            difference += error;
            total += decile.meanTrue();
            if (decile.meanTrue() > 0) {
                relative += error / decile.meanTrue();
                defined++;
            }
        }
        values.put(Metric.DECILE_MAPE, defined > 0 ? relative / defined : Double.NaN);
        values.put(Metric.DECILE_WAPE, total > 0 ? difference / total : Double.NaN);
        return new Scores(
                count,
                (int) Arrays.stream(predicted).filter(p -> p < 0).count(),
                sumTrue,
                sumPredicted,
                Arrays.stream(truth).filter(y -> y == 0).count() / (double) count,
                values,
                cap99,
                DECILES - defined,
                capture(byTruth, sumTrue, 0.1),
                capture(byTruth, sumTrue, 0.01),
                deciles);
    }

    /**
     * Scores predicted values.
     *
     * @param predicted predicted values, in currency; finite; not modified
     * @param truth true values in the same order, in currency; finite and zero or more; not modified
     * @throws IllegalArgumentException if lengths differ, there is no customer, or a number is not finite
     */
    public static Scores of(double[] predicted, double[] truth) {
        requireSameLength("predictions", predicted.length, truth.length);
        requireFinite("prediction", predicted);
        requireFinite("true value", truth);
        for (double y : truth) {
            if (y < 0) {
                throw new IllegalArgumentException(
                        "true values must be zero or more, was " + y + "; floor net spend at 0 as labels do");
            }
        }
        return measured(predicted, truth);
    }

    /**
     * Scores predicted values and predicted probabilities of a purchase.
     *
     * @param predicted as in {@link #of(double[], double[])}
     * @param probabilityPositive probability that the true value is above zero, in [0, 1], in the same order
     * @param truth as in {@link #of(double[], double[])}
     */
    public static Scores of(double[] predicted, double[] probabilityPositive, double[] truth) {
        Scores scores = of(predicted, truth);
        requireSameLength("probabilities", probabilityPositive.length, truth.length);
        boolean[] positive = new boolean[truth.length];
        int positives = 0;
        double squared = 0;
        for (int i = 0; i < truth.length; i++) {
            double p = probabilityPositive[i];
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("a probability must lie in [0, 1], was " + p);
            }
            positive[i] = truth[i] > 0;
            positives += positive[i] ? 1 : 0;
            double error = p - (positive[i] ? 1 : 0);
            squared += error * error;
        }
        Map<Metric, Double> more = new EnumMap<>(scores.metrics);
        more.put(Metric.AUC_P_POSITIVE, auc(Ranking.ranks(probabilityPositive), positive, positives));
        more.put(Metric.BRIER, squared / truth.length);
        more.put(Metric.ECE, ReliabilityBin.expectedCalibrationError(ReliabilityBin.table(probabilityPositive, truth)));
        return scores.with(more);
    }

    /**
     * Scores predicted distributions: their means and, unless one of them is a point, their probabilities of a
     * purchase, quantiles and intervals.
     *
     * @param predicted one per customer
     * @param truth as in {@link #of(double[], double[])}
     */
    public static Scores of(List<ValueDistribution> predicted, double[] truth) {
        return PredictedValues.of(predicted, truth).scores();
    }

    /**
     * With the metrics of distributions.
     *
     * @param predicted that these are scores of
     * @param errors of each customer, by metric, whose means are metrics
     */
    Scores with(double[] predicted, Map<Metric, double[]> errors) {
        Map<Metric, Double> more = new EnumMap<>(metrics);
        errors.forEach((metric, ofRows) -> {
            more.put(metric, Arrays.stream(ofRows).sum() / count);
            Metric ofTop = metric.ofTop();
            if (ofTop != null) {
                more.put(ofTop, Ranking.sumOfFirst(Ranking.descending(predicted, ofRows), 0.1 * count) / (0.1 * count));
            }
        });
        return with(more);
    }

    private Scores with(Map<Metric, Double> more) {
        return new Scores(
                count,
                negativePredictions,
                sumTrue,
                sumPredicted,
                zeroShare,
                more,
                cap99,
                undefinedDeciles,
                top10Oracle,
                top1Oracle,
                deciles);
    }

    /** The gain and lift table, by tenths of the customers. */
    public List<Gain> gains() {
        double all = deciles.stream().mapToDouble(Decile::meanTrue).sum();
        List<Gain> gains = new ArrayList<>();
        double captured = 0;
        for (Decile decile : deciles) {
            captured += decile.meanTrue();
            double share = decile.decile() / (double) DECILES;
            double part = all > 0 ? captured / all : Double.NaN;
            gains.add(new Gain(share, part, part / share));
        }
        return List.copyOf(gains);
    }

    /** The value of a metric; NaN when it is undefined here or was not measured. */
    public double get(Metric metric) {
        return metrics.getOrDefault(metric, Double.NaN);
    }

    /**
     * Whether the metric was measured at all; those of probabilities and distributions are only where they were
     * predicted.
     */
    public boolean has(Metric metric) {
        return metrics.containsKey(metric);
    }

    /** Everything under the names of the field's scorer, in a stable order; undefined metrics are null. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("n", count);
        map.put("n_negative_pred", negativePredictions);
        map.put("sum_true", sumTrue);
        map.put("sum_pred", sumPredicted);
        map.put("zero_share", zeroShare);
        metrics.forEach((metric, value) -> map.put(metric.label(), defined(value)));
        map.put("cap99", cap99);
        map.put("decileUndefined", undefinedDeciles);
        map.put("top10_oracle", defined(top10Oracle));
        map.put("top1_oracle", defined(top1Oracle));
        List<Map<String, Object>> table = new ArrayList<>();
        for (Decile decile : deciles) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("decile", decile.decile());
            row.put("mean_pred", decile.meanPredicted());
            row.put("mean_true", decile.meanTrue());
            table.add(row);
        }
        map.put("decile_table", table);
        map.put("gain_table", gains().stream().map(Scores::tree).toList());
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, @Nullable Object> tree(Gain gain) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("share", gain.share());
        row.put("captured", defined(gain.captured()));
        row.put("lift", defined(gain.lift()));
        return row;
    }

    /** The inverse of {@link #toMap} for a part of an evaluation's JSON. */
    static Scores read(JsonObject json) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (json.members().containsKey(metric.label())) {
                metrics.put(metric, json.number(metric.label()));
            }
        }
        return new Scores(
                json.integer("n"),
                json.integer("n_negative_pred"),
                json.number("sum_true"),
                json.number("sum_pred"),
                json.number("zero_share"),
                metrics,
                json.number("cap99"),
                json.integer("decileUndefined"),
                json.number("top10_oracle"),
                json.number("top1_oracle"),
                json.parts(
                        "decile_table",
                        row -> new Decile(row.integer("decile"), row.number("mean_pred"), row.number("mean_true"))));
    }

    private static @Nullable Double defined(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double capture(double[] ordered, double total, double share) {
        return total > 0 ? Ranking.sumOfFirst(ordered, share * ordered.length) / total : Double.NaN;
    }

    private static List<Decile> deciles(double[] predicted, double[] truth) {
        int n = truth.length;
        double width = n / (double) DECILES;
        List<Decile> deciles = new ArrayList<>();
        double lastPredicted = 0;
        double lastTrue = 0;
        for (int k = 1; k <= DECILES; k++) {
            double edge = k == DECILES ? n : k * (double) n / DECILES;
            double sumPredicted = Ranking.sumOfFirst(predicted, edge);
            double sumTrue = Ranking.sumOfFirst(truth, edge);
            deciles.add(new Decile(k, (sumPredicted - lastPredicted) / width, (sumTrue - lastTrue) / width));
            lastPredicted = sumPredicted;
            lastTrue = sumTrue;
        }
        return List.copyOf(deciles);
    }

    private static double cappedRmse(double[] predicted, double[] truth, double cap) {
        double squared = 0;
        for (int i = 0; i < truth.length; i++) {
            double error = Math.min(predicted[i], cap) - Math.min(truth[i], cap);
            squared += error * error;
        }
        return Math.sqrt(squared / truth.length);
    }

    /** Mann-Whitney: the share of (buyer, non-buyer) pairs in the right order, ties counting half. */
    private static double auc(double[] ranks, boolean[] positive, int positives) {
        int negatives = ranks.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        double rankSum = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (positive[i]) {
                rankSum += ranks[i];
            }
        }
        return (rankSum - positives * (positives - 1.0) / 2) / ((double) positives * negatives);
    }

    private static double[] select(double[] a, boolean[] chosen, int size) {
        double[] selected = new double[size];
        int next = 0;
        for (int i = 0; i < a.length; i++) {
            if (chosen[i]) {
                selected[next++] = a[i];
            }
        }
        return selected;
    }

    /** 0 for no values. */
    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        DoubleSort.sort(sorted);
        return sorted.length == 0 ? 0 : Ranking.quantile(sorted, q);
    }

    private static void requireSameLength(String what, int actual, int expected) {
        if (expected == 0) {
            throw new IllegalArgumentException("there are no customers to score");
        }
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "there must be one of " + what + " per true value, were " + actual + " for " + expected);
        }
    }

    private static void requireFinite(String what, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(what + " of row " + i + " must be finite, was " + values[i]);
            }
        }
    }
}
