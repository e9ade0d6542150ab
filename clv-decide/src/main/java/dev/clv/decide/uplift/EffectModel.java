package dev.clv.decide.uplift;

import dev.clv.nn.Network;
import java.util.List;

/** Predicts the effect of each treatment on a row. Immutable and thread-safe. */
interface EffectModel {

    /**
     * The effects of prepared rows.
     *
     * @param x (n, I). Not modified.
     * @return (n, treatments), new
     */
    double[][] effects(double[][] x);

    /**
     * Effects that are linear in the prepared features.
     *
     * @param coefficients by treatment, the intercept first
     */
    record Linear(double[][] coefficients) implements EffectModel {

        @Override
        public double[][] effects(double[][] x) {
            double[][] effects = new double[x.length][coefficients.length];
            for (int row = 0; row < x.length; row++) {
                for (int k = 0; k < coefficients.length; k++) {
                    effects[row][k] = Ridge.value(coefficients[k], x[row]);
                }
            }
            return effects;
        }
    }

    /**
     * Of networks that give the probability that the treated respond and the others do not.
     *
     * @param networks by treatment
     */
    record Transformed(List<Network> networks) implements EffectModel {

        @Override
        public double[][] effects(double[][] x) {
            double[][] effects = new double[x.length][networks.size()];
            for (int k = 0; k < networks.size(); k++) {
                double[] means = networks.get(k).predict(x).means();
                for (int row = 0; row < x.length; row++) {
                    effects[row][k] = 2 * means[row] - 1;
                }
            }
            return effects;
        }
    }
}
