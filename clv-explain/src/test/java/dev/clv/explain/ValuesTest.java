package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.internal.BatchPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Background, groups, attribution and batches: what they accept, refuse and keep. */
class ValuesTest {

    @Test
    void aBackgroundCopiesItsRowsAndNormalisesItsWeights() {
        double[][] rows = {{1, 2}, {3, 4}, {5, 6}};
        Background background = Background.of(rows, new double[] {1, 0, 3});
        rows[0][0] = 99;
        assertThat(background.size()).isEqualTo(2);
        assertThat(background.value(0, 0)).isEqualTo(1);
        assertThat(background.value(1, 1)).isEqualTo(6);
        assertThat(background.weight(0)).isEqualTo(0.25);
        assertThat(background.weight(1)).isEqualTo(0.75);
    }

    @Test
    void aBackgroundAveragesByItsWeightsAndRefusesRowsOfAnotherWidth() {
        Background background = Background.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[] {1, 0, 3});
        assertThat(background.mean(new double[] {8, 4})).isEqualTo(0.25 * 8 + 0.75 * 4);
        background.checkWidth(new double[2]);
        assertThatThrownBy(() -> background.checkWidth(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row to explain must have 2 columns like the background, was 3");
    }

    @Test
    void aBackgroundRefusesWhatItCannotUse() {
        double[][] rows = {{1, 2}, {3, 4}};
        assertThatThrownBy(() -> Background.of(new double[0][])).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> Background.of(new double[1][0])).hasMessageContaining("at least one column");
        assertThatThrownBy(() -> Background.of(new double[][] {{1}, {1, 2}})).hasMessageContaining("row 1 has 2");
        assertThatThrownBy(() -> Background.of(new double[][] {{1 / 0.0}})).hasMessageContaining("row 0, column 0");
        assertThatThrownBy(() -> Background.of(rows, new double[] {1})).hasMessageContaining("as many weights, was 1");
        assertThatThrownBy(() -> Background.of(rows, new double[] {1, -1})).hasMessageContaining("was -1.0");
        assertThatThrownBy(() -> Background.of(rows, new double[] {1, Double.NaN}))
                .hasMessageContaining("was NaN");
        assertThatThrownBy(() -> Background.of(rows, new double[2])).hasMessageContaining("positive, finite sum");
    }

    @Test
    void aSampleIsDrawnWithoutReplacementAndEvenly() {
        double[][] rows = new double[20][1];
        for (int i = 0; i < 20; i++) {
            rows[i][0] = i;
        }
        Integer[] drawn = new Integer[20];
        Arrays.fill(drawn, 0);
        for (int seed = 0; seed < 2_000; seed++) {
            Background sample = Background.sample(rows, 5, seed);
            assertThat(sample.size()).isEqualTo(5);
            for (int k = 0; k < 5; k++) {
                drawn[(int) sample.value(k, 0)]++;
                assertThat(k == 0 || sample.value(k - 1, 0) < sample.value(k, 0))
                        .isTrue();
            }
        }
        // Binomial(2000, 1/4): mean 500, standard deviation 19.4.
        assertThat(drawn).allSatisfy(count -> assertThat(count).isBetween(420, 580));
        assertThat(Background.sample(rows, 50, 1).size()).isEqualTo(20);
    }

    @Test
    void groupsComeInTheOrderOfTheirFirstColumn() {
        FeatureGroups groups = FeatureGroups.byName(List.of("b", "a", "b"));
        assertThat(groups.names()).containsExactly("b", "a");
        assertThat(groups.members(0)).containsExactly(0, 2);
        assertThat(groups.groupOf(1)).isEqualTo(1);
        assertThat(groups.columnCount()).isEqualTo(3);
        assertThat(FeatureGroups.columns(2).names()).containsExactly("x0", "x1");
        assertThatThrownBy(() -> FeatureGroups.columns(List.of("a", "a"))).hasMessageContaining("named 'a'");
        assertThatThrownBy(() -> FeatureGroups.byName(List.of("a", " "))).hasMessageContaining("column 1");
        assertThatThrownBy(() -> FeatureGroups.byName(List.of())).hasMessageContaining("at least one column");
    }

