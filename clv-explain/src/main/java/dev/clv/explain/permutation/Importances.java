package dev.clv.explain.permutation;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.Importance;
import dev.clv.explain.ResultJson;
import java.util.List;

/**
 * The importance of every feature for one predictor on the same rows.
 *
 * @param baseValue the metric on the untouched rows, from which all importances are measured; finite
 * @param features in order; each with its mean, its spread over repeats and its standard error
 * @param method {@code "permutation importance"}, or {@code "permutation importance, exact expectation"}
 * @param evaluations how many rows were predicted, the untouched ones included
 */
public record Importances(double baseValue, List<Importance> features, String method, long evaluations)
        implements ExplainerResult {

    private static final String KIND = "importances";

    /** Copies the list. */
    public Importances {
        features = List.copyOf(features);
    }

    /**
     * How exact they are together: the root of the sum of squared standard errors, relative to that of the means; 0
     * when they are exact, infinite when all means are 0 but not all errors, NaN after one repeat. At most the target
     * error where the repeats sufficed for that.
     */
    public double relativeError() {
        double error = 0;
        double size = 0;
        for (Importance feature : features) {
            error += feature.standardError() * feature.standardError();
            size += feature.mean() * feature.mean();
        }
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(size);
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("features", features.stream().map(Importances::json).toList())
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Importances fromJson(String json) {
        return ResultJson.read(
                json,
                KIND,
                all -> new Importances(
                        all.number("baseValue"),
                        all.parts("features", Importances::read),
                        all.text("method"),
                        all.count("evaluations")));
    }

    private static ResultJson json(Importance importance) {
        return ResultJson.part()
                .put("name", importance.name())
                .put("mean", importance.mean())
                .put("standardDeviation", importance.standardDeviation())
                .put("standardError", importance.standardError())
                .put("repeats", importance.repeats());
    }

    private static Importance read(ResultJson json) {
        return new Importance(
                json.text("name"), json.number("mean"), json.number("standardDeviation"), json.integer("repeats"));
    }
}
