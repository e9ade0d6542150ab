package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrelatedFeaturesTest {

    private static FeatureMatrix matrix(double[][] rows, Feature... features) {
        List<RowKey> keys = IntStream.range(0, rows.length)
                .mapToObj(i -> new RowKey("c" + i, Instant.EPOCH))
                .toList();
        return FeatureMatrix.of(FeatureSchema.of(List.of(features)), keys, rows);
    }

    private static Feature numeric(String name) {
        return Feature.numeric(name, "units", "", "group");
    }

    @Test
    void pairsThatGoTogetherAreFoundStrongestFirst() {
        Random random = new Random(1);
        double[][] rows = new double[300][];
        for (int i = 0; i < rows.length; i++) {
            double x = random.nextGaussian();
            rows[i] = new double[] {
                x, Math.exp(5 * x), -x + 0.1 * random.nextGaussian(), random.nextGaussian(), i % 2, 7, x
            };
            if (i % 5 == 0) {
                rows[i][1] = Double.NaN;
            }
            if (i % 5 < 3) {
                rows[i][6] = Double.NaN;
            }
        }
        CorrelatedFeatures found = CorrelatedFeatures.of(matrix(
                rows,
                numeric("x"),
                numeric("monotone"),
                numeric("reverse"),
                numeric("noise"),
                Feature.categorical("category", "", "group", List.of("a", "b")),
                numeric("constant"),
                numeric("mostlyMissing")));

        assertThat(found.pairs().stream().map(pair -> pair.feature() + " " + pair.other()))
                .startsWith("x monotone")
                .containsExactlyInAnyOrder("x monotone", "x reverse", "monotone reverse");
        assertThat(found.pairs().get(0).correlation()).isGreaterThan(0.99);
        assertThat(found.pairs().get(1).correlation()).isBetween(-1.0, -0.9);
    }

    @Test
    void aFeatureOfSeveralColumnsHasNoRankCorrelation() {
        double[][] rows = new double[40][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i, i, 2 * i, -i};
        }
        FeatureMatrix matrix =
                matrix(rows, numeric("a"), Feature.vector("taste", "units", "", "group", 2), numeric("b"));

        assertThat(CorrelatedFeatures.of(matrix).pairs()).containsExactly(new CorrelatedFeatures.Pair("a", "b", -1));
    }

    @Test
    void tiesCountAtTheirMeanRank() {
        double[][] rows = new double[40][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i / 10, i};
        }
        // By hand: between-group over total variance of the ranks 0..39 in four groups of ten: 1 - (10^2 - 1) / (40^2 -
        // 1).
        double expected = Math.sqrt(1 - 99.0 / 1_599);

        assertThat(CorrelatedFeatures.of(matrix(rows, numeric("tied"), numeric("row")))
                        .pairs()
                        .get(0)
                        .correlation())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void fewRowsTellNothing() {
        double[][] rows = new double[19][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i, i};
        }
        assertThat(CorrelatedFeatures.of(matrix(rows, numeric("a"), numeric("b")))
                        .pairs())
                .isEmpty();
    }

    @Test
    void thePairsAreBoundedInNumberAndManyRowsAreThinnedOut() {
        double[][] rows = new double[25_000][];
        List<Feature> features = new ArrayList<>();
        for (int j = 0; j < 20; j++) {
            features.add(numeric("f" + j));
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Collections.nCopies(20, (double) i).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        List<CorrelatedFeatures.Pair> pairs = CorrelatedFeatures.of(matrix(rows, features.toArray(Feature[]::new)))
                .pairs();

        assertThat(pairs).hasSize(100).allMatch(pair -> pair.correlation() == 1);
        assertThat(pairs.get(0).other()).isEqualTo("f1");
    }

    @Test
    void whatIsWrittenIsReadBackToTheSameBits() throws ModelFormatException {
        CorrelatedFeatures written = new CorrelatedFeatures(
                List.of(new CorrelatedFeatures.Pair("a", "b", -0.95), new CorrelatedFeatures.Pair("b", "c", 1 / 1.1)));
        Section section = Section.root();
        written.write(section);

        assertThat(CorrelatedFeatures.read(section)).isEqualTo(written);
    }
}
