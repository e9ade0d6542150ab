package dev.clv.evaluate;

import dev.clv.features.DoubleSort;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every {@link Metric} of predictions whose rows are counted several times each, or not at all: the same as
 * {@link Scores} of the rows written out, in time linear in their number. Not thread-safe. n = rows.
 */
final class WeightedScores {

    private static final int DECILES = 10;

    private final WeightedTruth sample;
    private final double[] truth;
    private final double[] predicted;
    private final ByPrediction order;
    private final Map<Metric, double[]> rowErrors = new EnumMap<>(Metric.class);
    private final double @Nullable [] probabilities;
    private final @Nullable ByPrediction orderOfProbabilities;

    private final double[] metrics = new double[Metric.values().length];
    /** Ascending: the nine inner edges of deciles, and that of the highest hundredth. */
    private final double[] edges = new double[DECILES];

    private final double[] predictedAt = new double[DECILES];
    private final double[] trueAt = new double[DECILES];

    /**
     * Scores on the resamples of true values.
     *
     * @param sample of the same rows
     */
    WeightedScores(PredictedValues values, WeightedTruth sample) {
        this.sample = sample;
        truth = sample.truth;
        predicted = sample.ordered(values.values());
        order = ByPrediction.of(predicted);
        values.errors().forEach((metric, ofRows) -> rowErrors.put(metric, sample.ordered(ofRows)));
        double[] given = values.probabilities();
        probabilities = given == null ? null : sample.ordered(given);
        orderOfProbabilities = probabilities == null ? null : ByPrediction.of(probabilities);
    }

    /** Places of rows in the order of the truth, and their predictions, by ascending prediction. */
    private record ByPrediction(int[] places, double[] predictions) {

        static ByPrediction of(double[] predictions) {
            int[] places = DoubleSort.order(predictions);
            return new ByPrediction(
                    places,
                    Arrays.stream(places)
                            .mapToDouble(place -> predictions[place])
                            .toArray());
        }
    }

    /**
     * Measures the latest resample.
     *
     * @return by the ordinal of the metric, NaN if undefined or not measured; overwritten by the next call
     */
    double[] measure() {
        Arrays.fill(metrics, Double.NaN);
        errors();
        order();
        if (probabilities != null && orderOfProbabilities != null) {
            set(Metric.AUC_P_POSITIVE, auc(orderOfProbabilities));
            brier(probabilities);
            calibration(probabilities);
        }
        rowErrors.forEach(this::means);
        return metrics;
    }

    private void set(Metric metric, double value) {
        metrics[metric.ordinal()] = value;
    }

