package dev.clv.benchmarks.accuracy;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** XGBoost4J. */
final class XgboostTweedie extends Boosting {

    static final Map<String, Object> SETTINGS = Map.of(
            "objective",
            "reg:tweedie",
            "tweedie_variance_power",
            POWER,
            "max_depth",
            4,
            "eta",
            0.05,
            "min_child_weight",
            20,
            "subsample",
            0.8,
            "colsample_bytree",
            0.8,
            "nthread",
            2,
            "seed",
            1);

    XgboostTweedie(boolean offset) {
        super(offset);
    }

    @Override
    Trees train(double[][] rows, double[] labels, float @Nullable [] margins, int trees) {
        try {
            float[] target = new float[labels.length];
            for (int i = 0; i < target.length; i++) {
                target[i] = (float) labels[i];
            }
            DMatrix learned = matrix(rows, margins);
            learned.setLabel(target);
            Booster booster = XGBoost.train(learned, SETTINGS, trees, new HashMap<>(), null, null);
            return new Trees() {
                @Override
                public double[] values(double[][] asked, float @Nullable [] from, int first) {
                    return predicted(booster, asked, from, first);
                }

                @Override
                public void close() {
                    booster.dispose();
                }
            };
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }

    /** Values by the first trees. */
    static double[] predicted(Booster booster, double[][] rows, float @Nullable [] margins, int first) {
        try {
            float[][] predicted = booster.predict(matrix(rows, margins), false, first);
            double[] values = new double[predicted.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = predicted[i][0];
            }
            return values;
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }

    static DMatrix matrix(double[][] rows, float @Nullable [] margins) throws XGBoostError {
        int columns = rows[0].length;
        float[] all = new float[rows.length * columns];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) rows[i / columns][i % columns];
        }
        DMatrix matrix = new DMatrix(all, rows.length, columns, Float.NaN);
        if (margins != null) {
            matrix.setBaseMargin(margins);
        }
        return matrix;
    }
}
