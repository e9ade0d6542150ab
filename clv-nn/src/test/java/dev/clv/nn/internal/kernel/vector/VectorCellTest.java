package dev.clv.nn.internal.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clv.nn.internal.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorCellTest {

    /** Whole vectors of any width, within a panel. */
    private static final int COUNT = 64;

    @BeforeEach
    void needsTheVectorApi() {
        assumeTrue(Kernels.vector().isPresent(), "the Vector API");
    }

    private static float[] sigmoids(float... x) {
        float[] y = Arrays.copyOf(x, COUNT);
        VectorCell.sigmoids(y, 0, 1, COUNT);
        return y;
    }

    @Test
    void sigmoidsAreTrueToAFewUnitsInTheLastPlaceOfOne() {
        float[] x = new float[COUNT];
        for (float first = -120; first < 120; first += COUNT * 0.0007f) {
            for (int i = 0; i < COUNT; i++) {
                x[i] = first + i * 0.0007f;
            }
            float[] y = sigmoids(x);
            for (int i = 0; i < COUNT; i++) {
                assertThat((double) y[i]).as("of %s", x[i]).isCloseTo(1 / (1 + StrictMath.exp(-x[i])), within(1.5e-7));
            }
        }
        float[] ends = sigmoids(0, Float.MAX_VALUE, -Float.MAX_VALUE);
        assertThat(ends[0]).isEqualTo(0.5f);
        assertThat(ends[1]).isEqualTo(1);
        assertThat(ends[2]).isBetween(0f, 1e-13f);
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        float[] y = sigmoids(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
        assertThat(y[0]).isNaN();
        assertThat(y[1]).isNaN();
        assertThat(y[2]).isNaN();
    }
}