    private void errors() {
        double absolute = 0;
        double squared = 0;
        double capped = 0;
        double cap = sample.cap99;
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            int count = sample.counts[row];
            double error = predicted[row] - truth[row];
            double within = (predicted[row] < cap ? predicted[row] : cap) - (truth[row] < cap ? truth[row] : cap);
            absolute += count * Math.abs(error);
            squared += count * error * error;
            capped += count * within * within;
            sum += count * predicted[row];
        }
        set(Metric.MAE, absolute / sample.total);
        set(Metric.RMSE, Math.sqrt(squared / sample.total));
        set(Metric.RMSE_CAP99, Math.sqrt(capped / sample.total));
        set(Metric.R2, sample.varies ? 1 - squared / sample.variation : Double.NaN);
        set(Metric.BIAS_PCT, sample.sum == 0 ? Double.NaN : 100 * (sum / sample.sum - 1));
    }

    private void brier(double[] probability) {
        double squared = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = probability[row] - (truth[row] > 0 ? 1 : 0);
            squared += sample.counts[row] * error * error;
        }
        set(Metric.BRIER, squared / sample.total);
    }

    private void calibration(double[] probability) {
        double[] excess = new double[ReliabilityBin.BINS];
        for (int row = 0; row < truth.length; row++) {
            excess[ReliabilityBin.of(probability[row])] +=
                    sample.counts[row] * (probability[row] - (truth[row] > 0 ? 1 : 0));
        }
        set(Metric.ECE, Arrays.stream(excess).map(Math::abs).sum() / sample.total);
    }

    private void means(Metric metric, double[] errors) {
        double sum = 0;
        for (int row = 0; row < errors.length; row++) {
            sum += sample.counts[row] * errors[row];
        }
        set(metric, sum / sample.total);
        Metric ofTop = metric.ofTop();
        if (ofTop != null) {
            set(ofTop, meanOfTop(errors, sample.total / DECILES));
        }
    }

    /** Over the highest predictions, a tied group at the edge counted in proportion. */
    private double meanOfTop(double[] errors, double wanted) {
        int[] places = order.places();
        double[] ascending = order.predictions();
        double left = wanted;
        double mean = 0;
        for (int end = places.length; end > 0 && left > 0; ) {
            double value = ascending[end - 1];
            double weight = 0;
            double sum = 0;
            while (end > 0 && ascending[end - 1] == value) {
                int row = places[--end];
                weight += sample.counts[row];
                sum += sample.counts[row] * errors[row];
            }
            if (weight > 0) {
                mean += sum / wanted * Math.min(1, left / weight);
                left -= weight;
            }
        }
        return mean;
    }

    /** One pass over tied groups, lowest prediction first. */
    private void order() {
        double middle = (sample.total - 1) / 2;
        double middleOfPositives = (sample.positives - 1) / 2;
        double before = 0;
        double positivesBefore = 0;
        double predictedBefore = 0;
        double trueBefore = 0;
        double covariance = 0;
        double variation = 0;
        double covarianceOfPositives = 0;
        double variationOfPositives = 0;
        double rankSumOfPositives = 0;
        double shares = 0;
        int edge = 0;
        int[] counts = sample.counts;
        double[] ranks = sample.countedRanks;
        placeEdges(sample.total);
        int[] places = order.places();
        double[] ascending = order.predictions();
        int firstPositive = sample.firstPositive;
        for (int start = 0; start < places.length; ) {
            double value = ascending[start];
            double weight = 0;
            double positives = 0;
            double trueRanks = 0;
            double trueRanksOfPositives = 0;
            double trueSum = 0;
            while (start < places.length && ascending[start] == value) {
                int row = places[start++];
                int count = counts[row];
                double rank = ranks[row];
                weight += count;
                trueRanks += rank;
                trueSum += count * truth[row];
                if (row >= firstPositive) {
                    positives += count;
                    trueRanksOfPositives += rank;
                }
            }
            if (weight == 0) {
                continue;
            }
            double rank = before + (weight - 1) / 2;
            covariance += (rank - middle) * trueRanks;
            variation += weight * (rank - middle) * (rank - middle);
            rankSumOfPositives += rank * positives;
            double rankOfPositives = positivesBefore + (positives - 1) / 2 - middleOfPositives;
            covarianceOfPositives += rankOfPositives * trueRanksOfPositives;
            variationOfPositives += positives * rankOfPositives * rankOfPositives;
            shares += weight * (sample.sum - trueBefore - trueSum) + trueSum * (weight + 1) / 2;
            while (edge < edges.length && edges[edge] <= before + weight) {
                double share = (edges[edge] - before) / weight;
                predictedAt[edge] = predictedBefore + share * weight * value;
                trueAt[edge++] = trueBefore + share * trueSum;
            }
            before += weight;
            positivesBefore += positives;
            predictedBefore += weight * value;
            trueBefore += trueSum;
        }
        boolean rankable = sample.total > 2;
        set(Metric.SPEARMAN, rankable ? ratio(covariance, Math.sqrt(variation * sample.rankVariation)) : Double.NaN);
        double untied = sample.total * (sample.total * sample.total - 1) / 12;
        set(Metric.SPEARMAN_RTB, rankable ? ratio(covariance, Math.sqrt(untied * sample.rankVariation)) : Double.NaN);
        set(
                Metric.SPEARMAN_POS,
                sample.positives > 2
                        ? ratio(
                                covarianceOfPositives,
                                Math.sqrt(variationOfPositives * sample.rankVariationOfPositives))
                        : Double.NaN);
        set(Metric.AUC, auc(rankSumOfPositives));
        set(
                Metric.NGINI,
                sample.varies && sample.perfectGini > 0 ? sample.gini(shares) / sample.perfectGini : Double.NaN);
        deciles(sample.sum, predictedBefore);
    }

    private void placeEdges(double total) {
        for (int i = 0; i < DECILES - 1; i++) {
            edges[i] = total * (i + 1) / DECILES;
        }
        edges[DECILES - 1] = total * 0.99;
    }

    private void deciles(double trueSum, double predictedSum) {
        double relative = 0;
        double difference = 0;
        int defined = 0;
        double predictedBefore = 0;
        double trueBefore = 0;
        for (int decile = 0; decile < DECILES; decile++) {
            boolean last = decile == DECILES - 1;
            double predictedUntil = last ? predictedSum : predictedAt[decile];
            double trueUntil = last ? trueSum : trueAt[decile];
            double actual = trueUntil - trueBefore;
            double error = Math.abs(predictedUntil - predictedBefore - actual);
            difference += error;
            if (actual > 1e-12 * trueSum) {
                relative += error / actual;
                defined++;
            }
            predictedBefore = predictedUntil;
            trueBefore = trueUntil;
        }
        set(Metric.DECILE_MAPE, defined > 0 ? relative / defined : Double.NaN);
        set(Metric.DECILE_WAPE, trueSum > 0 ? difference / trueSum : Double.NaN);
        set(Metric.TOP10_CAPTURE, trueSum > 0 ? (trueSum - trueAt[DECILES - 2]) / trueSum : Double.NaN);
        set(Metric.TOP1_CAPTURE, trueSum > 0 ? (trueSum - trueAt[DECILES - 1]) / trueSum : Double.NaN);
    }

    private double auc(ByPrediction by) {
        double before = 0;
        double rankSum = 0;
        int[] places = by.places();
        double[] ascending = by.predictions();
        for (int start = 0; start < places.length; ) {
            double value = ascending[start];
            double weight = 0;
            double positives = 0;
            while (start < places.length && ascending[start] == value) {
                int row = places[start++];
                weight += sample.counts[row];
                positives += row >= sample.firstPositive ? sample.counts[row] : 0;
            }
            rankSum += (before + (weight - 1) / 2) * positives;
            before += weight;
        }
        return auc(rankSum);
    }

    private double auc(double rankSumOfPositives) {
        double negatives = sample.total - sample.positives;
        return ratio(rankSumOfPositives - sample.positives * (sample.positives - 1) / 2, sample.positives * negatives);
    }

    private static double ratio(double of, double by) {
        return by > 0 ? of / by : Double.NaN;
    }
}
