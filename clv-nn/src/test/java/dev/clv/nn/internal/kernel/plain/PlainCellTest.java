package dev.clv.nn.internal.kernel.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlainCellTest {

    @Test
    void sigmoidsAndTangentsAreTrueToAFewUnitsInTheLastPlaceOfOne() {
        for (float x = -120; x < 120; x += 0.0007f) {
            assertThat((double) PlainCell.sigmoid(x))
                    .as("of %s", x)
                    .isCloseTo(1 / (1 + StrictMath.exp(-x)), within(1.5e-7));
            assertThat((double) PlainCell.tanh(x)).as("of %s", x).isCloseTo(StrictMath.tanh(x), within(3e-7));
        }
        assertThat(PlainCell.sigmoid(0)).isEqualTo(0.5f);
        assertThat(PlainCell.sigmoid(Float.MAX_VALUE)).isEqualTo(1);
        assertThat(PlainCell.sigmoid(-Float.MAX_VALUE)).isBetween(0f, 1e-13f);
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        assertThat(PlainCell.sigmoid(Float.NaN)).isNaN();
        assertThat(PlainCell.sigmoid(Float.POSITIVE_INFINITY)).isNaN();
        assertThat(PlainCell.sigmoid(Float.NEGATIVE_INFINITY)).isNaN();
    }
}
