package dev.clv.explain.shapley;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.internal.RelativeError;
import dev.clv.explain.json.RecordJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The interactions of every pair of features for one row, exact or with standard errors.
 *
 * @param index which interaction index it is
 * @param features in order, each with what it adds alone
 * @param pairs every pair once: of the second feature with the first, of the third with the first and the second, and
 *     so on
 * @param baseValue the background's weighted mean prediction, on the scale of the link
 * @param prediction the row's, on the scale of the link
 * @param method how they were computed, for example {@code "exact Shapley interactions"}
 * @param evaluations how many rows were predicted, not counting the background
 */
public record Interactions(
        InteractionIndex index,
        List<Feature> features,
        List<Pair> pairs,
        double baseValue,
        double prediction,
        String method,
        long evaluations)
        implements ExplainerResult {

    private static final String KIND = "interactions";
    private static final int VERSION = 2;

    /**
     * A feature by itself.
     *
     * @param name the feature's
     * @param alone what it alone adds to the base value; always exact
     */
    public record Feature(String name, double alone) {}

    /**
     * A pair of features.
     *
     * @param first a feature's name
     * @param second the name of a feature before the first
     * @param value their interaction, in the units of the prediction
     * @param standardError of {@code value}; 0 if it is exact
     */
    public record Pair(String first, String second, double value, double standardError) {}

    /** Copies the lists; checks that every pair is there once, in order. */
    public Interactions {
        features = List.copyOf(features);
        pairs = List.copyOf(pairs);
        if (pairs.size() != features.size() * (features.size() - 1) / 2) {
            throw new IllegalArgumentException(
                    "pairs must be one per pair of the " + features.size() + " features, were " + pairs.size());
        }
        for (int i = 0; i < features.size(); i++) {
            for (int j = 0; j < i; j++) {
                Pair pair = pairs.get(number(i, j));
                if (!pair.first().equals(features.get(i).name())
                        || !pair.second().equals(features.get(j).name())) {
                    throw new IllegalArgumentException("pair " + number(i, j) + " must be of '"
                            + features.get(i).name() + "' and '"
                            + features.get(j).name() + "', was of '"
                            + pair.first() + "' and '" + pair.second() + "'");
                }
            }
        }
    }

    /** After all predictions of a game; matrices are (features, features) and symmetric. */
    static Interactions of(
            InteractionIndex index,
            String how,
            Game game,
            Players players,
            double[][] values,
            double[][] errors,
            double[] alone) {
        List<String> names = players.features.names();
        List<Feature> features = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < alone.length; i++) {
            features.add(new Feature(names.get(i), alone[i]));
            for (int j = 0; j < i; j++) {
                pairs.add(new Pair(names.get(i), names.get(j), values[i][j], errors[i][j]));
            }
        }
        return new Interactions(
                index,
                features,
                pairs,
                game.baseValue(),
                game.prediction(),
                how + (index == InteractionIndex.SHAPLEY ? " Shapley interactions" : " Shapley-Taylor interactions"),
                game.evaluations());
    }

    private static int number(int first, int second) {
        int high = Math.max(first, second);
        return high * (high - 1) / 2 + Math.min(first, second);
    }

    /** The interaction of two features by their numbers; symmetric, 0 for a feature with itself. */
    public double pair(int first, int second) {
        return first == second ? 0 : pairs.get(number(first, second)).value();
    }

    /** The standard error of {@link #pair}; 0 if it is exact. */
    public double standardError(int first, int second) {
        return first == second ? 0 : pairs.get(number(first, second)).standardError();
    }

    /**
     * How exact all pairs are together: the root of the sum of their squared standard errors, relative to that of their
     * interactions; 0 if they are exact, infinite if all interactions are 0 but not all errors. It is at most the
     * target error if that was reached.
     */
    public double relativeError() {
        return RelativeError.of(
                pairs.stream().mapToDouble(Pair::value).toArray(),
                pairs.stream().mapToDouble(Pair::standardError).toArray());
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
    public static Interactions fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, Interactions.class);
    }
}
