package dev.clv.explain.permutation;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.Importance;
import dev.clv.explain.internal.RelativeError;
import dev.clv.explain.json.RecordJson;
import java.util.List;

/**
 * The importance of every feature for one predictor on the same rows.
 *
 * @param baseValue the score of the untouched rows, from which all importances are measured; finite
 * @param features in order; each with its mean, its spread over repeats and its standard error
 * @param method {@code "permutation importance"}, or {@code "permutation importance, exact expectation"}
 * @param evaluations how many rows were predicted, the untouched ones included
 */
public record Importances(double baseValue, List<Importance> features, String method, long evaluations)
        implements ExplainerResult {

    private static final String KIND = "importances";
    private static final int VERSION = 2;

    /** Copies the list. */
    public Importances {
        features = List.copyOf(features);
    }

    /**
     * How exact they are together: the root of the sum of squared standard errors, relative to that of the means; 0 if
     * they are exact, infinite if all means are 0 but not all errors, NaN after one repeat. It is at most the target
     * error if that was reached.
     */
    public double relativeError() {
        return RelativeError.of(
                features.stream().mapToDouble(Importance::mean).toArray(),
                features.stream().mapToDouble(Importance::standardError).toArray());
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
    public static Importances fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, Importances.class);
    }
}
