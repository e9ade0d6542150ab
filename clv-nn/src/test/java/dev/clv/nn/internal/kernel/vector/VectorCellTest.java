package dev.clv.nn.internal.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorCellTest {

    private static float sigmoid(float x) {
        return VectorCell.sigmoid(FloatVector.broadcast(VectorBatch.S, x)).lane(0);
    }

    @Test
    void sigmoidsAreTrueToAFewUnitsInTheLastPlaceOfOne() {
        for (float x = -120; x < 120; x += 0.0007f) {
            assertThat((double) sigmoid(x)).as("of %s", x).isCloseTo(1 / (1 + StrictMath.exp(-x)), within(1.5e-7));
        }
        assertThat(sigmoid(0)).isEqualTo(0.5f);
        assertThat(sigmoid(Float.MAX_VALUE)).isEqualTo(1);
        assertThat(sigmoid(-Float.MAX_VALUE)).isBetween(0f, 1e-13f);
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        assertThat(sigmoid(Float.NaN)).isNaN();
        assertThat(sigmoid(Float.POSITIVE_INFINITY)).isNaN();
        assertThat(sigmoid(Float.NEGATIVE_INFINITY)).isNaN();
    }
}