    @Test
    void anAttributionSumsGroupsAndKeepsWhatItWasGiven() {
        Attribution a = Attribution.builder(10, 16)
                .feature("recency", "activity", 4, 0.3)
                .feature("spend", "money", -1, 0.1)
                .feature("frequency", "activity", 3, 0.4)
                .groupStandardError("activity", 0.5)
                .method("by hand")
                .evaluations(7)
                .build();
        assertThat(a.groups())
                .containsExactly(
                        new Contribution("activity", "activity", 7, 0.5), new Contribution("money", "money", -1, 0.1));
        assertThat(a.feature("spend").value()).isEqualTo(-1);
        assertThat(a.regroup(name -> "all").groups().get(0).value()).isEqualTo(6);
        assertThat(a.regroup(name -> "all").groups().get(0).standardError()).isCloseTo(0.8, within(1e-15));
        assertThat(a.method()).isEqualTo("by hand");
        assertThat(a.evaluations()).isEqualTo(7);
        assertThat(a.link()).isEqualTo(Link.IDENTITY);
        assertThatThrownBy(() -> a.feature("colour")).hasMessageContaining("'colour'");
    }

    @Test
    void anAttributionCanBeRebuiltFromItsPartsBitForBit() {
        Attribution a = Attribution.builder(0.1, 0.7 + 0.1)
                .link(Link.LOG)
                .feature("a", "g", 0.5, 0.01)
                .feature("b", "g", 0.1, 0.02)
                .feature("c", 0.1, 0)
                .groupStandardError("g", 0.015)
                .build();
        Attribution.Builder parts = Attribution.builder(a.baseValue(), a.prediction())
                .link(a.link())
                .method(a.method())
                .evaluations(a.evaluations());
        a.features().forEach(f -> parts.feature(f.name(), f.group(), f.value(), f.standardError()));
        a.groups().forEach(g -> parts.groupStandardError(g.name(), g.standardError()));
        assertThat(parts.build()).isEqualTo(a).hasSameHashCodeAs(a);
    }

    @Test
    void anAttributionThatDoesNotAddUpCannotBeBuilt() {
        assertThatThrownBy(() ->
                        Attribution.builder(0, 1).feature("a", 1 + 1e-8, 0).build())
                .hasMessageContaining("must add up");
        assertThatThrownBy(() -> Attribution.builder(0, 2)
                        .feature("a", 1, 0)
                        .feature("a", 1, 0)
                        .build())
                .hasMessageContaining("'a' was given twice");
        assertThatThrownBy(() -> Attribution.builder(0, 1).feature("a", Double.NaN, 0))
                .hasMessageContaining("'a' must be finite, was NaN");
        assertThatThrownBy(() -> Attribution.builder(0, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Attribution.builder(0, 1)
                        .feature("a", 1, 0)
                        .groupStandardError("b", 0)
                        .build())
                .hasMessageContaining("group 'b'");
    }

    @Test
    void batchesAreBoundedAndInOrder() {
        List<Integer> sizes = new ArrayList<>();
        PredictFunction first = rows -> {
            sizes.add(rows.length);
            double[] out = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                out[i] = rows[i][0];
            }
            return out;
        };
        BatchPredictor narrow = new BatchPredictor(first::predict, 3);
        double[] predictions = narrow.predict(10_000, (i, row) -> row[0] = i);
        assertThat(sizes).containsExactly(4096, 4096, 1808);
        assertThat(predictions[9_999]).isEqualTo(9_999);
        assertThat(narrow.evaluations()).isEqualTo(10_000);
        sizes.clear();
        new BatchPredictor(first::predict, 1 << 19).predict(5, (i, row) -> row[0] = i);
        assertThat(sizes).containsExactly(2, 2, 1);
    }
}
