package dev.clv.explain.shapley;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.ResultJson;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The interactions of every pair of features for one row, exact or with standard errors. Immutable and thread-safe. */
public final class Interactions implements ExplainerResult {

    private static final String KIND = "interactions";

    private final InteractionIndex index;
    private final List<String> names;
    private final double[][] pairs;
    private final double[][] errors;
    private final double[] alone;
    private final double baseValue;
    private final double prediction;
    private final String method;
    private final long evaluations;

    /** Of a game, after all its predictions. The arrays become its own. */
    Interactions(
            InteractionIndex index,
            String how,
            Game game,
            Players players,
            double[][] pairs,
            double[][] errors,
            double[] alone) {
        this.index = index;
        this.names = players.features.names();
        this.pairs = pairs;
        this.errors = errors;
        this.alone = alone;
        baseValue = game.value(0, game.backgroundPredictions);
        prediction = game.prediction();
        method = how + (index == InteractionIndex.SHAPLEY ? " Shapley interactions" : " Shapley-Taylor interactions");
        evaluations = game.evaluations();
    }

    private Interactions(ResultJson json) {
        index = InteractionIndex.valueOf(json.text("index"));
        names = json.parts("features", feature -> feature.text("name"));
        alone = json.parts("features", feature -> feature.number("alone")).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        pairs = json.table("pairs");
        errors = json.table("standardErrors");
        baseValue = json.number("baseValue");
        prediction = json.number("prediction");
        method = json.text("method");
        evaluations = json.count("evaluations");
        if (!isSquare(pairs, names.size()) || !isSquare(errors, names.size())) {
            throw new IllegalArgumentException(
                    "pairs and standard errors must be one per pair of the " + names.size() + " features");
        }
    }

    private static boolean isSquare(double[][] matrix, int size) {
        return matrix.length == size && Arrays.stream(matrix).allMatch(row -> row.length == size);
    }

    /** From the values of all coalitions of the active features; all others interact with nothing. */
    static Interactions exact(InteractionIndex index, Game game, Players players) {
        int[] active = players.active(game);
        int[][] columns = new int[active.length][];
        for (int k = 0; k < active.length; k++) {
            columns[k] = players.columns[active[k]];
        }
        double[] v = new CoalitionValues(game, columns).compute();
        double[] weights = weights(index, active.length);
        double[][] pairs = new double[players.size()][players.size()];
        double[] alone = new double[players.size()];
        for (int i = 0; i < active.length; i++) {
            alone[active[i]] = v[1 << i] - v[0];
            for (int j = 0; j < i; j++) {
                double sum = sum(v, 1 << i, 1 << j, weights);
                pairs[active[i]][active[j]] = sum;
                pairs[active[j]][active[i]] = sum;
            }
        }
        double[][] errors = new double[players.size()][players.size()];
        return new Interactions(index, "exact", game, players, pairs, errors, alone);
    }

    private static double sum(double[] v, int i, int j, double[] weights) {
        double sum = 0;
        for (int s = 0; s < v.length; s++) {
            if ((s & (i | j)) == 0) {
                sum += weights[Integer.bitCount(s)] * (v[s | i | j] - v[s | i] - v[s | j] + v[s]);
            }
        }
        return sum;
    }

    private static double[] weights(InteractionIndex index, int n) {
        double[] weights = new double[Math.max(0, n - 1)];
        double binomial = 1;
        for (int s = 0; s < weights.length; s++) {
            // binomial(n - 2, s) for SHAPLEY, binomial(n - 1, s) for SHAPLEY_TAYLOR
            weights[s] = index == InteractionIndex.SHAPLEY ? 1 / ((n - 1) * binomial) : 2 / (n * binomial);
            int top = index == InteractionIndex.SHAPLEY ? n - 2 : n - 1;
            binomial = binomial * (top - s) / (s + 1);
        }
        return weights;
    }

    /** Which index it is. */
    public InteractionIndex index() {
        return index;
    }

    /** The features, in order. */
    public List<String> names() {
        return names;
    }

    /** The interaction of two different features, in the units of the prediction; symmetric, 0 for a feature itself. */
    public double pair(int first, int second) {
        return pairs[first][second];
    }

    /** The standard error of {@link #pair}; 0 when it is exact. */
    public double standardError(int first, int second) {
        return errors[first][second];
    }

    /**
     * How exact all pairs are together: the root of the sum of their squared standard errors, relative to that of their
     * interactions; 0 when they are exact, infinite when all interactions are 0 but not all errors.
     */
    public double relativeError() {
        return relativeError(pairs, errors);
    }

    static double relativeError(double[][] pairs, double[][] errors) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < pairs.length; i++) {
            for (int j = 0; j < i; j++) {
                error += errors[i][j] * errors[i][j];
                size += pairs[i][j] * pairs[i][j];
            }
        }
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(size);
    }

    /** What a feature alone adds to the base value; always exact. */
    public double alone(int feature) {
        return alone[feature];
    }

    /** The background's weighted mean prediction, on the scale of the link. */
    @Override
    public double baseValue() {
        return baseValue;
    }

    /** The row's prediction, on the scale of the link. */
    public double prediction() {
        return prediction;
    }

    /** How they were computed, for example {@code "exact Shapley interactions"}. */
    @Override
    public String method() {
        return method;
    }

    /** How many rows were predicted, not counting the background. */
    @Override
    public long evaluations() {
        return evaluations;
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("prediction", prediction)
                .put("index", index.name())
                .put(
                        "features",
                        IntStream.range(0, names.size())
                                .mapToObj(f -> ResultJson.part()
                                        .put("name", names.get(f))
                                        .put("alone", alone[f]))
                                .toList())
                .put("pairs", pairs)
                .put("standardErrors", errors)
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Interactions fromJson(String json) {
        return ResultJson.read(json, KIND, Interactions::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Interactions that
                && index == that.index
                && names.equals(that.names)
                && Arrays.deepEquals(pairs, that.pairs)
                && Arrays.deepEquals(errors, that.errors)
                && Arrays.equals(alone, that.alone)
                && Double.compare(baseValue, that.baseValue) == 0
                && Double.compare(prediction, that.prediction) == 0
                && method.equals(that.method)
                && evaluations == that.evaluations;
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(prediction) + Arrays.deepHashCode(pairs);
    }

    @Override
    public String toString() {
        return "Interactions[" + method + ", " + names + "]";
    }
}
