package dev.clv.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good predicted order counts are.
 *
 * @param mae mean absolute error, in order-days
 * @param rmse root mean squared error, in order-days
 * @param biasPct 100 (sum of predictions / sum of truth - 1); NaN when nobody ordered
 */
public record OrderScores(double mae, double rmse, double biasPct) {

    static OrderScores of(double[] predicted, double[] truth) {
        double absolute = 0;
        double squared = 0;
        double sumPredicted = 0;
        double sumTrue = 0;
        for (int i = 0; i < truth.length; i++) {
            double error = predicted[i] - truth[i];
            absolute += Math.abs(error);
            squared += error * error;
            sumPredicted += predicted[i];
            sumTrue += truth[i];
        }
        return new OrderScores(
                absolute / truth.length,
                Math.sqrt(squared / truth.length),
                sumTrue == 0 ? Double.NaN : 100 * (sumPredicted / sumTrue - 1));
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("MAE", mae);
        map.put("RMSE", rmse);
        map.put("bias_pct", Double.isNaN(biasPct) ? null : biasPct);
        return map;
    }
}
