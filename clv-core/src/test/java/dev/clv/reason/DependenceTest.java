package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Background;
import dev.clv.explain.PredictFunction;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DependenceTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("orders", "orders", "Orders so far", "frequency"),
            Feature.categorical("tier", "Tier", "profile", List.of("basic", "gold")),
            Feature.numeric("never", "days", "Never known", "profile")));

    private static final PredictFunction VALUES = rows ->
            Arrays.stream(rows).mapToDouble(row -> 7 * row[0] + 100 * row[1]).toArray();

    private static final Background ROWS = rows();

    private static Background rows() {
        Random random = new Random(1);
        double[][] rows = new double[200][];
        Arrays.setAll(rows, i -> new double[] {random.nextInt(100), i % 4 == 0 ? 1 : 0, Double.NaN});
        return Background.of(rows);
    }

    @Test
    void bothCurvesHaveTheSlopeOfAnAdditiveModel() {
        Dependence dependence = Dependence.of(VALUES, SCHEMA, "EUR", ROWS, "orders");

        for (List<Dependence.Point> curve : List.of(dependence.average(), dependence.local())) {
            assertThat(curve).hasSizeBetween(10, 21);
            for (int i = 1; i < curve.size(); i++) {
                double run =
                        curve.get(i).value().number() - curve.get(i - 1).value().number();
                assertThat(curve.get(i).amount() - curve.get(i - 1).amount()).isCloseTo(7 * run, within(1e-9));
            }
        }
        // A quarter of the customers are gold.
        assertThat(dependence.average().get(0).amount())
                .isCloseTo(7 * dependence.average().get(0).value().number() + 25, within(1e-9));
        assertThat(dependence.feature().unit()).isEqualTo("orders");
    }

    @Test
    void aCategoryHasOnePointPerCategoryAndNoOrder() {
        Dependence dependence = Dependence.of(VALUES, SCHEMA, "EUR", ROWS, "tier");

        assertThat(dependence.average().stream().map(point -> point.value().category()))
                .containsExactly("basic", "gold");
        assertThat(dependence.average().get(1).amount()
                        - dependence.average().get(0).amount())
                .isCloseTo(100, within(1e-9));
        assertThat(dependence.local()).isEmpty();
    }

    @Test
    void whatNobodyKnowsOrHasIsRefusedByName() {
        assertThatThrownBy(() -> Dependence.of(VALUES, SCHEMA, "EUR", ROWS, "never"))
                .hasMessageContaining("'never'");
        assertThatThrownBy(() -> Dependence.of(VALUES, SCHEMA, "EUR", ROWS, "height"))
                .hasMessageContaining("'height'");
    }
}
