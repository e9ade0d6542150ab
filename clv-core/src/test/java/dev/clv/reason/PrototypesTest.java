package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Background;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrototypesTest {

    private static final Prototypes.Limit AS_IT_IS = (feature, value) -> value;

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
                Prototypes made = Prototypes.of(rows, Arrays.copyOf(values, rows.rows()), AS_IT_IS, Runnable::run);
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
        Prototypes made = Prototypes.of(
                FeatureMatrix.of(SCHEMA, keys, rows.toArray(double[][]::new)),
                new double[rows.size()],
                AS_IT_IS,
                Runnable::run);

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
            double[] values = rows.stream()
                    .mapToDouble(row -> fewOnTop ? row[0] : -row[0])
                    .toArray();
            Prototypes made = Prototypes.of(
                    FeatureMatrix.of(SCHEMA, keys, rows.toArray(double[][]::new)), values, AS_IT_IS, Runnable::run);

            assertThat(made.sizes()).containsExactly(150);
            assertThat(made.rows()).isEqualTo(new double[][] {{19.5, 0, 5}});
        }
    }

    /** One row per customer. */
    private static FeatureMatrix oneRowEach(double[]... rows) {
        List<RowKey> keys = IntStream.range(0, rows.length)
                .mapToObj(c -> new RowKey("c" + c, Instant.EPOCH))
                .toList();
        return FeatureMatrix.of(SCHEMA, keys, rows);
    }

    @Test
    void neighboursByPredictedValueBecomeOnePrototypeAndTwentyCustomersAreEnough() {
        double[][] rows = new double[60][];
        double[] values = new double[60];
        for (int c = 0; c < 60; c++) {
            // 7 and 60 have no common factor, so that every value occurs once.
            values[c] = 7 * c % 60;
            rows[c] = new double[] {values[c], values[c] < 20 ? 0 : 1, 1};
        }
        Prototypes made = Prototypes.of(oneRowEach(rows), values, AS_IT_IS, Runnable::run);

        assertThat(made.sizes()).containsExactly(20, 20, 20);
        assertThat(made.rows()).isEqualTo(new double[][] {{9.5, 0, 1}, {29.5, 1, 1}, {49.5, 1, 1}});
    }

    @Test
    void halfOfTheCustomersAreEnoughForANumberAndEqualCategoriesGoToTheFirst() {
        for (int known : new int[] {9, 10}) {
            double[][] rows = new double[20][];
            for (int c = 0; c < 20; c++) {
                rows[c] = new double[] {c < known ? 3 : Double.NaN, c < 10 ? 1 : 0, 2};
            }
            double[] typical = Prototypes.of(oneRowEach(rows), new double[20], AS_IT_IS, Runnable::run)
                    .rows()[0];

            assertThat(typical).isEqualTo(new double[] {known < 10 ? Double.NaN : 3, 0, 2});
        }
        Background halves = Background.of(new double[][] {{3, 1, 2}, {Double.NaN, 0, Double.NaN}});
        assertThat(Prototypes.summary(halves, SCHEMA)).isEqualTo(new double[] {3, 0, 2});
    }

    @Test
    void whatIsWrittenIsReadBackToTheSameBits() throws ModelFormatException {
        Section section = Section.root();
        ROWS.write(section);
        Prototypes read = Prototypes.read(section, SCHEMA);

        assertThat(read.rows()).isEqualTo(ROWS.rows());
        assertThat(read.sizes()).isEqualTo(ROWS.sizes());
    }

    @Test
    void rowsThatNoCustomerCouldHaveAreRefused() throws ModelFormatException {
        for (double possible : new double[] {0, 1, 2, Double.NaN}) {
            assertThat(Prototypes.read(stored(1, 5, possible), SCHEMA).rows())
                    .isEqualTo(new double[][] {{5, possible, 1}});
        }
        for (double code : new double[] {-1, 0.5, 3, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Prototypes.read(stored(1, 5, code), SCHEMA))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("one of 'tier' is " + code);
        }
        assertThatThrownBy(() -> Prototypes.read(stored(1, Double.NEGATIVE_INFINITY, 0), SCHEMA))
                .hasMessageContaining("one of 'spend' is -Infinity");
        assertThat(Prototypes.read(stored(Integer.MAX_VALUE, 5, 0), SCHEMA).sizes())
                .containsExactly(Integer.MAX_VALUE);
        for (double size : new double[] {0.5, 1.0 + Integer.MAX_VALUE, Double.NaN}) {
            assertThatThrownBy(() -> Prototypes.read(stored(size, 5, 0), SCHEMA))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("'sizes' must be at least one number, each at least 1");
        }
    }

    private static Section stored(double size, double spend, double tier) {
        return Section.root().put("sizes", new double[] {size}).put("rows", new double[] {spend, tier, 1});
    }

    @Test
    void rowsOfTooFewCustomersMakeNoPrototypes() {
        double[] values = new double[12 * 19];
        FeatureMatrix rows = rows(19, new Random(1), values, 0, 5);

        assertThatThrownBy(() -> Prototypes.of(rows, Arrays.copyOf(values, rows.rows()), AS_IT_IS, Runnable::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19 different customers; need at least 20");
    }
}
