package dev.clv.explain.lime;

import dev.clv.explain.internal.SymmetricSystem;
import java.util.Arrays;

/**
 * The lasso path by least-angle regression (Efron, Hastie, Johnstone, Tibshirani, "Least angle regression", 2004, with
 * the lasso modification): as the penalty falls to 0 from the value at which all coefficients are 0, columns enter the
 * model and, rarely, leave it.
 */
final class LassoPath {

    private static final double ROUNDING = 1e-12;

    private final WeightedRidge ridge;
    private final int[] columns;
    private final double[] coefficients;
    private int[] active = new int[0];

    LassoPath(WeightedRidge ridge, int[] columns) {
        this.ridge = ridge;
        this.columns = columns;
        coefficients = new double[ridge.cross.length];
    }

    /** The columns in the model at the last knot of the path with no more than {@code count} of them. */
    int[] first(int count) {
        int[] last = new int[0];
        double start = largestCorrelation();
        int left = -1;
        // A path has about as many knots as columns; the bound only stops a cycle that rounding might cause.
        for (int knot = 0; knot < 8 * columns.length && largestCorrelation() > ROUNDING * start; knot++) {
            enter(left);
            left = step();
            int[] model =
                    Arrays.stream(columns).filter(c -> coefficients[c] != 0).toArray();
            if (model.length <= count) {
                last = model;
            }
        }
        return last;
    }

    /** A column's correlation with the residuals. */
    private double correlation(int column) {
        double correlation = ridge.cross[column];
        for (int other : active) {
            correlation -= ridge.gram[column][other] * coefficients[other];
        }
        return correlation;
    }

    private double largestCorrelation() {
        return Arrays.stream(columns)
                .mapToDouble(c -> Math.abs(correlation(c)))
                .max()
                .orElse(0);
    }

    /** Adds the column with the largest correlation outside the model, unless one has just left. */
    private void enter(int left) {
        if (left >= 0) {
            return;
        }
        int best = -1;
        for (int column : columns) {
            if (!Selection.contains(active, column)
                    && (best < 0 || Math.abs(correlation(column)) > Math.abs(correlation(best)))) {
                best = column;
            }
        }
        if (best >= 0) {
            active = Arrays.copyOf(active, active.length + 1);
            active[active.length - 1] = best;
        }
    }

    /**
     * Moves all correlations of the model down together until another catches up; returns a column that left, or -1.
     */
    private int step() {
        double current = Math.abs(correlation(active[0]));
        double[] signs = new double[active.length];
        for (int a = 0; a < active.length; a++) {
            signs[a] = Math.signum(correlation(active[a]));
        }
        SymmetricSystem system = ridge.system(active, 0);
        double[] direction = system.solve(signs);
        double length = current;
        for (int column : columns) {
            if (!Selection.contains(active, column)) {
                length = Math.min(length, catchUp(column, direction, current));
            }
        }
        int leaving = -1;
        for (int a = 0; a < active.length; a++) {
            double zero = -coefficients[active[a]] / direction[a];
            if (zero > ROUNDING * current && zero < length) {
                length = zero;
                leaving = a;
            }
        }
        for (int a = 0; a < active.length; a++) {
            coefficients[active[a]] += length * direction[a];
        }
        if (leaving < 0) {
            return -1;
        }
        int column = active[leaving];
        coefficients[column] = 0;
        active = Arrays.stream(active).filter(c -> c != column).toArray();
        return column;
    }

    /** The step after which a column's correlation equals the model's. */
    private double catchUp(int column, double[] direction, double current) {
        double rate = 0;
        for (int a = 0; a < active.length; a++) {
            rate += ridge.gram[column][active[a]] * direction[a];
        }
        double correlation = correlation(column);
        double up = (current - correlation) / (1 - rate);
        double down = (current + correlation) / (1 + rate);
        double least = Double.POSITIVE_INFINITY;
        for (double candidate : new double[] {up, down}) {
            if (candidate > ROUNDING * current) {
                least = Math.min(least, candidate);
            }
        }
        return least;
    }
}
