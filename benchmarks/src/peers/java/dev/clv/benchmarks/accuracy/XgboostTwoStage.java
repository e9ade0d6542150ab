package dev.clv.benchmarks.accuracy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * The two-stage model of practice, by XGBoost4J: the probability that a value is positive, learned on all rows, times
 * its mean if it is, learned on the positive ones with a gamma loss. Both have the same number of trees, and no offset.
 */
final class XgboostTwoStage extends Boosting {

    XgboostTwoStage() {
        super(false);
    }

    @Override
    Trees train(double[][] rows, double[] labels, float @Nullable [] margins, int trees) {
        int[] buyers =
                IntStream.range(0, labels.length).filter(i -> labels[i] > 0).toArray();
        float[] bought = new float[labels.length];
        for (int buyer : buyers) {
            bought[buyer] = 1;
        }
        float[] amounts = new float[buyers.length];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = (float) labels[buyers[i]];
        }
        double[][] rowsOfBuyers =
                IntStream.of(buyers).mapToObj(row -> rows[row]).toArray(double[][]::new);
        Booster response = trained("binary:logistic", rows, bought, trees);
        Booster amount = trained("reg:gamma", rowsOfBuyers, amounts, trees);
        return new Trees() {
            @Override
            public double[] values(double[][] asked, float @Nullable [] from, int first) {
                double[] values = XgboostTweedie.predicted(response, asked, null, first);
                double[] ifPositive = XgboostTweedie.predicted(amount, asked, null, first);
                for (int i = 0; i < values.length; i++) {
                    values[i] *= ifPositive[i];
                }
                return values;
            }

            @Override
            public void close() {
                response.dispose();
                amount.dispose();
            }
        };
    }

    private static Booster trained(String objective, double[][] rows, float[] labels, int trees) {
        Map<String, Object> settings = new HashMap<>(XgboostTweedie.SETTINGS);
        settings.remove("tweedie_variance_power");
        settings.put("objective", objective);
        try {
            var learned = XgboostTweedie.matrix(rows, null);
            learned.setLabel(labels);
            return XGBoost.train(learned, settings, trees, new HashMap<>(), null, null);
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }
}
