package dev.clv.explain.check;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private static final int COLUMNS = 5;
    private static final int IGNORED = 4;
    private static final int MANY = 16;
    private static final double EXACT = 1e-9;

    private final ExplainerFactory factory;
    private final Background background = Background.of(rows(12, 1), weights(12));
    private final double[][] rows = rows(6, 2);

    private ExplainerChecks(ExplainerFactory factory) {
        this.factory = factory;
    }

    /** Every check, in a fixed order. */
    public static List<ExplainerCheck> of(ExplainerFactory factory) {
        ExplainerChecks checks = new ExplainerChecks(factory);
        return List.of(
                new ExplainerCheck("adds up to prediction minus base value", checks::addsUp),
                new ExplainerCheck("starts at the background's weighted mean", checks::startsAtTheMean),
                new ExplainerCheck("gives an ignored feature exactly zero", checks::ignoredFeature),
                new ExplainerCheck(
                        "gives ignored features among many exactly zero, without an error", checks::ignoredAmongMany),
                new ExplainerCheck("gives a feature that equals the background exactly zero", checks::equalFeature),
                new ExplainerCheck("gives twins equal shares", checks::twins),
                new ExplainerCheck("is exact for a linear model", checks::linear),
                new ExplainerCheck("agrees with the definition within its standard errors", checks::definition),
                new ExplainerCheck("says the same whenever and with whatever rows it is asked", checks::repeatable),
                new ExplainerCheck("says the same on eight threads", checks::threads),
                new ExplainerCheck("survives JSON to the bit", checks::survivesJson),
                new ExplainerCheck("leaves rows as they are", checks::leavesRows),
                new ExplainerCheck("refuses a row of another width", checks::refusesWidth),
                new ExplainerCheck("refuses predictions that are not finite", checks::refusesNotFinite));
    }

    /**
     * Runs every check.
     *
     * @throws AssertionError at the first that fails
     */
    public static void run(ExplainerFactory factory) {
        of(factory).forEach(check -> check.body().run());
    }

    private static PredictFunction each(ToDoubleFunction<double[]> f) {
        return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
    }

    /** Products, a square and a kink; symmetric in columns 0 and 1; column 4 is ignored. */
    private static double model(double[] x) {
        return x[0] * x[1] * x[2] + Math.max(x[0] + x[1], x[3]) + x[2] * x[2] - 2 * x[3];
    }

    private static double[][] rows(int count, long seed) {
        return rows(count, COLUMNS, seed);
    }

    private static double[][] rows(int count, int columns, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextInt(-40, 41) / 16.0);
        }
        return rows;
    }

    private static double[] weights(int count) {
        double[] weights = new double[count];
        Arrays.setAll(weights, i -> 1 + i % 3);
        return weights;
    }

    private Explainer<Attribution> explainer() {
        return factory.create(each(ExplainerChecks::model), background);
    }

    private void addsUp() {
        for (Attribution a : explainer().explain(rows)) {
            double scale = Math.max(Math.abs(a.prediction()), Math.abs(a.baseValue()));
            for (double v : a.values()) {
                scale = Math.max(scale, Math.abs(v));
            }
            close("the sum of values", Arrays.stream(a.values()).sum(), a.prediction() - a.baseValue(), EXACT * scale);
        }
    }

    private void startsAtTheMean() {
        double mean = 0;
        double[] row = new double[COLUMNS];
        for (int b = 0; b < background.size(); b++) {
            background.copyRow(b, row);
            mean += background.weight(b) * model(row);
        }
        Attribution a = explainer().explain(rows[0]);
        close("the base value", a.baseValue(), mean, EXACT);
        close("the prediction", a.prediction(), model(rows[0]), EXACT);
    }

    private void ignoredFeature() {
        for (Attribution a : explainer().explain(rows)) {
            close("the ignored feature's value", a.values()[IGNORED], 0, 0);
        }
    }

    /** So many that only an exact explainer sees every coalition. */
    private void ignoredAmongMany() {
        Explainer<Attribution> explainer = factory.create(
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
                close("the standard error of the ignored column " + j, a.standardErrors()[j], 0, 0);
            }
        }
    }

    private void equalFeature() {
        double[][] equal = rows(12, 3);
        for (double[] row : equal) {
            row[2] = rows[0][2];
        }
        Attribution a = factory.create(each(ExplainerChecks::model), Background.of(equal))
                .explain(rows[0]);
        close("the value of a feature that equals the background", a.values()[2], 0, 0);
    }

    private void twins() {
        double[][] twins = rows(12, 4);
        for (double[] row : twins) {
            row[1] = row[0];
        }
        double[] row = rows[1].clone();
        row[1] = row[0];
        Attribution a = factory.create(each(ExplainerChecks::model), Background.of(twins))
                .explain(row);
        double tolerance = 6 * (a.standardErrors()[0] + a.standardErrors()[1]) + EXACT;
        close("a twin's value", a.values()[1], a.values()[0], tolerance);
    }

    private void linear() {
        double[] slope = {2, -1, 0.5, 3, 0};
        Explainer<Attribution> explainer = factory.create(
                each(x -> {
                    double sum = 7;
                    for (int j = 0; j < COLUMNS; j++) {
                        sum += slope[j] * x[j];
                    }
                    return sum;
                }),
                background);
        Attribution a = explainer.explain(rows[2]);
        for (int j = 0; j < COLUMNS; j++) {
            double mean = 0;
            for (int b = 0; b < background.size(); b++) {
                mean += background.weight(b) * background.value(b, j);
            }
            close("column " + j + " of a linear model", a.values()[j], slope[j] * (rows[2][j] - mean), EXACT);
        }
    }

    private void definition() {
        for (double[] row : rows) {
            Attribution a = explainer().explain(row);
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

    private void repeatable() {
        Explainer<Attribution> explainer = explainer();
        List<Attribution> all = explainer.explain(rows);
        for (int i = rows.length - 1; i >= 0; i--) {
            same("row " + i, explainer.explain(rows[i]), all.get(i));
            same("row " + i + " from another explainer", explainer().explain(rows[i]), all.get(i));
        }
    }

    private void threads() {
        double[][] many = rows(64, 5);
        Explainer<Attribution> explainer = explainer();
        List<Attribution> serial = explainer.explain(many);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Attribution> parallel = explainer.explain(many, pool);
            for (int i = 0; i < many.length; i++) {
                same("row " + i + " on eight threads", parallel.get(i), serial.get(i));
            }
        } finally {
            pool.shutdown();
        }
    }

    private void survivesJson() {
        for (Attribution a : explainer().explain(rows)) {
            same("an attribution read from its JSON", Attribution.fromJson(a.toJson()), a);
        }
    }

    private void leavesRows() {
        double[] row = rows[3].clone();
        explainer().explain(row);
        if (!Arrays.equals(row, rows[3])) {
            throw new AssertionError("the row to explain was modified");
        }
    }

    private void refusesWidth() {
        Explainer<Attribution> explainer = explainer();
        try {
            explainer.explain(new double[COLUMNS + 1]);
        } catch (IllegalArgumentException expected) {
            return;
        }
        throw new AssertionError("a row of another width must be refused with an IllegalArgumentException");
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
            factory.create(each(x -> x[3] == row[3] ? bad : x[3]), background).explain(row);
            return "not refused";
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    static void same(String what, Attribution actual, Attribution expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError(what + " must be explained the same, bit for bit: expected " + expected.features()
                    + " but was " + actual.features());
        }
    }

    static void close(String what, double actual, double expected, double tolerance) {
        if (!(Math.abs(actual - expected) <= tolerance)) {
            throw new AssertionError(what + " must be " + expected + " within " + tolerance + ", was " + actual);
        }
    }
}
