package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.counterfactual.CounterfactualSearch;
import dev.clv.explain.counterfactual.Lever;
import dev.clv.explain.dependence.AccumulatedLocalEffects;
import dev.clv.explain.dependence.Grid;
import dev.clv.explain.dependence.PartialDependence;
import dev.clv.explain.lime.LimeExplainer;
import dev.clv.explain.permutation.PermutationImportance;
import dev.clv.explain.permutation.Scorer;
import dev.clv.explain.shapley.InteractionIndex;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What all results say of themselves is true, whichever explainer made them. */
class ExplainerResultTest {

    private final AtomicLong predicted = new AtomicLong();
    private final PredictFunction model = rows -> {
        predicted.addAndGet(rows.length);
        return Arrays.stream(rows)
                .mapToDouble(r -> 5 + r[0] * r[1] + 2 * Math.max(0, r[2]) - r[3])
                .toArray();
    };
    private final double[][] rows = gaussians(23, 4);
    private final double[] actual =
            Arrays.stream(gaussians(23, 1)).mapToDouble(r -> 5 + r[0]).toArray();
    private final double[] weights = new Random(4).doubles(23, 0.5, 2).toArray();
    private final Background background = Background.of(rows, weights);

    private static double[][] gaussians(int count, int columns) {
        Random random = new Random(count + columns);
        double[][] values = new double[count][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    private double weightedMean(double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum / Arrays.stream(weights).sum();
    }

    private void assertCounted(ExplainerResult result, String method) {
        assertThat(result.evaluations())
                .as(method)
                .isEqualTo(predicted.getAndSet(0))
                .isPositive();
        assertThat(result.method()).isEqualTo(method);
    }

    @Test
    void shapleyResultsCountAllButTheBackgroundAndStartAtItsMean() {
        double mean = weightedMean(model.predict(rows));
        for (ShapleyMethod method : List.of(ShapleyMethod.EXACT, ShapleyMethod.WALKS, ShapleyMethod.KERNEL)) {
            ShapleyExplainer explainer = ShapleyExplainer.builder(model, background)
                    .method(method)
                    .effort(Effort.budget(900))
                    .build();
            predicted.set(0);
            Attribution attribution = explainer.explain(rows[3]);
            assertCounted(
                    attribution,
                    method == ShapleyMethod.EXACT
                            ? "exact Shapley"
                            : method == ShapleyMethod.WALKS ? "permutation walks, Shapley" : "Kernel SHAP");
            assertThat(attribution.baseValue()).isCloseTo(mean, within(1e-14));
        }
        ShapleyExplainer explainer = ShapleyExplainer.builder(model, background).build();
        predicted.set(0);
        ExplainerResult interactions =
                explainer.interactions(InteractionIndex.SHAPLEY).explain(rows[3]);
        assertCounted(interactions, "exact Shapley interactions");
        assertThat(interactions.baseValue()).isCloseTo(mean, within(1e-14));
    }

    @Test
    void aLocalModelCountsItsSamplesAndStartsAtItsIntercept() {
        ExplainerResult lime = LimeExplainer.builder(model, background)
                .effort(Effort.standard().targetError(0.1))
                .build()
                .explain(rows[3]);
        assertCounted(lime, "LIME, all features");
        PredictFunction linear =
                x -> Arrays.stream(x).mapToDouble(r -> 7 + 2 * r[0] - r[3]).toArray();
        double[] mean = new double[4];
        Arrays.setAll(
                mean,
                j -> weightedMean(Arrays.stream(rows).mapToDouble(r -> r[j]).toArray()));
        // Where all scaled columns are 0 every column is at the background's mean.
        assertThat(LimeExplainer.builder(linear, background)
                        .penalty(1e-9)
                        .build()
                        .explain(rows[3])
                        .baseValue())
                .isCloseTo(7 + 2 * mean[0] - mean[3], within(1e-9));
    }

    @Test
    void importancesCountTheUntouchedRowsToo() {
        for (Scorer metric : List.of(Scorer.r2(), Scorer.meanAbsoluteError())) {
            double untouched = metric.value(actual, model.predict(rows));
            PermutationImportance importance =
                    PermutationImportance.builder(model).scorer(metric).build();
            predicted.set(0);
            ExplainerResult sampled = importance.of(rows, actual);
            assertCounted(sampled, "permutation importance");
            assertThat(sampled.evaluations()).isEqualTo(23 * (4 * 10 + 1));
            ExplainerResult exact = importance.expected(rows, actual);
            assertCounted(exact, "permutation importance, exact expectation");
            assertThat(exact.evaluations()).isEqualTo(23 * (4 * 23 + 1));
            assertThat(sampled.baseValue()).isEqualTo(exact.baseValue()).isEqualTo(untouched);
        }
    }

    @Test
    void dependenceCountsItsPointsAndIsBesideTheMeanPrediction() {
        double mean = weightedMean(model.predict(rows));
        PartialDependence dependence = PartialDependence.of(model, background);
        predicted.set(0);
        ExplainerResult curve = dependence.curve(1, 6);
        assertCounted(curve, "partial dependence");
        assertThat(curve.evaluations()).isEqualTo(23 * 6);
        double[] grid = Grid.evenly(background, 0, 3);
        ExplainerResult surface = dependence.surface(0, grid, 2, grid);
        assertCounted(surface, "partial dependence of two columns");
        assertThat(curve.baseValue()).isEqualTo(surface.baseValue()).isCloseTo(mean, within(1e-14));
    }

    @Test
    void accumulatedEffectsCountAndStartAtTheRowsThatTakePart() {
        ExplainerResult whole = AccumulatedLocalEffects.of(model, background, 0, 5);
        assertCounted(whole, "accumulated local effects");
        assertThat(whole.evaluations()).isEqualTo(3 * 23);
        assertThat(whole.baseValue()).isCloseTo(weightedMean(model.predict(rows)), within(1e-14));
        double[][] partly = {{Double.NaN, 9, 9, 9}, {1, 0, 0, 0}, {2, 0, 0, 1}, {3, 0, 0, 0}};
        predicted.set(0);
        ExplainerResult known = AccumulatedLocalEffects.of(model, Background.of(partly), 0, 2);
        assertCounted(known, "accumulated local effects");
        assertThat(known.evaluations()).isEqualTo(9);
        assertThat(known.baseValue()).isCloseTo(14 / 3.0, within(1e-14));
    }

    @Test
    void counterfactualsCountTheRowItselfAndStartAtItsPrediction() {
        double now = model.predict(new double[][] {rows[3]})[0];
        CounterfactualSearch search = CounterfactualSearch.builder(model)
                .lever(Lever.range("x0", 0, -2, 2, 0.5))
                .lever(Lever.range("x3", 3, -2, 2, 0.5))
                .build();
        predicted.set(0);
        ExplainerResult found = search.atLeast(now + 1).explain(rows[3]);
        assertCounted(found, "beam search for at least");
        assertThat(found.baseValue()).isEqualTo(now);
    }
}
