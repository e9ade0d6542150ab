package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.explain.counterfactual.CounterfactualSearch;
import dev.clv.explain.counterfactual.Lever;
import dev.clv.explain.gradient.GradientExplainer;
import dev.clv.explain.gradient.RescaleExplainer;
import dev.clv.explain.lime.LimeExplainer;
import dev.clv.explain.shapley.InteractionIndex;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Every explainer says the same of a row alone, among others, on an executor and to a consumer. */
class ManyRowsTest {

    private static final int COLUMNS = 6;

    private static double[][] gaussians(int rows, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][COLUMNS];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    private static List<Explainer<?>> explainers() {
        HiddenLayer model = new HiddenLayer(COLUMNS, new Random(3));
        Background background = Background.of(gaussians(9, 1));
        ShapleyExplainer walks = ShapleyExplainer.builder(model, background)
                .method(ShapleyMethod.WALKS)
                .effort(Effort.budget(600))
                .build();
        CounterfactualSearch search = CounterfactualSearch.builder(model)
                .lever(Lever.range("x0", 0, -2, 2, 0.5))
                .build();
        return List.of(
                walks,
                walks.interactions(InteractionIndex.SHAPLEY_TAYLOR),
                ShapleyExplainer.builder(model, background)
                        .method(ShapleyMethod.KERNEL)
                        .effort(Effort.budget(600))
                        .build(),
                GradientExplainer.builder(model, background).stratified(2, 5).build(),
                RescaleExplainer.of(model, background),
                LimeExplainer.builder(model, background)
                        .effort(Effort.budget(100))
                        .build(),
                search.atLeast(1),
                search.atMost(-1));
    }

    private static <R extends ExplainerResult> void assertSame(Explainer<R> explainer, ExecutorService pool) {
        double[][] rows = gaussians(40, 2);
        List<R> one = new ArrayList<>();
        for (double[] row : rows) {
            one.add(explainer.explain(row));
        }
        List<R> consumed = new ArrayList<>();
        explainer.explain(rows, pool, consumed::add);
        assertThat(explainer.explain(rows)).isEqualTo(one);
        assertThat(explainer.explain(rows, pool)).isEqualTo(one);
        assertThat(consumed).isEqualTo(one);
    }

    @Test
    void manyRowsAreExplainedAsEachAlone() {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            explainers().forEach(explainer -> assertSame(explainer, pool));
        } finally {
            pool.shutdownNow();
        }
    }
}
