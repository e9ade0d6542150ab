package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Background;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Customers of 1 to 12 rows each, some values missing; a customer's rows come together in value. */
    private static FeatureMatrix rows(int customers, Random random, double[] values, int marked, double salary) {
        List<RowKey> keys = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            double own = c == marked ? salary : 1_000 * random.nextDouble();
            int count = c == marked ? 12 : 1 + random.nextInt(12);
            for (int k = 0; k < count; k++) {
                boolean missing = c != marked && random.nextInt(3) == 0;
                keys.add(new RowKey("c" + c, Instant.EPOCH.plusSeconds(k)));
                rows.add(new double[] {missing ? Double.NaN : own, random.nextInt(2), k});
                values[keys.size() - 1] = 10 * c + random.nextDouble();
            }
        }
        return FeatureMatrix.of(SCHEMA, keys, rows.toArray(double[][]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 39, 40, 41, 199, 700})
    void noCustomerMovesAPrototypeByMoreThanATenthOfTheirOwnValue(int customers) {
        for (int marked : new int[] {0, customers / 2, customers - 1}) {
            double[][] prototypes = new double[2][];
            for (int version = 0; version < 2; version++) {
                double[] values = new double[12 * customers];
                FeatureMatrix rows = rows(customers, new Random(7), values, marked, 1e6 * version);
                Prototypes made = Prototypes.of(rows, Arrays.copyOf(values, rows.rows()));
                assertThat(made.rows().length).isBetween(1, Math.min(50, customers / 20));
                assertThat(Arrays.stream(made.sizes()).sum()).isEqualTo(rows.rows());
                prototypes[version] =
                        Arrays.stream(made.rows()).mapToDouble(row -> row[0]).toArray();
            }
            for (int g = 0; g < prototypes[0].length; g++) {
                if (!Double.isNaN(prototypes[0][g])) {
                    assertThat(prototypes[1][g] - prototypes[0][g]).isBetween(0.0, 1e5 + 1e-6);
                }
            }
        }
    }

    @Test
    void aValueThatFewCustomersOfAGroupHaveIsMissing() {
        List<RowKey> keys = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int c = 0; c < 20; c++) {
            // One customer's rows are more than all others together, so that most rows know the salary.
            for (int k = 0; k < (c == 0 ? 40 : 1); k++) {
                keys.add(new RowKey("c" + c, Instant.EPOCH.plusSeconds(k)));
                rows.add(new double[] {c == 0 ? 56_176 : Double.NaN, c == 0 ? 1 : 0, c < 12 ? 5 : Double.NaN});
            }
        }
        Prototypes made =
                Prototypes.of(FeatureMatrix.of(SCHEMA, keys, rows.toArray(double[][]::new)), new double[rows.size()]);

        assertThat(made.rows()).hasDimensions(1, 3);
        assertThat(made.rows()[0]).isEqualTo(new double[] {Double.NaN, 0, 5});
    }

    @Test
    void aGroupOfTooFewCustomersIsJoinedHoweverManyRowsTheyHave() {
        for (boolean fewOnTop : new boolean[] {true, false}) {
            List<RowKey> keys = new ArrayList<>();
            List<double[]> rows = new ArrayList<>();
            // Two halves of 75 rows: 25 customers of 3 rows, and 15 customers of 5.
            for (int c = 0; c < 40; c++) {
                for (int k = 0; k < (c < 25 ? 3 : 5); k++) {
                    keys.add(new RowKey("c" + c, Instant.EPOCH.plusSeconds(k)));
                    rows.add(new double[] {c, 0, 5});
                }
            }
            double[] values =
                    rows.stream().mapToDouble(row -> fewOnTop ? row[0] : -row[0]).toArray();
            Prototypes made = Prototypes.of(FeatureMatrix.of(SCHEMA, keys, rows.toArray(double[][]::new)), values);

            assertThat(made.sizes()).containsExactly(150);
            assertThat(made.rows()).isEqualTo(new double[][] {{19.5, 0, 5}});
        }
    }

    @Test
    void rowsOfTooFewCustomersMakeNoPrototypes() {
        double[] values = new double[12 * 19];
        FeatureMatrix rows = rows(19, new Random(1), values, 0, 5);

        assertThatThrownBy(() -> Prototypes.of(rows, Arrays.copyOf(values, rows.rows())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19 different customers; need at least 20");
    }
}
