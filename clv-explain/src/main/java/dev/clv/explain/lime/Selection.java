package dev.clv.explain.lime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses the columns of a local model. Only ALL chooses columns that do not vary in the sample. */
final class Selection {

    /** The penalty under which contributions are compared: nearly 0, but enough for collinear columns. */
    private static final double COMPARING_PENALTY = 0.01;

    private final WeightedRidge ridge;
    private final double[] row;

    /**
     * A choice for one sample.
     *
     * @param row the explained row, as in the sample
     */
    Selection(WeightedRidge ridge, double[] row) {
        this.ridge = ridge;
        this.row = row;
    }

    /** The chosen columns, ascending. */
    int[] choose(FeatureSelection selection, int wanted) {
        int[] all = IntStream.range(0, row.length).toArray();
        int[] varying = Arrays.stream(all).filter(j -> ridge.gram[j][j] > 0).toArray();
        int count = Math.min(wanted, varying.length);
        int[] chosen = switch (selection) {
            case ALL -> all;
            case HIGHEST_WEIGHTS -> highestWeights(varying, count);
            case FORWARD -> forward(varying, count);
            case LASSO_PATH -> new LassoPath(ridge, varying).first(count);
        };
        Arrays.sort(chosen);
        return chosen;
    }

    private int[] highestWeights(int[] columns, int count) {
        double[] coefficients = ridge.coefficients(columns, COMPARING_PENALTY);
        return IntStream.range(0, columns.length)
                .boxed()
                .sorted(Comparator.comparingDouble(a -> -Math.abs(coefficients[a] * row[columns[a]])))
                .limit(count)
                .mapToInt(a -> columns[a])
                .toArray();
    }

    private int[] forward(int[] columns, int count) {
        int[] chosen = new int[0];
        while (chosen.length < count) {
            int[] best = chosen;
            double bestR2 = Double.NEGATIVE_INFINITY;
            for (int column : columns) {
                if (!contains(chosen, column)) {
                    int[] candidate = Arrays.copyOf(chosen, chosen.length + 1);
                    candidate[chosen.length] = column;
                    double r2 = r2(candidate);
                    if (r2 > bestR2) {
                        bestR2 = r2;
                        best = candidate;
                    }
                }
            }
            if (best.length == chosen.length) {
                return chosen;
            }
            chosen = best;
        }
        return chosen;
    }

    /**
     * The R2 of the unpenalised regression; minus infinity if the last column is a linear combination of the others.
     */
    private double r2(int[] columns) {
        try {
            return ridge.r2(columns, ridge.coefficients(columns, 0));
        } catch (IllegalArgumentException collinear) {
            return Double.NEGATIVE_INFINITY;
        }
    }

    static boolean contains(int[] columns, int column) {
        return Arrays.stream(columns).anyMatch(c -> c == column);
    }
}
