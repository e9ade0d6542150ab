package dev.clv.explain.check;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/**
 * The checks of both batteries: promises of every explainer whose contributions add up. Models have five columns, of
 * which the last is ignored. Explainers get copies of rows, so that one that modifies them fails only the check for
 * that.
 *
 * @param <P> the predictors that are explained
 */
final class CommonChecks<P extends PredictFunction> {

    static final int COLUMNS = 5;
    static final double EXACT = 1e-9;

    private static final int IGNORED = 4;

    private final BiFunction<P, Background, Explainer<Attribution>> factory;
    private final P model;
    private final P line;
    private final double[] coefficients;
    private final long seed;
    private final Background background;
    private final double[][] rows;

    /**
     * Checks of a factory's explainers.
     *
     * @param line a linear model
     * @param coefficients of {@code line}, one per column
     * @param seed of all rows
     */
    CommonChecks(
            BiFunction<P, Background, Explainer<Attribution>> factory,
            P model,
            P line,
            double[] coefficients,
            long seed) {
        this.factory = factory;
        this.model = model;
        this.line = line;
        this.coefficients = coefficients;
        this.seed = seed;
        background = Background.of(rows(12, COLUMNS, seed + 1), weights(12));
        rows = rows(6, COLUMNS, seed + 2);
    }

    Background background() {
        return background;
    }

    /** The rows to explain. */
    double[][] rows() {
        return copy(rows);
    }

    /** An explainer of the model against the background. */
    Explainer<Attribution> explainer() {
        return factory.apply(model, background);
    }

    /** The checks of values. */
    List<ExplainerCheck> ofValues() {
        return List.of(
                new ExplainerCheck("adds up to prediction minus base value", this::addsUp),
                new ExplainerCheck("starts at the background's weighted mean", this::startsAtTheMean),
                new ExplainerCheck("gives an ignored feature exactly zero", this::ignoredFeature),
                new ExplainerCheck("gives a feature that equals the background exactly zero", this::equalFeature),
                new ExplainerCheck("is exact for a linear model", this::linear));
    }

    /** The checks of manners. */
    List<ExplainerCheck> ofManners() {
        return List.of(
                new ExplainerCheck("says the same whenever and with whatever rows it is asked", this::repeatable),
                new ExplainerCheck("says the same on eight threads", this::threads),
                new ExplainerCheck("survives JSON to the bit", this::survivesJson),
                new ExplainerCheck("leaves rows as they are", this::leavesRows),
                new ExplainerCheck("refuses a row of another width", this::refusesWidth));
    }

    static double[][] rows(int count, int columns, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextInt(-40, 41) / 16.0);
        }
        return rows;
    }

    static double[] weights(int count) {
        double[] weights = new double[count];
        Arrays.setAll(weights, i -> 1 + i % 3);
        return weights;
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    private double predict(double[] row) {
        return model.predict(new double[][] {row.clone()})[0];
    }

    private void addsUp() {
        for (Attribution a : explainer().explain(rows())) {
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
            mean += background.weight(b) * predict(row);
        }
        Attribution a = explainer().explain(rows[0].clone());
        close("the base value", a.baseValue(), mean, EXACT);
        close("the prediction", a.prediction(), predict(rows[0]), EXACT);
    }

    private void ignoredFeature() {
        for (Attribution a : explainer().explain(rows())) {
            close("the ignored feature's value", a.values()[IGNORED], 0, 0);
        }
    }

    private void equalFeature() {
        double[][] equal = rows(12, COLUMNS, seed + 3);
        for (double[] row : equal) {
            row[2] = rows[0][2];
        }
        Attribution a = factory.apply(model, Background.of(equal)).explain(rows[0].clone());
        close("the value of a feature that equals the background", a.values()[2], 0, 0);
    }

    private void linear() {
        Attribution a = factory.apply(line, background).explain(rows[2].clone());
        for (int j = 0; j < COLUMNS; j++) {
            double mean = 0;
            for (int b = 0; b < background.size(); b++) {
                mean += background.weight(b) * background.value(b, j);
            }
            close("column " + j + " of a linear model", a.values()[j], coefficients[j] * (rows[2][j] - mean), EXACT);
        }
    }

    private void repeatable() {
        Explainer<Attribution> explainer = explainer();
        List<Attribution> all = explainer.explain(rows());
        for (int i = rows.length - 1; i >= 0; i--) {
            same("row " + i, explainer.explain(rows[i].clone()), all.get(i));
            same("row " + i + " from another explainer", explainer().explain(rows[i].clone()), all.get(i));
        }
    }

    private void threads() {
        double[][] many = rows(64, COLUMNS, seed + 5);
        Explainer<Attribution> explainer = explainer();
        List<Attribution> serial = explainer.explain(copy(many));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Attribution> parallel = explainer.explain(copy(many), pool);
            List<Attribution> consumed = new ArrayList<>();
            explainer.explain(copy(many), pool, consumed::add);
            for (int i = 0; i < many.length; i++) {
                same("row " + i + " on eight threads", parallel.get(i), serial.get(i));
                same("row " + i + " on eight threads, to a consumer", consumed.get(i), serial.get(i));
            }
        } finally {
            pool.shutdown();
        }
    }

    private void survivesJson() {
        for (Attribution a : explainer().explain(rows())) {
            same("an attribution read from its JSON", Attribution.fromJson(a.toJson()), a);
        }
    }

    private void leavesRows() {
        double[][] alone = rows();
        double[][] together = rows();
        Explainer<Attribution> explainer = explainer();
        for (double[] row : alone) {
            explainer.explain(row);
        }
        explainer.explain(together);
        if (!Arrays.deepEquals(alone, rows) || !Arrays.deepEquals(together, rows)) {
            throw new AssertionError("a row to explain must not be modified, but was");
        }
    }

    private void refusesWidth() {
        for (int width : new int[] {COLUMNS - 1, COLUMNS + 1}) {
            Explainer<Attribution> explainer = explainer();
            try {
                explainer.explain(new double[width]);
            } catch (IllegalArgumentException expected) {
                continue;
            }
            throw new AssertionError("a row of " + width + " columns instead of " + COLUMNS
                    + " must be refused with an IllegalArgumentException");
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
