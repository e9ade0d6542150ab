package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.Maximizer;
import dev.clv.features.btyd.internal.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Maximum likelihood in the logarithms of positive parameters: the way from a likelihood to a {@link Fit}. */
final class Estimation {

    /** Beyond e to this power from its scale, a parameter makes no difference that the data could tell. */
    private static final double EDGE = StrictMath.log(1e6);

    private static final double STEP = 1e-4;

    private final String[] names;
    private final double[] scales;
    private final Objective objective;
    private final long customers;
    private final double[] least;

    /**
     * @param names of the parameters
     * @param scales of the parameters: 1 where it has no unit
     * @param objective the mean log-likelihood as a function of the parameters' logarithms
     * @param customers how many the mean is over
     */
    Estimation(String[] names, double[] scales, Objective objective, long customers) {
        this.names = names;
        this.scales = scales;
        this.objective = objective;
        this.customers = customers;
        this.least = new double[names.length];
        Arrays.fill(least, -EDGE);
    }

    /** Keeps a parameter at or above a value, in units of its scale. */
    Estimation atLeast(int parameter, double value) {
        least[parameter] = StrictMath.log(value);
        return this;
    }

    /**
     * The fit.
     *
     * @param starts points to begin at, in units of the scales
     * @param model makes the model of its parameters
     * @param warnings what the parameters mean, if they are at an edge
     */
    <M> Fit<M> fit(double[][] starts, Function<double[], M> model, Function<double[], List<String>> warnings) {
        int n = names.length;
        double[] lower = new double[n];
        double[] upper = new double[n];
        double[][] points = new double[starts.length][n];
        for (int i = 0; i < n; i++) {
            double center = StrictMath.log(scales[i]);
            lower[i] = center + least[i];
            upper[i] = center + EDGE;
            for (int s = 0; s < starts.length; s++) {
                points[s][i] = center + StrictMath.log(starts[s][i]);
            }
        }
        double[] best = Maximizer.maximize(objective, lower, upper, points);
        double[] parameters = Sample.exp(best);
        double[] errors = standardErrors(best, lower, upper);
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            estimates.add(new Estimate(names[i], parameters[i], errors[i]));
        }
        double logLikelihood = customers * objective.at(best, new double[n]);
        return new Fit<>(model.apply(parameters), customers, logLikelihood, estimates, warnings.apply(parameters));
    }

    /** From the inverse of the observed information, by differences of the gradient; NaN at an edge. */
    private double[] standardErrors(double[] best, double[] lower, double[] upper) {
        int n = best.length;
        List<Integer> inside = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (best[i] > lower[i] && best[i] < upper[i]) {
                inside.add(i);
            }
        }
        int m = inside.size();
        double[][] information = new double[m][m];
        double[] above = new double[n];
        double[] below = new double[n];
        for (int a = 0; a < m; a++) {
            double[] point = best.clone();
            point[inside.get(a)] = best[inside.get(a)] + STEP;
            objective.at(point, above);
            point[inside.get(a)] = best[inside.get(a)] - STEP;
            objective.at(point, below);
            for (int b = 0; b < m; b++) {
                double second = customers * (below[inside.get(b)] - above[inside.get(b)]) / (2 * STEP);
                information[a][b] += second / 2;
                information[b][a] += second / 2;
            }
        }
        double[] variances = diagonalOfInverse(information);
        double[] errors = new double[n];
        Arrays.fill(errors, Double.NaN);
        for (int a = 0; a < m; a++) {
            errors[inside.get(a)] = Math.sqrt(variances[a]);
        }
        return errors;
    }

    /** By Cholesky's decomposition; all NaN if the matrix is not positive definite. */
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
