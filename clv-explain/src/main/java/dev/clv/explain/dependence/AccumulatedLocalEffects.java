package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import dev.clv.explain.ExplainerResult;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.json.RecordJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How predictions change along a column, from small steps of every row within its own surroundings, so that dependent
 * columns keep values that occur together (Apley, Zhu, "Visualizing the effects of predictor variables in black box
 * supervised learning models", 2020, equations 15 and 16).
 *
 * @param column the column
 * @param points the borders of the intervals, ascending, with the effects there; each interval is open below and closed
 *     above, the first closed at both ends
 * @param baseValue the weighted mean prediction, as they are, of the rows in which the column is known: added to an
 *     effect, it gives a curve on the level of the predictions
 * @param method {@code "accumulated local effects"}
 * @param evaluations three times the rows in which the column is known: as they are, and at the two ends of their
 *     interval; once if there is no interval
 */
public record AccumulatedLocalEffects(int column, List<Point> points, double baseValue, String method, long evaluations)
        implements ExplainerResult {

    private static final String KIND = "accumulated local effects";
    private static final int VERSION = 2;

    /**
     * A point of the curve.
     *
     * @param border between two intervals, or at one end
     * @param effect in the units of the prediction. The mean of the effects over the rows is 0, where a row counts as
     *     the mean of its interval's two ends
     * @param standardError of {@code effect}: how much it would vary with other rows of the same kind that have the
     *     same values of this column, from the spread of the steps within each interval. For the given rows the effects
     *     are exact. NaN if an interval holds a single row, whose step has no spread: use fewer intervals then
     */
    public record Point(double border, double effect, double standardError) {}

    /** Copies the list. */
    public AccumulatedLocalEffects {
        points = List.copyOf(points);
    }

    /**
     * The effects of a column; predicts three rows per row. To bound that, use a sample of rows, as
     * {@link Background#sample} draws it, and check the standard errors.
     *
     * @param rows are left out if the column is missing in them; weights count
     * @param intervals at most how many, at least 1, with about as many rows each
     * @throws IllegalArgumentException if the column is missing in every row
     * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
     */
    public static AccumulatedLocalEffects of(PredictFunction predictor, Background rows, int column, int intervals) {
        double[] borders = Grid.quantiles(rows, column, intervals);
        int[] known = IntStream.range(0, rows.size())
                .filter(b -> !Double.isNaN(rows.value(b, column)))
                .toArray();
        double[] weights = Arrays.stream(known).mapToDouble(rows::weight).toArray();
        int[] interval = Arrays.stream(known)
                .map(b -> interval(rows.value(b, column), borders))
                .toArray();
        BatchPredictor predictions = new BatchPredictor(predictor::predict, rows.columns());
        double base = WeightedMean.of(
                        predictions.predict(known.length, (i, row) -> rows.copyRow(known[i], row)),
                        weights,
                        known.length)
                .mean();
        WeightedMean[] steps = new WeightedMean[0];
        if (borders.length > 1) {
            double[] ends = predictions.predict(2 * known.length, (i, row) -> {
                rows.copyRow(known[i / 2], row);
                row[column] = borders[interval[i / 2] - 1 + i % 2];
            });
            steps = steps(ends, interval, weights, borders.length - 1);
        }
        double[] shares = shares(interval, weights, borders.length - 1);
        return accumulated(column, borders, steps, shares, base, predictions.evaluations());
    }

    /** The number k of the interval between borders k - 1 and k that a value lies in; 1 if there is a single border. */
    private static int interval(double value, double[] borders) {
        int k = 1;
        while (k < borders.length && value > borders[k]) {
            k++;
        }
        return k;
    }

    /** The mean step across every interval, over its rows. */
    private static WeightedMean[] steps(double[] ends, int[] interval, double[] weights, int intervals) {
        WeightedMean[] steps = new WeightedMean[intervals];
        double[] own = new double[weights.length];
        double[] ownWeights = new double[weights.length];
        for (int k = 0; k < intervals; k++) {
            int count = 0;
            for (int i = 0; i < weights.length; i++) {
                if (interval[i] == k + 1) {
                    own[count] = ends[2 * i + 1] - ends[2 * i];
                    ownWeights[count++] = weights[i];
                }
            }
            steps[k] = WeightedMean.of(own, ownWeights, count);
        }
        return steps;
    }

    /** Every interval's share of the weights. */
    private static double[] shares(int[] interval, double[] weights, int intervals) {
        double[] shares = new double[intervals];
        double total = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length && intervals > 0; i++) {
            shares[interval[i] - 1] += weights[i] / total;
        }
        return shares;
    }

    /**
     * Sums of steps, centred. Steps of different intervals come from different rows, so their errors are independent.
     */
    private static AccumulatedLocalEffects accumulated(
            int column, double[] borders, WeightedMean[] steps, double[] shares, double baseValue, long evaluations) {
        // The share of every step in the mean effect: that of the intervals above it and half of its own.
        double[] inMean = new double[steps.length];
        double above = 0;
        for (int k = steps.length - 1; k >= 0; k--) {
            inMean[k] = above + shares[k] / 2;
            above += shares[k];
        }
        double[] effects = new double[borders.length];
        double[] variances = new double[borders.length];
        for (int k = 0; k < steps.length; k++) {
            for (int border = 0; border < borders.length; border++) {
                double part = (border > k ? 1 : 0) - inMean[k];
                effects[border] += part * steps[k].mean();
                variances[border] += part * part * steps[k].standardError() * steps[k].standardError();
            }
        }
        List<Point> points = new ArrayList<>();
        for (int border = 0; border < borders.length; border++) {
            points.add(new Point(borders[border], effects[border], Math.sqrt(variances[border])));
        }
        return new AccumulatedLocalEffects(column, points, baseValue, KIND, evaluations);
    }

    @Override
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static AccumulatedLocalEffects fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, AccumulatedLocalEffects.class);
    }
}
