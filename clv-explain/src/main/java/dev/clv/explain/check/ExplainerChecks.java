package dev.clv.explain.check;

import static dev.clv.explain.check.CommonChecks.COLUMNS;
import static dev.clv.explain.check.CommonChecks.EXACT;
import static dev.clv.explain.check.CommonChecks.close;
import static dev.clv.explain.check.CommonChecks.rows;
import static dev.clv.explain.check.CommonChecks.weights;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * A battery for explainers that estimate Shapley values: what holds by definition must hold exactly, and estimates must
 * lie within six of their own standard errors. Models are small functions of five columns, of which the last is
 * ignored, and one of sixteen, of which every fourth is. For explainers that ask more of a predictor than predictions
 * there is {@link RichExplainerChecks}.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsItsPromises() {
 *     return ExplainerChecks.of(MyExplainer::new).stream()
 *             .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
 * }
 * }</pre>
 */
public final class ExplainerChecks {

    private static final int MANY = 16;
    private static final double[] COEFFICIENTS = {2, -1, 0.5, 3, 0};

    private final BiFunction<PredictFunction, Background, Explainer<Attribution>> factory;
    private final CommonChecks<PredictFunction> common;
    private final Background background;
    private final double[][] rows;

    private ExplainerChecks(BiFunction<PredictFunction, Background, Explainer<Attribution>> factory) {
        this.factory = factory;
        common =
                new CommonChecks<>(factory, each(ExplainerChecks::model), each(ExplainerChecks::line), COEFFICIENTS, 0);
        background = common.background();
        rows = common.rows();
    }

    /**
     * Every check, in a fixed order.
     *
     * @param factory makes explainers of Shapley values of a predictor's columns against a background, under the
     *     identity link
     */
    public static List<ExplainerCheck> of(BiFunction<PredictFunction, Background, Explainer<Attribution>> factory) {
        ExplainerChecks checks = new ExplainerChecks(factory);
        List<ExplainerCheck> all = new ArrayList<>(checks.common.ofValues());
        all.add(new ExplainerCheck("gives ignored features among many exactly zero", checks::ignoredAmongMany));
        all.add(new ExplainerCheck("gives twins equal shares", checks::twins));
        all.add(new ExplainerCheck("agrees with the definition within its standard errors", checks::definition));
        all.addAll(checks.common.ofManners());
        all.add(new ExplainerCheck("refuses predictions that are not finite", checks::refusesNotFinite));
        return List.copyOf(all);
    }

    /**
     * Runs every check.
     *
     * @param factory as for {@link #of}
     * @throws AssertionError at the first that fails
     */
    public static void run(BiFunction<PredictFunction, Background, Explainer<Attribution>> factory) {
        of(factory).forEach(check -> check.body().run());
    }

    private static PredictFunction each(ToDoubleFunction<double[]> f) {
        return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
    }

    /** Products, a square and a kink; symmetric in columns 0 and 1; column 4 is ignored. */
    private static double model(double[] x) {
        return x[0] * x[1] * x[2] + Math.max(x[0] + x[1], x[3]) + x[2] * x[2] - 2 * x[3];
    }

    private static double line(double[] x) {
        double sum = 7;
        for (int j = 0; j < COLUMNS; j++) {
            sum += COEFFICIENTS[j] * x[j];
        }
        return sum;
    }

    /** There are too many columns for a sampling explainer to predict every coalition. */
    private void ignoredAmongMany() {
        Explainer<Attribution> explainer = factory.apply(
                each(x -> {
                    double sum = 0;
                    for (int j = 0; j < MANY; j++) {
                        sum += j % 4 == 3 ? 0 : Math.max(x[j], x[(j + 1) % MANY / 4 * 4]);
                    }
                    return sum;
                }),
                Background.of(rows(6, MANY, 6), weights(6)));
        for (double[] row : rows(2, MANY, 7)) {
            Attribution a = explainer.explain(row);
            for (int j = 3; j < MANY; j += 4) {
                close("the value of the ignored column " + j, a.values()[j], 0, 0);
            }
        }
    }

    private void twins() {
        double[][] twins = rows(12, COLUMNS, 4);
        for (double[] row : twins) {
            row[1] = row[0];
        }
        double[] row = rows[1].clone();
        row[1] = row[0];
        Attribution a = factory.apply(each(ExplainerChecks::model), Background.of(twins))
                .explain(row);
        double tolerance = 6 * (a.standardErrors()[0] + a.standardErrors()[1]) + EXACT;
        close("a twin's value", a.values()[1], a.values()[0], tolerance);
    }

    private void definition() {
        for (double[] row : rows) {
            Attribution a = common.explainer().explain(row.clone());
            double[] expected = byDefinition(row);
            for (int j = 0; j < COLUMNS; j++) {
                double tolerance = 6 * a.standardErrors()[j] + EXACT;
                close("column " + j, a.values()[j], expected[j], tolerance);
            }
        }
    }

    private double[] byDefinition(double[] row) {
        double[] inverse = {0.2, 0.05, 1 / 30.0, 0.05, 0.2};
        double[] values = new double[COLUMNS];
        for (int s = 0; s < 1 << COLUMNS; s++) {
            for (int j = 0; j < COLUMNS; j++) {
                if ((s >> j & 1) == 0) {
                    values[j] += inverse[Integer.bitCount(s)] * (coalition(row, s | 1 << j) - coalition(row, s));
                }
            }
        }
        return values;
    }

    private double coalition(double[] row, int known) {
        double[] mixed = new double[COLUMNS];
        double mean = 0;
        for (int b = 0; b < background.size(); b++) {
            background.copyRow(b, mixed);
            for (int j = 0; j < COLUMNS; j++) {
                mixed[j] = (known >> j & 1) == 1 ? row[j] : mixed[j];
            }
            mean += background.weight(b) * model(mixed);
        }
        return mean;
    }

    private void refusesNotFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            String message = refusal(bad);
            if (!message.contains(String.valueOf(bad))) {
                throw new AssertionError("a prediction of " + bad
                        + " must be refused with an IllegalStateException that names it, was '" + message + "'");
            }
        }
    }

    private String refusal(double bad) {
        double[] row = rows[4];
        try {
            factory.apply(each(x -> x[3] == row[3] ? bad : x[3]), background).explain(row.clone());
            return "not refused";
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
