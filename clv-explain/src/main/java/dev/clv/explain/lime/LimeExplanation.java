package dev.clv.explain.lime;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.internal.RelativeError;
import dev.clv.explain.json.RecordJson;
import java.util.List;

/**
 * A linear model of the predictor around one row. Its coefficients do not add up to the prediction; {@code r2} says how
 * far they can be trusted.
 *
 * @param baseValue the local model's intercept: what it predicts where every scaled column is 0, that is for numeric
 *     columns at the background's mean and for categories other than the row's. It is not the background's mean
 *     prediction, from which a model of one row's surroundings may be far
 * @param prediction the predictor's, for the row
 * @param localPrediction the local model's, for the row: the intercept and every coefficient times the row's scaled
 *     value
 * @param r2 the weighted share of the predictor's variance around the row that the local model reproduces, at most 1;
 *     NaN if the predictions do not vary there
 * @param coefficients of the features in use, largest magnitude first
 * @param method {@code "LIME"} with how features were selected
 * @param evaluations how many rows were predicted, which are those the local model was fitted to, the row itself
 *     included
 * @param neighbours the effective number of rows around the explained one that the local model rests on: Kish's, the
 *     squared sum of their weights over the sum of squares; at most {@code evaluations - 1}
 */
public record LimeExplanation(
        double baseValue,
        double prediction,
        double localPrediction,
        double r2,
        List<Coefficient> coefficients,
        String method,
        long evaluations,
        double neighbours)
        implements ExplainerResult {

    private static final String KIND = "lime";
    private static final int VERSION = 3;

    /**
     * One feature's coefficient.
     *
     * @param name the feature's
     * @param column its column
     * @param value change of the prediction per standard deviation of a numeric feature; for a categorical one, the
     *     change from another category to the row's own
     * @param standardError of {@code value}: how much it would vary with other random samples (White's estimate for the
     *     weighted ridge, which allows for any curvature of the predictor); given the selected features, and without
     *     the pull of the ridge penalty towards 0
     */
    public record Coefficient(String name, int column, double value, double standardError) {}

    /** Copies the list. */
    public LimeExplanation {
        coefficients = List.copyOf(coefficients);
    }

    /**
     * How exact it is as a whole: the root of the sum of squared standard errors, relative to that of the coefficients;
     * 0 if it is exact, infinite if all coefficients are 0 but not all errors. It is at most the target error if that
     * was reached.
     */
    public double relativeError() {
        return RelativeError.of(
                coefficients.stream().mapToDouble(Coefficient::value).toArray(),
                coefficients.stream().mapToDouble(Coefficient::standardError).toArray());
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
    public static LimeExplanation fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, LimeExplanation.class);
    }
}
