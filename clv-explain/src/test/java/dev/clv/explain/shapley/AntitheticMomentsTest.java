package dev.clv.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AntitheticMomentsTest {

    @Test
    void theVarianceIsThatOfTheMeanOfRounds() {
        AntitheticMoments moments = new AntitheticMoments(1);
        moments.add(new double[] {1}, new double[] {3});
        moments.add(new double[] {4}, new double[] {4});
        moments.add(new double[] {6}, new double[] {6});
        assertThat(moments.mean(0)).isCloseTo(4, within(1e-15));
        assertThat(moments.variance(0)).isCloseTo(8 / 2.0 / 3, within(1e-15));
    }

    @Test
    void walksThatNeverDifferAreExact() {
        AntitheticMoments moments = new AntitheticMoments(1);
        moments.add(new double[] {0.1}, new double[] {0.1});
        moments.add(new double[] {0.1}, new double[] {0.1});
        assertThat(moments.variance(0)).isZero();
    }

    @Test
    void roundsThatAgreeWhileTheirWalksDifferHaveTheVarianceOfARoundThatMayFollow() {
        AntitheticMoments moments = new AntitheticMoments(1);
        moments.add(new double[] {0}, new double[] {1});
        moments.add(new double[] {1}, new double[] {0});
        assertThat(moments.mean(0)).isEqualTo(0.5);
        assertThat(moments.variance(0)).isCloseTo(0.25 / 4 / 2, within(1e-15));
    }

    /**
     * A product of three features: the first and the last of a walk get a half each, so that two walks agree by chance
     * in a third of all cases, on a wrong value. A feature that is between the two in every walk is never met, which is
     * a value of 0 without an error, as documented.
     */
    @Test
    void noEstimateThatIsWrongSeemsExactUnlessNoWalkMetTheFeature() {
        PredictFunction product =
                x -> Arrays.stream(x).mapToDouble(r -> r[2] * r[5] * r[9]).toArray();
        double[] row = new double[12];
        Arrays.fill(row, 1);
        int wrong = 0;
        for (int seed = 0; seed < 50; seed++) {
            Attribution walked = ShapleyExplainer.builder(product, Background.of(new double[1][12]))
                    .method(ShapleyMethod.WALKS)
                    .effort(Effort.budget(50).seed(seed))
                    .build()
                    .explain(row);
            for (int j = 0; j < 12; j++) {
                double exact = j == 2 || j == 5 || j == 9 ? 1 / 3.0 : 0;
                double error = Math.abs(walked.values()[j] - exact);
                wrong += error > 0.1 ? 1 : 0;
                if (walked.values()[j] != 0) {
                    assertThat(error).isLessThanOrEqualTo(6 * walked.standardErrors()[j] + 1e-12);
                }
            }
        }
        assertThat(wrong).as("walks of two rounds are far off").isPositive();
    }
}
