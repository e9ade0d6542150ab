package dev.clv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ranking")
class RankingTest {

    @Test
    void valuesThatAreKnownAscendAndTheOthersAreLeftOut() {
        double[] values = {3, Double.NaN, -1, Double.POSITIVE_INFINITY, 3, Double.NaN};

        assertThat(Ranking.known(values)).containsExactly(-1, 3, 3, Double.POSITIVE_INFINITY);
        assertThat(values[0]).isEqualTo(3);
        assertThat(Ranking.known(new double[] {Double.NaN})).isEmpty();
    }
}
