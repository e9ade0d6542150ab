package dev.clv.explain.check;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A battery for explainers that use what a predictor says of itself, its sums, slopes or secants: what holds for every
 * attribution that adds up, whether its values are Shapley's or, as those of expected gradients, not. Models are small
 * networks of five columns, of which the last is ignored.
 *
 * <p>An explainer of Shapley values that takes plain predictors too also runs {@link ExplainerChecks}, and
 * {@link #ofShapley} here, which adds that both roads lead to the same values.
 */
public final class RichExplainerChecks {

    private static final int COLUMNS = 5;
    private static final int IGNORED = 4;
    private static final double EXACT = 1e-9;

    private final RichExplainerFactory factory;
    private final Background background;
    private final double[][] rows = rows(6, 12);
    private final ReluModel model;

    private RichExplainerChecks(RichExplainerFactory factory) {
        this.factory = factory;
        double[] weights = new double[12];
        Arrays.setAll(weights, i -> 1 + i % 3);
        background = Background.of(rows(12, 11), weights);
        double[][] units = rows(7, 13);
        for (double[] unit : units) {
            unit[IGNORED] = 0;
        }
        model = new ReluModel(
                units,
                new double[] {0.5, -1, 0.25, 2, -0.5, 0, 1},
                new double[] {1, -2, 3, 0.5, -1, 2, -0.25},
                new double[] {2, -1, 0.5, 3, 0});
    }

    /** Every check that holds for any attribution, in a fixed order. */
    public static List<ExplainerCheck> of(RichExplainerFactory factory) {
        RichExplainerChecks checks = new RichExplainerChecks(factory);
        return List.of(
                new ExplainerCheck("adds up to prediction minus base value", checks::addsUp),
                new ExplainerCheck("starts at the background's weighted mean", checks::startsAtTheMean),
                new ExplainerCheck("gives an ignored feature exactly zero", checks::ignoredFeature),
                new ExplainerCheck("gives a feature that equals the background exactly zero", checks::equalFeature),
                new ExplainerCheck("is exact for a linear model", checks::linear),
                new ExplainerCheck("says the same whenever and with whatever rows it is asked", checks::repeatable),
                new ExplainerCheck("says the same on eight threads", checks::threads),
                new ExplainerCheck("leaves rows as they are", checks::leavesRows),
                new ExplainerCheck("refuses a row of another width", checks::refusesWidth));
    }

    /**
     * That an explainer of Shapley values says the same of a predictor by what it says of itself and by its rows alone:
     * the same up to rounding, or within six standard errors of both.
     */
    public static ExplainerCheck ofShapley(ExplainerFactory factory) {
        RichExplainerChecks checks = new RichExplainerChecks(factory::create);
        return new ExplainerCheck("says the same by the predictor's rows alone", () -> {
            Explainer<Attribution> plain = factory.create(checks.model::predict, checks.background);
            for (double[] row : checks.rows) {
                Attribution expected = plain.explain(row);
                Attribution actual = checks.explainer().explain(row);
                for (int j = 0; j < COLUMNS; j++) {
                    double error = expected.standardErrors()[j] + actual.standardErrors()[j];
                    ExplainerChecks.close("column " + j, actual.values()[j], expected.values()[j], 6 * error + EXACT);
                }
            }
        });
    }

    private static double[][] rows(int count, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][COLUMNS];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextInt(-40, 41) / 16.0);
        }
        return rows;
    }

    private Explainer<Attribution> explainer() {
        return factory.create(model, background);
    }

    private void addsUp() {
        for (Attribution a : explainer().explain(rows)) {
            double scale = Math.max(Math.abs(a.prediction()), Math.abs(a.baseValue()));
            for (double v : a.values()) {
                scale = Math.max(scale, Math.abs(v));
            }
            ExplainerChecks.close(
                    "the sum of values",
                    Arrays.stream(a.values()).sum(),
                    a.prediction() - a.baseValue(),
                    EXACT * scale);
        }
    }

    private void startsAtTheMean() {
        double mean = 0;
        for (int b = 0; b < background.size(); b++) {
            double[] row = new double[COLUMNS];
            background.copyRow(b, row);
            mean += background.weight(b) * model.predict(new double[][] {row})[0];
        }
        Attribution a = explainer().explain(rows[0]);
        ExplainerChecks.close("the base value", a.baseValue(), mean, EXACT);
        ExplainerChecks.close("the prediction", a.prediction(), model.predict(rows)[0], EXACT);
    }

    private void ignoredFeature() {
        for (Attribution a : explainer().explain(rows)) {
            ExplainerChecks.close("the ignored feature's value", a.values()[IGNORED], 0, 0);
        }
    }

    private void equalFeature() {
        double[][] equal = rows(12, 14);
        for (double[] row : equal) {
            row[2] = rows[0][2];
        }
        Attribution a = factory.create(model, Background.of(equal)).explain(rows[0]);
        ExplainerChecks.close("the value of a feature that equals the background", a.values()[2], 0, 0);
    }

    private void linear() {
        double[] slopes = {2, -1, 0.5, 3, 0};
        ReluModel line = new ReluModel(new double[0][], new double[0], new double[0], slopes);
        Attribution a = factory.create(line, background).explain(rows[2]);
        for (int j = 0; j < COLUMNS; j++) {
            double mean = 0;
            for (int b = 0; b < background.size(); b++) {
                mean += background.weight(b) * background.value(b, j);
            }
            ExplainerChecks.close(
                    "column " + j + " of a linear model", a.values()[j], slopes[j] * (rows[2][j] - mean), EXACT);
        }
    }

    private void repeatable() {
        Explainer<Attribution> explainer = explainer();
        List<Attribution> all = explainer.explain(rows);
        for (int i = rows.length - 1; i >= 0; i--) {
            ExplainerChecks.same("row " + i, explainer.explain(rows[i]), all.get(i));
            ExplainerChecks.same(
                    "row " + i + " from another explainer", explainer().explain(rows[i]), all.get(i));
        }
    }

    private void threads() {
        double[][] many = rows(64, 15);
        Explainer<Attribution> explainer = explainer();
        List<Attribution> serial = explainer.explain(many);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Attribution> parallel = explainer.explain(many, pool);
            for (int i = 0; i < many.length; i++) {
                ExplainerChecks.same("row " + i + " on eight threads", parallel.get(i), serial.get(i));
            }
        } finally {
            pool.shutdown();
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
}
