package dev.clv.explain.lime;

import dev.clv.explain.internal.SymmetricSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Fits the local model to a neighbourhood; row 0 is the explained one. */
final class LimeFit {

    private static final double SMALL = 1e-100;

    private final List<String> names;
    private final FeatureSelection selection;
    private final int wanted;
    private final double penalty;

    LimeFit(List<String> names, FeatureSelection selection, int wanted, double penalty) {
        this.names = names;
        this.selection = selection;
        this.wanted = wanted;
        this.penalty = penalty;
    }

    /**
     * Fits.
     *
     * @param x (n, d), scaled
     * @param predictions (n)
     * @param nearness (n), the weights
     */
    LimeExplanation fit(double[][] x, double[] predictions, Nearness nearness) {
        int exponent = exponent(predictions);
        double[] y = exponent == 0
                ? predictions
                : Arrays.stream(predictions)
                        .map(prediction -> Math.scalb(prediction, -exponent))
                        .toArray();
        double[] weights = nearness.weights();
        WeightedRidge ridge = new WeightedRidge(x, y, weights);
        int[] columns = new Selection(ridge, x[0]).choose(selection, wanted);
        double[] coefficients = ridge.coefficients(columns, penalty);
        double intercept = ridge.intercept(columns, coefficients);
        double local = intercept;
        for (int a = 0; a < columns.length; a++) {
            local += coefficients[a] * x[0][columns[a]];
        }
        double[] errors = errors(ridge, columns, coefficients, x, y, weights);
        List<LimeExplanation.Coefficient> listed = new ArrayList<>();
        for (int a = 0; a < columns.length; a++) {
            listed.add(new LimeExplanation.Coefficient(
                    names.get(columns[a]),
                    columns[a],
                    Math.scalb(coefficients[a], exponent),
                    Math.scalb(errors[a], exponent)));
        }
        listed.sort(Comparator.comparingDouble(c -> -Math.abs(c.value())));
        return new LimeExplanation(
                Math.scalb(intercept, exponent),
                predictions[0],
                Math.scalb(local, exponent),
                ridge.r2(columns, coefficients),
                listed,
                "LIME, " + selection.words(),
                x.length,
                nearness.effective());
    }

    /**
     * By which power of two predictions are divided before the fit: 0, or that of the largest where all are so small
     * that their squares would be 0.
     */
    private static int exponent(double[] predictions) {
        double largest = Arrays.stream(predictions).map(Math::abs).max().orElse(0);
        return largest > 0 && largest < SMALL ? Math.getExponent(largest) : 0;
    }

    /** Standard errors from the influence of each sample on the coefficients (White, 1980). */
    private double[] errors(
            WeightedRidge ridge, int[] columns, double[] coefficients, double[][] x, double[] y, double[] weights) {
        SymmetricSystem system = ridge.system(columns, penalty);
        double intercept = ridge.intercept(columns, coefficients);
        double[] variance = new double[columns.length];
        double[] pull = new double[columns.length];
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - intercept;
            for (int a = 0; a < columns.length; a++) {
                residual -= coefficients[a] * x[i][columns[a]];
            }
            for (int a = 0; a < columns.length; a++) {
                pull[a] = weights[i] * residual * (x[i][columns[a]] - ridge.mean[columns[a]]);
            }
            double[] influence = system.solve(pull);
            for (int a = 0; a < columns.length; a++) {
                variance[a] += influence[a] * influence[a];
            }
        }
        double[] errors = new double[columns.length];
        for (int a = 0; a < columns.length; a++) {
            errors[a] = Math.sqrt(variance[a]);
        }
        return errors;
    }
}
