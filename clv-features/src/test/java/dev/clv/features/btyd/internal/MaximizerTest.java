package dev.clv.features.btyd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaximizerTest {

    /** Rosenbrock's valley, upside down; its top is at (1, 1). */
    private static double valley(double[] x, double[] gradient) {
        double bend = x[1] - x[0] * x[0];
        gradient[0] = 2 * (1 - x[0]) + 40 * x[0] * bend;
        gradient[1] = -20 * bend;
        return -(1 - x[0]) * (1 - x[0]) - 10 * bend * bend;
    }

    private static double[] maximize(Objective f, double lower, double upper, double[]... starts) {
        int n = starts[0].length;
        double[] low = new double[n];
        double[] high = new double[n];
        Arrays.fill(low, lower);
        Arrays.fill(high, upper);
        return Maximizer.maximize(f, low, high, starts);
    }

    @Test
    void followsABentValley() {
        assertThat(maximize(MaximizerTest::valley, -10, 10, new double[] {-2, 3}))
                .containsExactly(new double[] {1, 1}, within(1e-8));
    }

    @Test
    void stopsAtTheEdgeAndGoesOnAlongIt() {
        // Within x <= 1/2 the best is y = x^2.
        assertThat(maximize(MaximizerTest::valley, -.5, .5, new double[] {-.4, -.4}))
                .containsExactly(new double[] {.5, .25}, within(1e-8));
    }

    @Test
    void findsTheEndOfANarrowRidgeThatLeadsToAnEdge() {
        // Only x - y matters much; x + y should be as large as may be, though less and less.
        Objective ridge = (x, gradient) -> {
            double across = x[0] - x[1] - 1;
            double along = StrictMath.exp(-x[0] - x[1]);
            gradient[0] = -200 * across + along;
            gradient[1] = 200 * across + along;
            return -100 * across * across - along;
        };
        assertThat(maximize(ridge, -5, 8, new double[] {-3, -3})).containsExactly(new double[] {8, 7}, within(1e-3));
    }

    @Test
    void takesTheBestOfSeveralStarts() {
        Objective hills = (x, gradient) -> {
            gradient[0] = -StrictMath.sin(x[0]) + .1;
            return StrictMath.cos(x[0]) + .1 * x[0];
        };
        double[] best = maximize(hills, -20, 20, new double[] {-12}, new double[] {6}, new double[] {.3});
        assertThat(best[0]).isCloseTo(2 * Math.PI + StrictMath.asin(.1), within(1e-8));
    }

    @Test
    void staysWhereNothingIsDefinedElsewhere() {
        Objective cliff = (x, gradient) -> {
            gradient[0] = 1;
            return x[0] > 1 ? Double.NaN : x[0];
        };
        assertThat(maximize(cliff, -5, 5, new double[] {0})[0]).isCloseTo(1, within(1e-6));
    }
}
