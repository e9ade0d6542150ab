package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.PredictFunction;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("orders", "orders", "Orders so far", "frequency"),
            Feature.numeric("visits", "visits", "Visits so far", "browsing"),
            Feature.numeric("age", "years", "Age", "profile"),
            Feature.categorical("tier", "Tier", "profile", List.of("basic", "gold"))));

    /** 10 per order, 2 per visit, 5 per year of age, 100 for gold. */
    private static final PredictFunction VALUES = rows -> Arrays.stream(rows)
            .mapToDouble(row -> 10 * row[0] + (Double.isNaN(row[1]) ? 0 : 2 * row[1]) + 5 * row[2] + 100 * row[3])
            .toArray();

    private static final double[] ROW = {3, 10, 40, 0};

    private static WhatIf search(double[] row, double wanted, Lever... levers) {
        return WhatIf.search(VALUES, SCHEMA, "EUR", row, wanted, List.of(levers));
    }

    @Test
    void changesStayOnTheLeversStepsWithinTheirBounds() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double step = 1 + random.nextInt(3);
            double max = 4 + random.nextInt(20);
            Lever orders = new Lever("orders", 2, max, step);
            Lever visits = new Lever("visits", 10, 10 + max, 0.5);
            WhatIf whatIf = search(ROW, 251 + random.nextInt(150), orders, visits);

            for (WhatIf.Option option : whatIf.options()) {
                double[] changed = ROW.clone();
                for (WhatIf.Change change : option.changes()) {
                    Lever lever = change.feature().name().equals("orders") ? orders : visits;
                    assertThat(change.feature().name()).isEqualTo(lever.feature());
                    assertThat(change.to()).isBetween(lever.min(), lever.max());
                    assertThat((change.to() - lever.min()) % lever.step()).isZero();
                    assertThat(change.from()).isEqualTo(ROW[SCHEMA.indexOf(lever.feature())]);
                    changed[SCHEMA.indexOf(lever.feature())] = change.to();
                }
                assertThat(option.prediction())
                        .isGreaterThanOrEqualTo(whatIf.wanted())
                        .isEqualTo(VALUES.predict(new double[][] {changed})[0]);
            }
            assertThat(whatIf.options().isEmpty())
                    .isEqualTo(whatIf.wanted() > 200 + 10 * (max - (max - 2) % step) + 2 * (10 + max));
        }
    }

    @Test
    void waysReadAsTheModelsEffectAndNotAsCauses() {
        WhatIf whatIf = search(ROW, 300, new Lever("orders", 0, 12, 1), new Lever("visits", 0, 60, 10));

        assertThat(Wording.in(Locale.ENGLISH).sentences(whatIf))
                .containsExactly(
                        "The predicted value would rise from 250.00 EUR to 300.00 EUR or more with:",
                        "Orders so far 8 orders instead of 3 orders: 300.00 EUR.",
                        "Visits so far 40 visits instead of 10 visits: 310.00 EUR.",
                        "This is how the model reacts to other values, not what would happen if somebody brought them"
                                + " about: that takes an experiment.");
        assertThat(Wording.in(Locale.CHINESE).sentences(whatIf).get(3)).contains("需要实验来验证");
    }

    @Test
    void aValueThatIsReachedOrCannotBeReachedIsSaid() {
        Lever lever = new Lever("orders", 0, 5, 1);
        assertThat(Wording.in(Locale.ENGLISH).sentences(search(ROW, 200, lever)).get(0))
                .isEqualTo("The predicted value is 250.00 EUR already, which is 200.00 EUR or more.");
        assertThat(Wording.in(Locale.ENGLISH).sentences(search(ROW, 500, lever)).get(0))
                .isEqualTo("No change within the bounds raises the predicted value from 250.00 EUR to 500.00 EUR.");
    }

    @Test
    void aLeverOnAnUnknownValueIsNotUsedAndSaid() {
        double[] row = {3, Double.NaN, 40, 0};
        Lever visits = new Lever("visits", 0, 60, 10);
        WhatIf both = search(row, 240, visits, new Lever("orders", 0, 12, 1));

        assertThat(both.options()).hasSize(1);
        assertThat(both.unused().get(0).name()).isEqualTo("visits");
        assertThat(search(row, 240, visits).options()).isEmpty();
        assertThat(Wording.in(Locale.ENGLISH).sentences(both))
                .contains("Visits so far is not known of this customer and was not changed.");
    }

    @Test
    void leversThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> search(ROW, 300)).hasMessageContaining("at least one lever");
        assertThatThrownBy(() -> search(ROW, Double.NaN, new Lever("orders", 0, 1, 1)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> search(ROW, 300, new Lever("tier", 0, 1, 1))).hasMessageContaining("'tier'");
        assertThatThrownBy(() -> search(ROW, 300, new Lever("height", 0, 1, 1))).hasMessageContaining("'height'");
        assertThatThrownBy(() -> search(ROW, 300, new Lever("age", 0, 1, 1), new Lever("age", 0, 2, 1)))
                .hasMessageContaining("'age'");
    }
}
