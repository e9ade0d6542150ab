package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;
import dev.clv.explain.ExplainerResult;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.ResultJson;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How predictions change along a column, from small steps of every row within its own surroundings, so that columns
 * that go together are not torn apart (Apley, Zhu, "Visualizing the effects of predictor variables in black box
 * supervised learning models", 2020, equations 15 and 16). Immutable and thread-safe.
 */
public final class AccumulatedLocalEffects implements ExplainerResult {

    private static final String KIND = "accumulated local effects";

    private final int column;
    private final double[] borders;
    private final double[] effects;
    private final double[] standardErrors;
    private final double baseValue;
    private final long evaluations;

    private AccumulatedLocalEffects(
            int column,
            double[] borders,
            double[] effects,
            double[] standardErrors,
            double baseValue,
            long evaluations) {
        this.column = column;
        this.borders = borders;
        this.effects = effects;
        this.standardErrors = standardErrors;
        this.baseValue = baseValue;
        this.evaluations = evaluations;
    }

    private AccumulatedLocalEffects(ResultJson json) {
        this(
                json.integer("column"),
                json.numbers("borders"),
                json.numbers("effects"),
                json.numbers("standardErrors"),
                json.number("baseValue"),
                json.count("evaluations"));
        if (effects.length != borders.length || standardErrors.length != borders.length) {
            throw new IllegalArgumentException(
                    "effects and standard errors must be " + borders.length + " like the borders");
        }
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
     * The effects at the borders, in the units of the prediction. Their mean over the rows is 0, where a row counts as
     * the mean of its interval's two ends. A copy.
     */
    public double[] effects() {
        return effects.clone();
    }

    /**
     * Of {@link #effects()}: how much they would vary with other rows of the same kind that have the same values of
     * this column, from the spread of the steps within each interval. For the given rows the effects are exact. NaN if
     * an interval holds a single row, whose step has no spread: take fewer intervals then. A copy.
     */
    public double[] standardErrors() {
        return standardErrors.clone();
    }

    /**
     * The weighted mean prediction, as they are, of the rows that take part: added to an effect, it gives a curve on
     * the level of the predictions.
     */
    @Override
    public double baseValue() {
        return baseValue;
    }

    @Override
    public String method() {
        return KIND;
    }

    /**
     * Three times the rows that take part: as they are, and at the two ends of their interval; once if there is no
     * interval.
     */
    @Override
    public long evaluations() {
        return evaluations;
    }

    /**
     * The effects of a column; predicts three rows per row. To bound that, give a sample of rows, as
     * {@link Background#sample} draws it, and look at the standard errors.
     *
     * @param rows where the column is missing take no part; weights count
     * @param intervals at most how many, at least 1, with about as many rows each
     * @throws IllegalArgumentException if the column is missing in every row
     * @throws IllegalStateException if the predictor returns something that is not a finite number
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
        BatchPredictor predictions = new BatchPredictor(predictor, rows.columns());
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
     * Sums of steps, centred; steps of different intervals come from different rows, so that their errors are
     * independent.
     */
    private static AccumulatedLocalEffects accumulated(
            int column, double[] borders, WeightedMean[] steps, double[] shares, double baseValue, long evaluations) {
        // How much of every step the mean effect holds: what lies above it, and half of its own interval.
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
        double[] errors = Arrays.stream(variances).map(Math::sqrt).toArray();
        return new AccumulatedLocalEffects(column, borders, effects, errors, baseValue, evaluations);
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("column", column)
                .put("borders", borders)
                .put("effects", effects)
                .put("standardErrors", standardErrors)
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static AccumulatedLocalEffects fromJson(String json) {
        return ResultJson.read(json, KIND, AccumulatedLocalEffects::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccumulatedLocalEffects that
                && column == that.column
                && Arrays.equals(borders, that.borders)
                && Arrays.equals(effects, that.effects)
                && Arrays.equals(standardErrors, that.standardErrors)
                && Double.compare(baseValue, that.baseValue) == 0
                && evaluations == that.evaluations;
    }

    @Override
    public int hashCode() {
        return 31 * column + Arrays.hashCode(effects);
    }

    @Override
    public String toString() {
        return "AccumulatedLocalEffects[column " + column + ", " + borders.length + " borders]";
    }
}
