package dev.clv.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Golden;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Models with closed-form Shapley values. */
class AnalyticShapleyTest {

    private static ToDoubleFunction<double[]> function(JsonNode one) {
        return switch (one.get("name").stringValue()) {
            case "x0*x1+2*x2" -> x -> x[0] * x[1] + 2 * x[2];
            case "x0*x1*x2" -> x -> x[0] * x[1] * x[2];
            case "max(x0,x1,x2)" -> x -> Math.max(x[0], Math.max(x[1], x[2]));
            case "min(x0,x1)" -> x -> Math.min(x[0], x[1]);
            case "x0 and x1 xor-like: x0+x1-2*x0*x1" -> x -> x[0] + x[1] - 2 * x[0] * x[1];
            case "additive: sin(x0)+x1^2+exp(0.3 x2)" ->
                x -> StrictMath.sin(x[0]) + x[1] * x[1] + StrictMath.exp(0.3 * x[2]);
            case "x0*x1 with background" -> x -> x[0] * x[1];
            case "linear: beta.x+c" -> {
                double[] beta = Golden.vector(one.get("beta"));
                yield x -> {
                    double sum = one.get("intercept").doubleValue();
                    for (int j = 0; j < x.length; j++) {
                        sum += beta[j] * x[j];
                    }
                    return sum;
                };
            }
            default -> throw new AssertionError("unknown case " + one.get("name"));
        };
    }

    private static Attribution explain(JsonNode one, ShapleyMethod method) {
        ToDoubleFunction<double[]> function = function(one);
        PredictFunction model =
                rows -> Arrays.stream(rows).mapToDouble(function).toArray();
        return ShapleyExplainer.builder(model, Background.of(Golden.matrix(one.get("background"))))
                .method(method)
                .build()
                .explain(Golden.vector(one.get("x")));
    }

    @Test
    void exactValuesEqualTheirClosedForm() {
        for (JsonNode one : Golden.read("analytic.json").get("cases")) {
            Attribution a = explain(one, ShapleyMethod.EXACT);
            assertThat(a.values())
                    .as(one.get("name").stringValue())
                    .containsExactly(Golden.vector(one.get("shapley")), within(1e-12));
            assertThat(a.baseValue()).isCloseTo(one.get("baseValue").doubleValue(), within(1e-12));
            assertThat(a.prediction()).isCloseTo(one.get("fx").doubleValue(), within(1e-12));
        }
    }

    @Test
    void walksEqualTheClosedFormWhereNoMoreThanTwoColumnsInteract() {
        for (JsonNode one : Golden.read("analytic.json").get("cases")) {
            String name = one.get("name").stringValue();
            if (!name.equals("x0*x1*x2") && !name.startsWith("max")) {
                assertThat(explain(one, ShapleyMethod.WALKS).values())
                        .as(name)
                        .containsExactly(Golden.vector(one.get("shapley")), within(1e-12));
            }
        }
    }
}
