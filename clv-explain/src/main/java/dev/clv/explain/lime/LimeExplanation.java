package dev.clv.explain.lime;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.ResultJson;
import java.util.List;

/**
 * A linear model of the predictor around one row. Its coefficients are local slopes and do not add up to the
 * prediction; how far to trust them is what {@code r2} says.
 *
 * @param coefficients of the features in use, largest magnitude first
 * @param intercept the local model's, see {@link #baseValue()}
 * @param prediction the predictor's, for the row
 * @param localPrediction the local model's, for the row: the intercept and every coefficient times the row's scaled
 *     value
 * @param r2 the weighted share of the predictor's variance around the row that the local model reproduces, at most 1
 * @param samples how many rows the local model was fitted to, the row itself included
 * @param method {@code "LIME"} with how features were selected
 */
public record LimeExplanation(
        List<Coefficient> coefficients,
        double intercept,
        double prediction,
        double localPrediction,
        double r2,
        int samples,
        String method)
        implements ExplainerResult {

    private static final String KIND = "lime";

    /** Copies the list. */
    public LimeExplanation {
        coefficients = List.copyOf(coefficients);
    }

    /**
     * The intercept: what the local model predicts where every scaled column is 0, that is for numeric columns at the
     * background's mean and for categories other than the row's. It is not the mean prediction of the background, which
     * a model of one row's surroundings need not meet.
     */
    @Override
    public double baseValue() {
        return intercept;
    }

    /** Every sample was predicted once. */
    @Override
    public long evaluations() {
        return samples;
    }

    /**
     * How exact it is as a whole: the root of the sum of squared standard errors, relative to that of the coefficients;
     * 0 when it is exact, infinite when all coefficients are 0 but not all errors. At most the target error where the
     * samples sufficed for that.
     */
    public double relativeError() {
        double error = 0;
        double size = 0;
        for (Coefficient coefficient : coefficients) {
            error += coefficient.standardError() * coefficient.standardError();
            size += coefficient.value() * coefficient.value();
        }
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(size);
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("prediction", prediction)
                .put("localPrediction", localPrediction)
                .put("r2", r2)
                .put(
                        "coefficients",
                        coefficients.stream().map(Coefficient::json).toList())
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static LimeExplanation fromJson(String json) {
        return ResultJson.read(
                json,
                KIND,
                lime -> new LimeExplanation(
                        lime.parts("coefficients", Coefficient::read),
                        lime.number("baseValue"),
                        lime.number("prediction"),
                        lime.number("localPrediction"),
                        lime.number("r2"),
                        lime.integer("evaluations"),
                        lime.text("method")));
    }

    /**
     * One feature's slope.
     *
     * @param name the feature's
     * @param column its column
     * @param value change of the prediction per standard deviation of a numeric feature; for a categorical one, the
     *     change from another category to the row's own
     * @param standardError of {@code value}: how much it would vary with other random samples (White's estimate for the
     *     weighted ridge, which allows for any curvature of the predictor); given the selected features, and without
     *     what the ridge penalty pulls towards 0
     */
    public record Coefficient(String name, int column, double value, double standardError) {

        private ResultJson json() {
            return ResultJson.part()
                    .put("name", name)
                    .put("column", column)
                    .put("value", value)
                    .put("standardError", standardError);
        }

        private static Coefficient read(ResultJson json) {
            return new Coefficient(
                    json.text("name"), json.integer("column"), json.number("value"), json.number("standardError"));
        }
    }
}
