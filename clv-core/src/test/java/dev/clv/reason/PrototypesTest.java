package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Background;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrototypesTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("spend", "currency", "", "spend"),
            Feature.categorical("tier", "", "profile", List.of("basic", "gold")),
            Feature.numeric("gap", "days", "", "cadence")));

    private static final Prototypes ROWS = new Prototypes(
            new double[][] {
                {1, 0, Double.NaN}, {2, 0, Double.NaN}, {3, 1, 5}, {4, 1, Double.NaN}, {5, 2, 6},
            },
            new double[] {40, 30, 15, 10, 5});

    @Test
    void theTopHoldsTheFewestRowsThatStandForTheShare() {
        assertThat(ROWS.top(0.01).size()).isEqualTo(1);
        assertThat(ROWS.top(0.05).size()).isEqualTo(1);
        assertThat(ROWS.top(0.1).size()).isEqualTo(2);
        assertThat(ROWS.top(0.15).size()).isEqualTo(2);
        assertThat(ROWS.top(0.16).size()).isEqualTo(3);
        assertThat(ROWS.top(1).size()).isEqualTo(5);
        assertThat(ROWS.top(0.1).value(0, 0)).isEqualTo(4);
        assertThat(ROWS.top(0.1).weight(1)).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void aSummaryIsTheMeanOfWhatIsKnownAndTheHeaviestCategory() {
        double[] all = Prototypes.summary(ROWS.background(), SCHEMA);

        assertThat(all[0]).isCloseTo(2.1, within(1e-12));
        assertThat(all[1]).isZero();
        assertThat(all[2]).as("missing for most").isNaN();
        assertThat(Prototypes.summary(ROWS.top(0.16), SCHEMA))
                .containsExactly(new double[] {3.5 + 1.0 / 6, 1, 5.25}, within(1e-12));
    }

    @Test
    void aSingleRowIsItsOwnSummaryToTheBit() {
        double[] row = {0.1 + 0.2, 1, Double.NaN};

        assertThat(Prototypes.summary(Background.of(new double[][] {row}), SCHEMA))
                .isEqualTo(row);
    }
}
