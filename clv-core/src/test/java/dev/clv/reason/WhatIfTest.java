package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
            RangeLever orders = new RangeLever("orders", 2, max, step);
            RangeLever visits = new RangeLever("visits", 10, 10 + max, 0.5);
            WhatIf whatIf = search(ROW, 251 + random.nextInt(150), orders, visits);

            for (WhatIf.Option option : whatIf.options()) {
                double[] changed = ROW.clone();
                for (WhatIf.Change change : option.changes()) {
                    RangeLever lever = change.feature().name().equals("orders") ? orders : visits;
                    assertThat(change.feature().name()).isEqualTo(lever.feature());
                    assertThat(change.to().number()).isBetween(lever.min(), lever.max());
                    assertThat((change.to().number() - lever.min()) % lever.step())
                            .isZero();
                    assertThat(change.from().number()).isEqualTo(ROW[SCHEMA.indexOf(lever.feature())]);
                    changed[SCHEMA.indexOf(lever.feature())] = change.to().number();
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
        WhatIf whatIf = search(ROW, 300, Lever.range("orders", 0, 12, 1), Lever.range("visits", 0, 60, 10));

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
        Lever lever = Lever.range("orders", 0, 5, 1);
        assertThat(Wording.in(Locale.ENGLISH).sentences(search(ROW, 200, lever)).get(0))
                .isEqualTo("The predicted value is 250.00 EUR already, which is 200.00 EUR or more.");
        assertThat(Wording.in(Locale.ENGLISH).sentences(search(ROW, 500, lever)).get(0))
                .isEqualTo("No change within the bounds raises the predicted value from 250.00 EUR to 500.00 EUR.");
    }

    @Test
    void aCategoryMayBecomeAnotherOfTheAllowedOnes() {
        Lever tier = Lever.categories("tier", List.of("gold"));
        WhatIf whatIf = search(ROW, 300, Lever.range("orders", 0, 12, 1), tier);

        assertThat(Wording.in(Locale.ENGLISH).sentences(whatIf))
                .contains(
                        "Orders so far 8 orders instead of 3 orders: 300.00 EUR.",
                        "Tier gold instead of basic: 350.00 EUR.");
        assertThat(whatIf.options()).extracting(WhatIf.Option::cost).containsExactly(5 / 12.0, 1.0);
        assertThat(search(ROW, 440, Lever.range("orders", 0, 12, 1), tier).options())
                .singleElement()
                .satisfies(option -> {
                    assertThat(option.changes()).hasSize(2);
                    assertThat(option.cost()).isEqualTo(1 + 9 / 12.0);
                });
        // What is not listed is out of reach; a category that is there already is no change.
        assertThat(search(ROW, 300, Lever.categories("tier", List.of("basic"))).options())
                .isEmpty();
    }

    @Test
    void anUnknownCategoryMayBecomeAKnownOne() {
        PredictFunction values = rows ->
                Arrays.stream(rows).mapToDouble(row -> row[3] == 1 ? 100 : 0).toArray();
        WhatIf whatIf = WhatIf.search(
                values,
                SCHEMA,
                "EUR",
                new double[] {3, 10, 40, Double.NaN},
                50,
                List.of(Lever.categories("tier", List.of("basic", "gold"))));

        assertThat(whatIf.unused()).isEmpty();
        assertThat(whatIf.options())
                .singleElement()
                .satisfies(option -> assertThat(option.changes())
                        .containsExactly(new WhatIf.Change(
                                FeatureLabel.of(SCHEMA.feature(3)),
                                FeatureValue.unknown(),
                                FeatureValue.category("gold"))));
        assertThat(Wording.in(Locale.ENGLISH).sentences(whatIf))
                .contains("Tier gold instead of not known: 100.00 EUR.");
    }

    @Test
    void waysOverNumbersAndCategoriesAreAsCheapAsBruteForce() {
        List<String> names = List.of("a", "b", "c", "d");
        FeatureSchema schema = FeatureSchema.of(List.of(
                Feature.categorical("tier", "Tier", "profile", names),
                Feature.categorical("channel", "Channel", "profile", names),
                Feature.numeric("visits", "visits", "Visits", "browsing")));
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            double[][] worth = new double[4][4];
            Arrays.stream(worth).forEach(w -> Arrays.setAll(w, c -> 50 * random.nextDouble()));
            PredictFunction values = rows -> Arrays.stream(rows)
                    .mapToDouble(row -> worth[(int) row[0]][(int) row[1]] + 4 * row[2])
                    .toArray();
            double[] row = {random.nextInt(4), random.nextInt(4), random.nextInt(6)};
            double now = values.predict(new double[][] {row})[0];
            double wanted = now + 5 + 30 * random.nextDouble();
            WhatIf whatIf = WhatIf.search(
                    values,
                    schema,
                    "EUR",
                    row,
                    wanted,
                    List.of(
                            Lever.categories("tier", List.of("b", "d")),
                            Lever.categories("channel", List.of("a", "b", "c")),
                            Lever.range("visits", 0, 5, 1)));
            double[] best = new double[4];
            Arrays.fill(best, Double.POSITIVE_INFINITY);
            for (double tier : new double[] {row[0], 1, 3}) {
                for (double channel : new double[] {row[1], 0, 1, 2}) {
                    for (int visits = 0; visits <= 5; visits++) {
                        int categories = (tier != row[0] ? 1 : 0) + (channel != row[1] ? 1 : 0);
                        double there = values.predict(new double[][] {{tier, channel, visits}})[0];
                        if (there >= wanted) {
                            int changes = categories + (visits != row[2] ? 1 : 0);
                            best[changes] = Math.min(best[changes], categories + Math.abs(visits - row[2]) / 5);
                        }
                    }
                }
            }
            int fewest = 0;
            while (fewest < 4 && Double.isInfinite(best[fewest])) {
                fewest++;
            }
            assertThat(whatIf.options().isEmpty()).isEqualTo(fewest == 4);
            if (fewest < 4) {
                assertThat(whatIf.options().get(0).changes()).hasSize(fewest);
                assertThat(whatIf.options().get(0).cost()).isCloseTo(best[fewest], within(1e-12));
            }
        }
    }

    @Test
    void aLeverOnAnUnknownValueIsNotUsedAndSaid() {
        double[] row = {3, Double.NaN, 40, 0};
        Lever visits = Lever.range("visits", 0, 60, 10);
        WhatIf both = search(row, 240, visits, Lever.range("orders", 0, 12, 1));

        assertThat(both.options()).hasSize(1);
        assertThat(both.unused().get(0).name()).isEqualTo("visits");
        assertThat(search(row, 240, visits).options()).isEmpty();
        assertThat(Wording.in(Locale.ENGLISH).sentences(both))
                .contains("Visits so far is not known of this customer and was not changed.");
    }

    @Test
    void leversThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> search(ROW, 300)).hasMessageContaining("at least one lever");
        assertThatThrownBy(() -> search(ROW, Double.NaN, Lever.range("orders", 0, 1, 1)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> search(ROW, 300, Lever.range("tier", 0, 1, 1))).hasMessageContaining("'tier'");
        assertThatThrownBy(() -> search(ROW, 300, Lever.categories("age", List.of("old"))))
                .hasMessageContaining("'age' is a number");
        assertThatThrownBy(() -> search(ROW, 300, Lever.categories("tier", List.of("gold", "silver"))))
                .hasMessageContaining("category 2 of the lever on 'tier' is none of the 2");
        assertThatThrownBy(() -> Lever.categories("tier", List.of())).hasMessageContaining("'tier'");
        assertThatThrownBy(() -> Lever.categories("tier", List.of("a", "a"))).hasMessageContaining("none twice, had 2");
        assertThatThrownBy(() -> search(ROW, 300, Lever.range("height", 0, 1, 1)))
                .hasMessageContaining("'height'");
        assertThatThrownBy(() -> search(ROW, 300, Lever.range("age", 0, 1, 1), Lever.range("age", 0, 2, 1)))
                .hasMessageContaining("'age'");
    }
}
