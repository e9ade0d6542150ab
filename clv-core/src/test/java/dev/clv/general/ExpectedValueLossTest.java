package dev.clv.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LossChecks;
import dev.clv.nn.loss.Loss;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedValueLossTest {

    private static final Loss LOSS = new ExpectedValueLoss();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsThePromisesOfALossWithTheGradientOfItsValue(long seed) {
        Vocabulary words = Vocabulary.standard().withLoss("expected_value", description -> new ExpectedValueLoss());

        GradientCheck check = LossChecks.check(LOSS, new double[] {3, 3, 2, 2, 0.5, 0.5}, seed, words);

        assertThat(check.orFail().checked()).isPositive();
        // The value and the expectation are different numbers.
        assertThat(GradientCheck.network(network(), new double[] {3, 0.2, 0, 2, 0, 0}, seed)
                        .orFail()
                        .checked())
                .isPositive();
    }

    private static NetworkSpec network() {
        return NetworkSpec.builder(2).dense(3).tanh().build(LOSS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheLikelihoodOfTheValueAndTheDevianceOfTheExpectation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DMatrixRMaj z = new DMatrixRMaj(1, 3, true, random.nextDouble(), random.nextDouble(), random.nextDouble());
        double mean = ExpectedValueLoss.DISTRIBUTION.mean(z, 0);
        DMatrixRMaj alone = new DMatrixRMaj(1, 1);
        DMatrixRMaj both = new DMatrixRMaj(1, 1);
        ExpectedValueLoss.DISTRIBUTION.value(
                z, new DMatrixRMaj(1, 1, true, 3), alone, ExpectedValueLoss.DISTRIBUTION.memory(1));
        LOSS.value(z, new DMatrixRMaj(1, 2, true, 3, 5), both, LOSS.memory(1));

        // Tweedie deviance of power 1.5, less what depends on the label alone.
        double deviance = 2 * (5 / Math.sqrt(mean + 1e-4) + Math.sqrt(mean + 1e-4));
        assertThat(both.get(0, 0) - alone.get(0, 0)).isCloseTo(deviance, within(1e-12));
    }
}
