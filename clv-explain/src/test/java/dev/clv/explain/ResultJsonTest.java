package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clv.explain.counterfactual.CounterfactualSearch;
import dev.clv.explain.counterfactual.Counterfactuals;
import dev.clv.explain.counterfactual.Lever;
import dev.clv.explain.dependence.AccumulatedLocalEffects;
import dev.clv.explain.dependence.DependenceCurve;
import dev.clv.explain.dependence.DependenceSurface;
import dev.clv.explain.dependence.PartialDependence;
import dev.clv.explain.lime.FeatureSelection;
import dev.clv.explain.lime.LimeExplainer;
import dev.clv.explain.lime.LimeExplanation;
import dev.clv.explain.permutation.Importances;
import dev.clv.explain.permutation.PermutationImportance;
import dev.clv.explain.permutation.Scorer;
import dev.clv.explain.shapley.InteractionIndex;
import dev.clv.explain.shapley.Interactions;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every result of every explainer survives JSON to the bit, and web frameworks write the same members. */
class ResultJsonTest {

    private static final int SEEDS = 25;
    private static final int COLUMNS = 6;
    private static final JsonMapper JACKSON_3 = JsonMapper.shared();
    private static final ObjectMapper JACKSON_2 = new ObjectMapper();

    /** Positive, curved and with interactions, so that no number in a result is round. */
    private static double[] model(double[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(r -> 3
                        + StrictMath.exp(0.3 * r[0])
                        + r[1] * r[2] / 7
                        + Math.max(0, r[3] - r[4])
                        + StrictMath.sin(r[5]) * r[0] * r[0] / 3
                        + 9 * r[1] * r[1])
                .toArray();
    }

    private static double[][] gaussians(int rows, Random random) {
        double[][] values = new double[rows][COLUMNS];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    private static <T extends ExplainerResult> void assertSurvives(T result, Function<String, T> reader) {
        String json = result.toJson();
        T read = reader.apply(json);
        assertThat(read).isEqualTo(result).hasSameHashCodeAs(result);
        assertThat(read.toJson()).isEqualTo(json);
        assertThat(read.method()).isEqualTo(result.method()).isNotBlank();
        assertThat(read.evaluations()).isEqualTo(result.evaluations());
        assertThat(Double.doubleToRawLongBits(read.baseValue()))
                .isEqualTo(Double.doubleToRawLongBits(result.baseValue()));
        assertFrameworksWriteTheSame(result);
        // Equality would notice the last bit of the base value.
        String other = json.replace(
                "\"baseValue\" : " + result.baseValue(), "\"baseValue\" : " + Math.nextUp(result.baseValue()));
        assertThat(other).isNotEqualTo(json);
        assertThat(reader.apply(other)).isNotEqualTo(result);
    }

    /** Member by member; they write NaN as a string, and neither kind nor version. */
    private static void assertFrameworksWriteTheSame(ExplainerResult result) {
        JsonNode ours = JACKSON_3.readTree(result.toJson());
        ((ObjectNode) ours).remove(List.of("kind", "version"));
        String three = JACKSON_3.writeValueAsString(result).replace("\"NaN\"", "null");
        assertThat(JACKSON_3.readTree(three)).isEqualTo(ours);
        try {
            String two = JACKSON_2.writeValueAsString(result).replace("\"NaN\"", "null");
            assertThat(JACKSON_3.readTree(two)).isEqualTo(ours);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void attributionsSurvive() {
        FeatureGroups groups = FeatureGroups.byName(List.of("a", "a", "b", "b", "c \"quoted\"", "d"));
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Background background = Background.of(gaussians(7, random));
            double[] row = gaussians(1, random)[0];
            for (Link link : Link.values()) {
                for (ShapleyMethod method : ShapleyMethod.values()) {
                    ShapleyExplainer.Builder builder = ShapleyExplainer.builder(ResultJsonTest::model, background)
                            .method(method)
                            .link(link)
                            .effort(Effort.budget(200).seed(seed));
                    if (method != ShapleyMethod.KERNEL) {
                        builder.groups(groups);
                    }
                    assertSurvives(builder.build().explain(row), Attribution::fromJson);
                }
            }
        }
    }

    @Test
    void interactionsSurvive() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Background background = Background.of(gaussians(5, random));
            double[] row = gaussians(1, random)[0];
            for (InteractionIndex index : InteractionIndex.values()) {
                for (ShapleyMethod method : List.of(ShapleyMethod.EXACT, ShapleyMethod.WALKS)) {
                    Interactions interactions = ShapleyExplainer.builder(ResultJsonTest::model, background)
                            .method(method)
                            .effort(Effort.budget(600).seed(seed))
                            .build()
                            .interactions(index)
                            .explain(row);
                    assertSurvives(interactions, Interactions::fromJson);
                    Interactions read = Interactions.fromJson(interactions.toJson());
                    assertThat(read.pair(1, 2))
                            .isEqualTo(interactions.pair(1, 2))
                            .isNotZero();
                    assertThat(read.standardError(3, 4)).isEqualTo(interactions.standardError(3, 4));
                    assertThat(read.features()).isEqualTo(interactions.features());
                }
            }
        }
    }

    @Test
    void localModelsSurvive() {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[][] rows = gaussians(20, new Random(seed));
            for (FeatureSelection selection : FeatureSelection.values()) {
                LimeExplanation lime = LimeExplainer.builder(ResultJsonTest::model, Background.of(rows))
                        .select(selection, 3)
                        .effort(Effort.budget(200).seed(seed))
                        .build()
                        .explain(rows[0]);
                assertSurvives(lime, LimeExplanation::fromJson);
            }
        }
    }

