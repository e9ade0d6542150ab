package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.explain.counterfactual.ColumnChange;
import dev.clv.explain.counterfactual.Counterfactual;
import dev.clv.explain.counterfactual.Counterfactuals;
import dev.clv.explain.dependence.AccumulatedLocalEffects;
import dev.clv.explain.dependence.DependenceCurve;
import dev.clv.explain.dependence.DependenceSurface;
import dev.clv.explain.lime.LimeExplanation;
import dev.clv.explain.permutation.Importances;
import dev.clv.explain.shapley.InteractionIndex;
import dev.clv.explain.shapley.Interactions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * JSON as it was stored once, its version in the name: it must read, and be written, so while there is that version.
 */
class StoredResultsTest {

    private static <T extends ExplainerResult> void assertStored(String file, T expected, Function<String, T> reader)
            throws IOException {
        try (InputStream in = StoredResultsTest.class.getResourceAsStream("/json/" + file + ".json")) {
            assertThat(in).as(file).isNotNull();
            String stored = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(reader.apply(stored)).isEqualTo(expected);
            assertThat(expected.toJson()).isEqualTo(stored);
        }
    }

    @Test
    void attribution() throws IOException {
        assertStored(
                "attribution-2",
                Attribution.builder(0.1, 0.1 + 0.2 + 0.4)
                        .link(Link.LOG)
                        .method("by hand")
                        .evaluations(1L << 40)
                        .feature("a \"quoted\" ä", "g", 0.2, 1e-300)
                        .feature("b", "g", 0.4, 0)
                        .feature("c", -0.0, 0)
                        .groupStandardError("g", 0.25)
                        .build(),
                Attribution::fromJson);
    }

    @Test
    void importances() throws IOException {
        assertStored(
                "importances-2",
                new Importances(
                        1.5,
                        List.of(
                                new Importance("a", 1 / 3.0, 0.1, 10),
                                new Importance("b", -1e-7, 0, 1),
                                new Importance("c", 2, 0, 0)),
                        "by hand",
                        7),
                Importances::fromJson);
    }

    @Test
    void lime() throws IOException {
        assertStored(
                "lime-3",
                new LimeExplanation(
                        0.5,
                        2,
                        1.75,
                        0.9,
                        List.of(new LimeExplanation.Coefficient("a", 3, -1.25, 0.125)),
                        "by hand",
                        100,
                        62.5),
                LimeExplanation::fromJson);
    }

    @Test
    void interactions() throws IOException {
        assertStored(
                "interactions-2",
                new Interactions(
                        InteractionIndex.SHAPLEY_TAYLOR,
                        List.of(new Interactions.Feature("a", 1), new Interactions.Feature("b", 0.1)),
                        List.of(new Interactions.Pair("b", "a", -0.3, 0.01)),
                        1,
                        2,
                        "by hand",
                        12),
                Interactions::fromJson);
    }

    @Test
    void dependence() throws IOException {
        assertStored(
                "dependence-curve-2",
                new DependenceCurve(
                        2,
                        List.of(
                                new DependenceCurve.Point(Double.NaN, 1, Double.NaN),
                                new DependenceCurve.Point(0.5, 2, Double.NaN)),
                        List.of(List.of(1.0, 2.0)),
                        1.5,
                        "by hand",
                        2),
                DependenceCurve::fromJson);
        assertStored(
                "dependence-surface-2",
                new DependenceSurface(
                        0,
                        List.of(1.0, 2.0),
                        3,
                        List.of(0.5),
                        List.of(List.of(1.0), List.of(3.0)),
                        List.of(List.of(0.1), List.of(Double.NaN)),
                        1.5,
                        "by hand",
                        2),
                DependenceSurface::fromJson);
        assertStored(
                "accumulated-local-effects-2",
                new AccumulatedLocalEffects(
                        1, List.of(new AccumulatedLocalEffects.Point(-1e22, 0.25, 0.5)), 3, "by hand", 9),
                AccumulatedLocalEffects::fromJson);
    }

    @Test
    void counterfactuals() throws IOException {
        assertStored(
                "counterfactuals-2",
                new Counterfactuals(
                        5,
                        6,
                        List.of(new Counterfactual(List.of(new ColumnChange("tier", 4, Double.NaN, 2)), 6.5, 1)),
                        "by hand",
                        20),
                Counterfactuals::fromJson);
    }
}
