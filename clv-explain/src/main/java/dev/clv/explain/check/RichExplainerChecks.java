package dev.clv.explain.check;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A battery for explainers that use more of a predictor than its predictions: its sums, gradients or secants. It checks
 * what holds for every attribution that adds up, whether its values are Shapley's or, as those of expected gradients,
 * not. Models are small networks of five columns, of which the last is ignored.
 *
 * <p>An explainer of Shapley values that also takes plain predictors runs {@link ExplainerChecks} as well, and
 * {@link #ofShapley} here, which checks that it gets the same values with and without the predictor's fast path.
 */
public final class RichExplainerChecks {

    private static final double[] COEFFICIENTS = {2, -1, 0.5, 3, 0};

    private final CommonChecks<RichPredictor> common;
    private final ReluModel model;

    private RichExplainerChecks(BiFunction<RichPredictor, Background, Explainer<Attribution>> factory) {
        double[][] units = CommonChecks.rows(7, CommonChecks.COLUMNS, 20);
        for (double[] unit : units) {
            unit[4] = 0;
        }
        model = new ReluModel(
                units,
                new double[] {0.5, -1, 0.25, 2, -0.5, 0, 1},
                new double[] {1, -2, 3, 0.5, -1, 2, -0.25},
                COEFFICIENTS);
        ReluModel line = new ReluModel(new double[0][], new double[0], new double[0], COEFFICIENTS);
        common = new CommonChecks<>(factory, model, line, COEFFICIENTS, 10);
    }

    /**
     * Every check that holds for any attribution, in a fixed order.
     *
     * @param factory makes explainers of a predictor's columns against a background, under the identity link, with
     *     whichever of the predictor's interfaces they need
     */
    public static List<ExplainerCheck> of(BiFunction<RichPredictor, Background, Explainer<Attribution>> factory) {
        RichExplainerChecks checks = new RichExplainerChecks(factory);
        List<ExplainerCheck> all = new ArrayList<>(checks.common.ofValues());
        all.addAll(checks.common.ofManners());
        return List.copyOf(all);
    }

    /**
     * Checks that an explainer of Shapley values agrees with itself whether or not it uses the predictor's fast path:
     * the values are the same up to rounding, or within six standard errors of both.
     *
     * @param factory makes explainers of Shapley values, as for {@link ExplainerChecks#of}
     */
    public static ExplainerCheck ofShapley(BiFunction<PredictFunction, Background, Explainer<Attribution>> factory) {
        RichExplainerChecks checks = new RichExplainerChecks(factory::apply);
        return new ExplainerCheck("agrees whether or not it uses the predictor's fast path", () -> {
            Explainer<Attribution> plain =
                    factory.apply(rows -> checks.model.predict(rows), checks.common.background());
            for (double[] row : checks.common.rows()) {
                Attribution expected = plain.explain(row.clone());
                Attribution actual = checks.common.explainer().explain(row.clone());
                for (int j = 0; j < CommonChecks.COLUMNS; j++) {
                    double error = expected.standardErrors()[j] + actual.standardErrors()[j];
                    CommonChecks.close(
                            "column " + j, actual.values()[j], expected.values()[j], 6 * error + CommonChecks.EXACT);
                }
            }
        });
    }
}
