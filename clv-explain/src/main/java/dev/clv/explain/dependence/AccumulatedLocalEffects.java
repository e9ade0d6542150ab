package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;
import dev.clv.explain.PredictFunction;

/**
 * How predictions change along a column, from small steps of every row within its own surroundings, so that columns that
 * go together are not torn apart (Apley, Zhu, "Visualizing the effects of predictor variables in black box supervised
 * learning models", 2020, equations 15 and 16). Immutable and thread-safe.
 */
public final class AccumulatedLocalEffects {

    private final int column;
    private final double[] borders;
    private final double[] effects;

    private AccumulatedLocalEffects(int column, double[] borders, double[] effects) {
        this.column = column;
        this.borders = borders;
        this.effects = effects;
    }

    /** The column. */
    public int column() {
        return column;
    }

    /**
     * The borders of the intervals, ascending; each interval is open below and closed above, the first closed at both
     * ends. A copy.
     */
    public double[] borders() {
        return borders.clone();
    }

    /**
     * The effects at the borders, in the units of the prediction. Their mean over the rows is 0, where a row counts as the
     * mean of its interval's two ends. A copy.
     */
    public double[] effects() {
        return effects.clone();
    }

    /**
     * The effects of a column; predicts two rows per row.
     *
     * @param rows where the column is missing take no part; weights count
     * @param intervals at most how many, at least 1, with about as many rows each
     * @throws IllegalArgumentException if the column is missing in every row
     */
    public static AccumulatedLocalEffects of(PredictFunction predictor, Background rows, int column, int intervals) {
        double[] borders = Grid.quantiles(rows, column, intervals);
        double[] effects = new double[borders.length];
        if (borders.length == 1) {
            return new AccumulatedLocalEffects(column, borders, effects);
        }
        int[] interval = intervals(rows, column, borders);
        double[] predictions = new BatchPredictor(predictor, rows.columns()).predict(2 * rows.size(), (i, row) -> {
            rows.copyRow(i / 2, row);
            if (interval[i / 2] > 0) {
                row[column] = borders[interval[i / 2] - 1 + i % 2];
            }
        });
        double[] weight = new double[borders.length];
        double[] step = new double[borders.length];
        for (int b = 0; b < interval.length; b++) {
            if (interval[b] > 0) {
                weight[interval[b]] += rows.weight(b);
                step[interval[b]] += rows.weight(b) * (predictions[2 * b + 1] - predictions[2 * b]);
            }
        }
        double mean = 0;
        double total = 0;
        for (int k = 1; k < borders.length; k++) {
            effects[k] = effects[k - 1] + step[k] / weight[k];
            mean += weight[k] * (effects[k - 1] + effects[k]) / 2;
            total += weight[k];
        }
        for (int k = 0; k < borders.length; k++) {
            effects[k] -= mean / total;
        }
        return new AccumulatedLocalEffects(column, borders, effects);
    }

    /** For every row the interval k between borders k - 1 and k that its value lies in; 0 where it is missing. */
    private static int[] intervals(Background rows, int column, double[] borders) {
        int[] intervals = new int[rows.size()];
        for (int b = 0; b < intervals.length; b++) {
            double value = rows.value(b, column);
            if (!Double.isNaN(value)) {
                int k = 1;
                while (value > borders[k]) {
                    k++;
                }
                intervals[b] = k;
            }
        }
        return intervals;
    }
}
