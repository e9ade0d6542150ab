package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberBandsTest {

    @Test
    void fourBandsHaveAQuarterOfTheNumbersEach() {
        List<String> bands = NumberBands.of(
                IntStream.range(0, 100).mapToDouble(i -> 1 + (37 * i) % 100).toArray(), "(missing)");

        Set<String> names = new TreeSet<>(bands);
        assertThat(names)
                .containsExactly(
                        "band 1 (below 26)",
                        "band 2 (26 to below 51)",
                        "band 3 (51 to below 76)",
                        "band 4 (76 or more)");
        names.forEach(name -> assertThat(Collections.frequency(bands, name)).isEqualTo(25));
    }

    @Test
    void missingNumbersAreABandAndEqualOnesStayTogether() {
        assertThat(NumberBands.of(new double[] {0, 0, 0, 0, 0, 0, Double.NaN, 7.5}, "(missing)"))
                .containsOnly("band 1 (all)", "(missing)");
        assertThat(NumberBands.of(new double[] {0, 0, 0, -2, 9, Double.NaN}, "(missing)"))
                .containsExactly(
                        "band 2 (0 or more)",
                        "band 2 (0 or more)",
                        "band 2 (0 or more)",
                        "band 1 (below 0)",
                        "band 2 (0 or more)",
                        "(missing)");
    }

    @Test
    void fewDifferentNumbersAreNotMany() {
        assertThat(NumberBands.areMany(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 8, Double.NaN}))
                .isFalse();
        assertThat(NumberBands.areMany(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .isTrue();
    }
}
