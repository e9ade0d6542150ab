package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.Maximizer;
import dev.clv.features.btyd.internal.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Maximum likelihood: the way from a mean log-likelihood to a {@link Fit}. Its variables are the logarithms of positive
 * parameters, and coefficients as they are.
 */
final class Estimation {

    /** So far from its scale, in logarithms, a parameter makes no difference that data could tell. */
    private static final double EDGE = StrictMath.log(1e5);

    /** The largest effect, in logarithms, of a typical value of a covariate. */
    private static final double LARGEST_EFFECT = 20;

    private static final double STEP = 1e-4;

    /** A logarithm that is known no better than this is not known at all. */
    private static final double UNKNOWN = 10;

    private final long customers;
    private final Objective meanLogLikelihood;
    private final List<Variable> variables = new ArrayList<>();

    Estimation(long customers, Objective meanLogLikelihood) {
        this.customers = customers;
        this.meanLogLikelihood = meanLogLikelihood;
    }

    /**
     * The next variable is the logarithm of a positive parameter; the scale is its order of magnitude, with its unit.
     */
    Estimation parameter(String name, double scale) {
        double center = StrictMath.log(scale);
        variables.add(new Variable(name, true, scale, center - EDGE, center + EDGE));
        return this;
    }

    /** The same for a parameter that is not below a value. */
    Estimation parameterFrom(String name, double least) {
        variables.add(new Variable(name, true, 1, StrictMath.log(least), EDGE));
        return this;
    }

    /** The next variable, times the scale, is a coefficient of any sign. */
    Estimation coefficient(String name, double scale) {
        variables.add(new Variable(name, false, scale, -LARGEST_EFFECT, LARGEST_EFFECT));
        return this;
    }

    private record Variable(String name, boolean positive, double scale, double lower, double upper) {

        double value(double variable) {
            return positive ? StrictMath.exp(variable) : scale * variable;
        }

        Estimate estimate(double variable, double standardError) {
            double value = value(variable);
            double error = standardError < UNKNOWN ? standardError : Double.NaN;
            return new Estimate(name, value, error * (positive ? value : scale));
        }
    }

    /**
     * The fit.
     *
     * @param model makes the model of the parameters and coefficients
     * @param warnings what the parameters mean, if they are at an edge
     * @param starts where to begin: the parameters in units of their scales; coefficients begin at 0
     */
    <M> Fit<M> fit(Function<double[], M> model, Function<M, List<String>> warnings, double[]... starts) {
        int n = variables.size();
        double[] lower = variables.stream().mapToDouble(Variable::lower).toArray();
        double[] upper = variables.stream().mapToDouble(Variable::upper).toArray();
        double[][] points = new double[starts.length][n];
        for (int s = 0; s < starts.length; s++) {
            for (int i = 0; i < starts[s].length; i++) {
                points[s][i] = StrictMath.log(starts[s][i] * variables.get(i).scale());
            }
        }
        double[] best = Maximizer.maximize(meanLogLikelihood, lower, upper, points);
        double[] errors = standardErrors(best, lower, upper);
        double[] values = new double[n];
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            values[i] = variables.get(i).value(best[i]);
            estimates.add(variables.get(i).estimate(best[i], errors[i]));
        }
        M fitted = model.apply(values);
        double logLikelihood = customers * meanLogLikelihood.at(best, new double[n]);
        return new Fit<>(fitted, customers, logLikelihood, estimates, warnings.apply(fitted));
    }

    /**
     * Of the variables: from the inverse of the observed information, by differences of the gradient; NaN at an edge.
     */
    private double[] standardErrors(double[] best, double[] lower, double[] upper) {
        int n = best.length;
        int[] inside = new int[n];
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (best[i] > lower[i] && best[i] < upper[i]) {
                inside[m++] = i;
            }
        }
        double[][] information = new double[m][m];
        double[] above = new double[n];
        double[] below = new double[n];
        for (int i = 0; i < m; i++) {
            double[] point = best.clone();
            point[inside[i]] = best[inside[i]] + STEP;
            meanLogLikelihood.at(point, above);
            point[inside[i]] = best[inside[i]] - STEP;
            meanLogLikelihood.at(point, below);
            for (int j = 0; j < m; j++) {
                double second = customers * (below[inside[j]] - above[inside[j]]) / (2 * STEP);
                information[i][j] += second / 2;
                information[j][i] += second / 2;
            }
        }
        double[] variances = diagonalOfInverse(information);
        double[] errors = new double[n];
        Arrays.fill(errors, Double.NaN);
        for (int i = 0; i < m; i++) {
            errors[inside[i]] = Math.sqrt(variances[i]);
        }
        return errors;
    }

    /** By Cholesky's decomposition; NaN where the matrix is not positive definite. */
    private static double[] diagonalOfInverse(double[][] matrix) {
        int n = matrix.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        double[] diagonal = new double[n];
        for (int column = 0; column < n; column++) {
            double[] solved = new double[n];
            for (int i = column; i < n; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = column; k < i; k++) {
                    sum -= root[i][k] * solved[k];
                }
                solved[i] = sum / root[i][i];
                diagonal[column] += solved[i] * solved[i];
            }
        }
        return diagonal;
    }
}
