package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that lie far from all others, and features that number the rows. */
class RemarkableFeaturesTest {

    private static TrainingRows rows(int count, String name, String unit, IntToDoubleFunction value) {
        FeatureSchema schema = FeatureSchema.of(List.of(Feature.numeric(name, unit, "X", name)));
        List<RowKey> keys = new ArrayList<>();
        double[][] rows = new double[count][];
        double[] labels = new double[count];
        for (int i = 0; i < count; i++) {
            keys.add(new RowKey("c" + i, Instant.MAX));
            rows[i] = new double[] {value.applyAsDouble(i)};
            labels[i] = i % 7;
        }
        return TrainingRows.of(FeatureMatrix.of(schema, keys, rows), labels, Preparation.builder());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e9, -1e9, 1e200, 1e305, 999_999})
    void aWildCellIsNamedWithItsCountAndTheUsualRange(double wild) {
        Random random = new Random(1);
        TrainingRows rows =
                rows(400, "income", "number", i -> i == 17 || i == 99 ? wild : 1_000 + random.nextInt(3_000));

        List<Caution> cautions = WildValues.cautions(rows);

        assertThat(cautions).hasSize(1);
        assertThat(cautions.get(0).key()).isEqualTo("wild_values");
        assertThat(cautions.get(0).sentence())
                .contains("'income' in 2 of 400 rows, where 90 % lie between 1.1", " and 3.")
                .doesNotContain(String.valueOf(wild));
        assertThat(rows.preparation().constants()).isEmpty();
    }

    @Test
    void amongZerosAndAmongDatesTooAndOfFewCustomersWithoutTheirRange() {
        Random random = new Random(2);
        assertThat(WildValues.cautions(
                        rows(500, "refunds", "number", i -> i == 3 ? 1e7 : i % 10 == 0 ? 10 + random.nextInt(90) : 0)))
                .hasSize(1);
        assertThat(WildValues.cautions(rows(
                        500,
                        "joined",
                        "days since 1970-01-01",
                        i -> i == 3 ? 2_932_896 : 18_000 + random.nextInt(1500))))
                .hasSize(1);
        assertThat(WildValues.cautions(rows(60, "income", "number", i -> i == 3 ? 1e9 : 1_000 + random.nextInt(3_000)))
                        .get(0)
                        .sentence())
                .contains("'income' in 1 of 60 rows.")
                .doesNotContain("between");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void longTailsAndRareEventsAreNotWild(long seed) {
        Random random = new Random(seed);
        for (int count : new int[] {60, 400, 20_000}) {
            for (IntToDoubleFunction clean : List.<IntToDoubleFunction>of(
                    i -> StrictMath.exp(1.5 * random.nextGaussian()),
                    i -> StrictMath.exp(2 * random.nextGaussian()),
                    i -> random.nextInt(50) == 0 ? 100 * StrictMath.exp(random.nextGaussian()) : 0,
                    i -> random.nextInt(200) == 0 ? 1 : 0,
                    i -> 1 / StrictMath.sqrt(random.nextDouble()),
                    i -> 5)) {
                assertThat(WildValues.cautions(rows(count, "x", "number", clean)))
                        .isEmpty();
            }
        }
    }

    @Test
    void valuesTooLargeToSquareStillVary() {
        Random random = new Random(3);
        for (double size : new double[] {1e160, 1e200, 1e307}) {
            TrainingRows rows = rows(200, "x", "number", i -> size * random.nextDouble());
            assertThat(rows.preparation().constants()).as("%s", size).isEmpty();
        }
    }

    @Test
    void aColumnThatNumbersTheRowsIsNamedByItsDensityOrItsName() {
        Random random = new Random(4);
        List<Integer> shuffled = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            shuffled.add(100_000 + 3 * i);
        }
        java.util.Collections.shuffle(shuffled, random);
        assertThat(Identifiers.cautions(rows(300, "x", "number", shuffled::get).features())
                        .get(0)
                        .sentence())
                .startsWith("'x' has a different whole number in each of 300 rows");
        for (String name : List.of("CustomerID", "customer_id", "id", "account number", "Kunde", "loyaltyNo")) {
            assertThat(Identifiers.cautions(rows(300, name, "number", i -> 1e7 + 1_000_003.0 * i % 8_999_993)
                            .features()))
                    .as(name)
                    .hasSize(1);
        }
    }

    @Test
    void numbersThatNameSomethingAreTold() {
        Random random = new Random(6);
        List<TrainingRows> naming = List.of(
                rows(300, "contact", "number", i -> 436_600_000_000L + random.nextInt(99_999_999)),
                rows(300, "favourite", "number", i -> 4_006_381_300_000L + 7 * random.nextInt(40)),
                rows(300, "loyalty", "number", i -> 10_000_000 + random.nextInt(89_999_999)),
                rows(300, "postcode", "number", i -> 1010 + random.nextInt(8000)),
                rows(300, "store_id", "number", i -> 300 + random.nextInt(40)),
                rows(300, "lastOrder.order number", "number", i -> 20_000 + random.nextInt(9000)));
        for (TrainingRows rows : naming) {
            assertThat(Identifiers.cautions(rows.features()))
                    .as(rows.features().schema().toString())
                    .singleElement()
                    .satisfies(caution -> assertThat(caution.sentence())
                            .contains("holds numbers that look like names of something", "categorical(...)"));
        }
    }

    @Test
    void largeQuantitiesAndTimesAreNoNames() {
        Random random = new Random(7);
        List<TrainingRows> clean = List.of(
                rows(300, "income", "number", i -> 20_000 + random.nextInt(79_000)),
                rows(300, "revenue", "number", i -> Math.rint(StrictMath.exp(17 + random.nextGaussian()))),
                rows(300, "rupiah", "number", i -> 1e5 * (10_000 + random.nextInt(50_000))),
                rows(300, "seconds", "number", i -> 1_600_000_000 + random.nextInt(90_000_000)),
                rows(300, "day", "number", i -> 20_230_000 + 100 * (1 + random.nextInt(12)) + 1 + random.nextInt(28)),
                rows(300, "postcode_income", "number", i -> 1010 + random.nextInt(8000)),
                rows(300, "paid", "number", i -> random.nextInt(1000)),
                rows(300, "region_id", "number", i -> 100 + random.nextInt(9)));
        clean.forEach(rows -> assertThat(Identifiers.cautions(rows.features()))
                .as(rows.features().schema().toString())
                .isEmpty());
    }

    @Test
    void measurementsAndDatesAreNoIdentifiers() {
        Random random = new Random(5);
        List<TrainingRows> clean = List.of(
                rows(300, "income", "number", i -> 20_000 + 997.0 * i),
                rows(300, "paid", "number", i -> 1e6 + 1_003.0 * i),
                rows(300, "id", "number", i -> i + 0.5),
                rows(300, "joined", "days since 1970-01-01", i -> 18_000 + i),
                rows(300, "age", "number", i -> random.nextInt(90)),
                rows(12, "x", "number", i -> i));
        clean.forEach(rows -> assertThat(Identifiers.cautions(rows.features())).isEmpty());
    }
}