    @Test
    void importancesSurvive() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] rows = gaussians(30, random);
            double[] actual = model(gaussians(30, random));
            for (Scorer metric : List.of(Scorer.r2(), Scorer.meanAbsoluteError())) {
                PermutationImportance.Builder builder = PermutationImportance.builder(ResultJsonTest::model)
                        .scorer(metric)
                        .effort(Effort.standard().seed(seed));
                assertSurvives(builder.build().of(rows, actual), Importances::fromJson);
                assertSurvives(builder.repeats(1).build().of(rows, actual), Importances::fromJson);
                assertSurvives(builder.build().expected(rows, actual), Importances::fromJson);
            }
        }
    }

    @Test
    void dependenceSurvives() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Background rows = Background.of(gaussians(40, random));
            PartialDependence dependence = PartialDependence.of(ResultJsonTest::model, rows);
            assertSurvives(dependence.curve(seed % COLUMNS, 7), DependenceCurve::fromJson);
            double[] first = {random.nextGaussian(), -0.0, random.nextDouble()};
            double[] second = {1e-300 * random.nextDouble(), 3};
            assertSurvives(dependence.surface(0, first, 4, second), DependenceSurface::fromJson);
            assertSurvives(
                    AccumulatedLocalEffects.of(ResultJsonTest::model, rows, seed % COLUMNS, 8),
                    AccumulatedLocalEffects::fromJson);
        }
    }

    @Test
    void whatIsMissingOrUnknownSurvivesAsNull() {
        PredictFunction first = rows -> Arrays.stream(rows)
                .mapToDouble(r -> Double.isNaN(r[0]) ? 0.1 : r[0])
                .toArray();
        Background one = Background.of(new double[][] {{0.3, 1}});
        DependenceCurve curve = PartialDependence.of(first, one).curve(0, new double[] {Double.NaN, 2});
        assertThat(curve.points())
                .containsExactly(
                        new DependenceCurve.Point(Double.NaN, 0.1, Double.NaN),
                        new DependenceCurve.Point(2, 2, Double.NaN));
        assertSurvives(curve, DependenceCurve::fromJson);
        AccumulatedLocalEffects ale =
                AccumulatedLocalEffects.of(first, Background.of(new double[][] {{0.3}, {0.4}, {0.9}}), 0, 2);
        assertThat(ale.points())
                .extracting(AccumulatedLocalEffects.Point::standardError)
                .contains(Double.NaN);
        assertSurvives(ale, AccumulatedLocalEffects::fromJson);
        Counterfactuals found = CounterfactualSearch.builder(first)
                .lever(Lever.choice("tier", 0, List.of(1.1, 2.2)))
                .build()
                .atLeast(1)
                .explain(new double[] {Double.NaN, 0});
        assertThat(found.found().get(0).changes().get(0).from()).isNaN();
        assertSurvives(found, Counterfactuals::fromJson);
    }

    @Test
    void counterfactualsSurvive() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double[] row = gaussians(1, random)[0];
            CounterfactualSearch.Builder search = CounterfactualSearch.builder(ResultJsonTest::model);
            for (int j = 0; j < 4; j++) {
                search.lever(Lever.range("x" + j, j, -2 - random.nextDouble(), 2, 0.5 + random.nextDouble()));
            }
            double now = model(new double[][] {row})[0];
            Counterfactuals found =
                    search.build().atLeast(now + 1 + random.nextDouble()).explain(row);
            assertThat(found.found()).isNotEmpty();
            assertSurvives(found, Counterfactuals::fromJson);
        }
    }

    @Test
    void whatIsNoSuchJsonIsRefusedInWords() {
        Background background = Background.of(gaussians(3, new Random(1)));
        Attribution attribution = ShapleyExplainer.builder(ResultJsonTest::model, background)
                .build()
                .explain(new double[COLUMNS]);
        String json = attribution.toJson();
        assertThat(json).contains("\"kind\" : \"attribution\"").contains("\"version\" : 2");
        assertThatThrownBy(() -> LimeExplanation.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected JSON of the kind 'lime', found another kind");
        for (String broken : List.of(
                "",
                "[]",
                "{",
                "nonsense",
                json.replace("\"version\" : 2", "\"version\" : 3"),
                json.replace("\"prediction\"", "\"predicted\""),
                json.replace("\"evaluations\" : " + attribution.evaluations(), "\"evaluations\" : \"many\""),
                json.replace("\"link\" : \"IDENTITY\"", "\"link\" : \"SQUARE\""),
                json.replace("\"baseValue\" : ", "\"baseValue\" : 1"),
                json.replace("\"features\"", "\"feature\""))) {
            assertThat(broken).isNotEqualTo(json);
            assertThatThrownBy(() -> Attribution.fromJson(broken)).isInstanceOf(IllegalArgumentException.class);
        }
        // A key that a later version may add is passed over.
        assertThat(Attribution.fromJson(json.replace("\"link\"", "\"new\" : [ { } ], \"link\"")))
                .isEqualTo(attribution);
        DependenceCurve curve =
                PartialDependence.of(ResultJsonTest::model, background).curve(0, new double[] {1, 2});
        assertThatThrownBy(() -> DependenceCurve.fromJson(curve.toJson().replaceFirst("\\[ \\[ [^,]*, ", "[ [ ")))
                .hasMessage("individual curves must have 2 points like the average, one had 1");
    }
}
