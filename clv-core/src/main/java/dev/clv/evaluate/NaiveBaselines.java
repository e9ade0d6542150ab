package dev.clv.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The predictions that need no model, which every model is shown beside. Immutable.
 *
 * <ul>
 *   <li>{@code zero}: nobody will buy anything;
 *   <li>{@code mean}: everybody is worth the training mean;
 *   <li>{@code past_spend}: as much again as so far;
 *   <li>{@code past_spend_rate}: the spend per day so far, times the horizon;
 *   <li>{@code past_spend_xk}: past spend times the constant that was right in total on the training rows.
 * </ul>
 *
 * @param trainingMean mean label of the training rows, in currency; at least 0
 * @param spendFactor sum of the labels over sum of the past spend of the training rows; at least 0
 */
public record NaiveBaselines(double trainingMean, double spendFactor) {

    /** Refuses numbers that are negative or not finite. */
    public NaiveBaselines {
        requireNotNegative("training mean", trainingMean);
        requireNotNegative("spend factor", spendFactor);
    }

    /**
     * What training rows say.
     *
     * @param labels true values; not empty
     * @param past past spend of the same rows; empty where rows have none, as in a plain table
     */
    public static NaiveBaselines fit(double[] labels, List<PastSpend> past) {
        double spent = past.stream().mapToDouble(PastSpend::spent).sum();
        double sum = 0;
        for (double label : labels) {
            sum += label;
        }
        return new NaiveBaselines(sum / labels.length, spent > 0 ? sum / spent : 0);
    }

    /**
     * The predictions of every baseline for customers with a past.
     *
     * @param past one per customer
     * @param horizonDays length of the label window in days
     * @return by name, in a fixed order
     */
    public Map<String, double[]> predict(List<PastSpend> past, double horizonDays) {
        Map<String, double[]> predictions = new LinkedHashMap<>(withoutPast(past.size()));
        predictions.put(
                "past_spend", past.stream().mapToDouble(PastSpend::spent).toArray());
        predictions.put(
                "past_spend_rate",
                past.stream().mapToDouble(p -> p.rateTimes(horizonDays)).toArray());
        predictions.put(
                "past_spend_xk",
                past.stream().mapToDouble(p -> p.spent() * spendFactor).toArray());
        return Collections.unmodifiableMap(predictions);
    }

    /** The predictions of the two baselines that need no past: {@code zero} and {@code mean}. */
    public Map<String, double[]> withoutPast(int customers) {
        double[] mean = new double[customers];
        java.util.Arrays.fill(mean, trainingMean);
        Map<String, double[]> predictions = new LinkedHashMap<>();
        predictions.put("zero", new double[customers]);
        predictions.put("mean", mean);
        return predictions;
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be zero or more and finite, was " + value);
        }
    }
}
