package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LossChecks;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

    static Stream<Arguments> losses() {
        double[] reals = {-3, 0.5, 0, 2};
        double[] amounts = {0, 0.5, 3, 0, 12};
        return Stream.of(
                Arguments.of(AbsoluteError.of(), reals),
                Arguments.of(Huber.of(0.7), reals),
                Arguments.of(Pinball.of(0.9), reals),
                Arguments.of(Poisson.of(), new double[] {0, 1, 7}),
                Arguments.of(Gamma.of(), new double[] {0.1, 2, 9}),
                Arguments.of(Gamma.of(2.5), new double[] {0.1, 2, 9}),
                Arguments.of(Tweedie.of(1.5), amounts),
                Arguments.of(Tweedie.of(1.2).withDispersion(3), amounts),
                Arguments.of(LognormalMixture.of(1), amounts),
                Arguments.of(LognormalMixture.of(3), amounts),
                Arguments.of(BinaryCrossEntropy.of(), new double[] {0, 1, 0.3}),
                Arguments.of(CategoricalCrossEntropy.of(4), new double[] {0, 1, 2, 3}),
                Arguments.of(
                        Heads.of(ZeroInflatedLognormal.of())
                                .and(0.5, BinaryCrossEntropy.of())
                                .and(2, Heads.of(Huber.of(1)).and(1, SquaredError.of())),
                        new double[] {0, 1, -2, 3, 7.5, 0, 1, 1}));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void keepsTheContractOfLosses(Loss loss, double[] labels) {
        for (long seed = 0; seed < 5; seed++) {
            GradientCheck check = LossChecks.check(loss, labels, seed);
            assertThat(check.checked()).isEqualTo(20 * 2 * loss.outputs());
        }
    }

    static Stream<Arguments> golden() {
        // Origin: PyTorch 1.13 (Debian python3-torch), float64: l1_loss, huber_loss, poisson_nll_loss,
        // binary_cross_entropy_with_logits, cross_entropy, and the log density of distributions.Gamma less its
        // constant;
        // tweedie: its formula in numpy.
        double gammaConstant = 2.5 * Math.log(2.5) - Probabilities.logGamma(2.5) + 1.5 * Math.log(3);
        return Stream.of(
                Arguments.of(AbsoluteError.of(), 2.0, 1.3, -1.0),
                Arguments.of(Huber.of(1.5), 1.2, 0.125, -0.5),
                Arguments.of(Huber.of(1.5), -3.0, 4.425, 1.5),
                Arguments.of(Pinball.of(0.9), 2.0, 0.9 * 1.3, -0.9),
                Arguments.of(Pinball.of(0.9), -3.0, 0.1 * 3.7, 0.1),
                Arguments.of(Poisson.of(), 3.0, -0.08624729252952301, -0.9862472925295234),
                Arguments.of(Gamma.of(2.5), 3.0, 1.8204273862209388 + gammaConstant, -1.224389778435571),
                Arguments.of(Tweedie.of(1.6).withDispersion(1.7), 3.0, 3.878269782305221, -0.3811827335927844),
                Arguments.of(BinaryCrossEntropy.of(), 1.0, 0.40318604888545784, -0.33181222783183384),
                Arguments.of(BinaryCrossEntropy.of(), 0.25, 0.9281860488854577, 0.41818777216816616));
    }

    @ParameterizedTest
    @MethodSource("golden")
    @DisplayName("value and gradient at z = 0.7 match independent values")
    void matchesIndependentValues(Loss loss, double y, double value, double gradient) {
        Row row = new Row(loss, 0.7).gradient(y);
        assertThat(row.loss()).isCloseTo(value, within(1e-13));
        assertThat(row.dz.data[0]).isCloseTo(gradient, within(1e-13));
    }

    @Test
    void categoricalMatchesPyTorch() {
        Loss loss = CategoricalCrossEntropy.of(3);
        Row row = new Row(loss, 0.7, -1.3, 0.2).gradient(2);
        // Origin: torch.nn.functional.cross_entropy, PyTorch 1.13, float64.
        assertThat(row.loss()).isCloseTo(1.0549569196419906, within(1e-14));
        assertThat(row.dz.data)
                .containsExactly(
                        new double[] {0.5740969929676946, 0.07769557914857057, -0.6517925721162652}, within(1e-14));
        assertThat(row.mean()).isCloseTo(0.07769557914857057 + 2 * (1 - 0.6517925721162652), within(1e-14));
        assertThat(row.quantile(0.5)).isEqualTo(0);
        assertThat(row.quantile(0.6)).isEqualTo(1);
        assertThat(row.quantile(0.7)).isEqualTo(2);
    }

    static Stream<Arguments> quantiles() {
        // Origin: scipy.stats (gamma.ppf, poisson.ppf); tweedie: the compound sum of scipy's gamma.cdf, inverted by
        // brentq.
        return Stream.of(
                Arguments.of(Gamma.of(2.5), 0.7, 0.05, 0.46134117031499033),
                Arguments.of(Gamma.of(2.5), 0.7, 0.5, 1.7525529482537228),
                Arguments.of(Gamma.of(2.5), 0.7, 0.95, 4.458648940672844),
                Arguments.of(Poisson.of(), 2.0, 0.05, 3.0),
                Arguments.of(Poisson.of(), 2.0, 0.5, 7.0),
                Arguments.of(Poisson.of(), 2.0, 0.95, 12.0),
                Arguments.of(Poisson.of(), 2.0, 0.999, 17.0),
                Arguments.of(Poisson.of(), 9.0, 0.1, 7988.0),
                Arguments.of(Poisson.of(), 9.0, 0.5, 8103.0),
                Arguments.of(Poisson.of(), 9.0, 0.9, 8219.0),
                Arguments.of(Tweedie.of(1.6).withDispersion(1.7), 0.7, 0.1, 0.0),
                Arguments.of(Tweedie.of(1.6).withDispersion(1.7), 0.7, 0.5, 1.2841445560715865),
                Arguments.of(Tweedie.of(1.6).withDispersion(1.7), 0.7, 0.9, 5.092011390577915),
                Arguments.of(Tweedie.of(1.6).withDispersion(1.7), 0.7, 0.99, 9.997462151037087));
    }

    @ParameterizedTest
    @MethodSource("quantiles")
    void quantilesMatchScipy(Loss loss, double z, double q, double expected) {
        assertThat(new Row(loss, z).quantile(q)).isCloseTo(expected, within(1e-10 * (1 + expected)));
    }

    @Test
    void tweedieKnowsTheChanceOfZero() {
        assertThat(Tweedie.of(1.6).withDispersion(1.7).probabilityPositive(0.7))
                .isCloseTo(0.8571241397360605, within(1e-14));
    }

    @Test
    void distributionFunctionsMatchScipy() {
        // Origin: scipy.stats.gamma.cdf; torch.lgamma of PyTorch 1.13, float64.
        assertThat(Probabilities.gammaCdf(0.3, 0.01)).isCloseTo(0.27924099635901484, within(1e-14));
        assertThat(Probabilities.gammaCdf(2.5, 1)).isCloseTo(0.15085496391539038, within(1e-14));
        assertThat(Probabilities.gammaCdf(2.5, 9)).isCloseTo(0.9970535954121197, within(1e-14));
        assertThat(Probabilities.gammaCdf(100, 90)).isCloseTo(0.15822098918643007, within(1e-13));
        assertThat(Probabilities.gammaCdf(1e4, 1.01e4)).isCloseTo(0.8413487504471796, within(1e-11));
        assertThat(Probabilities.gammaCdf(1, 0)).isZero();
        assertThat(Probabilities.logGamma(0.1)).isCloseTo(2.252712651734206, within(1e-13));
        assertThat(Probabilities.logGamma(3.3)).isCloseTo(0.9870985778947344, within(1e-13));
        assertThat(Probabilities.logGamma(1e6)).isCloseTo(12815504.569147611, within(1e-8));
        assertThat(Probabilities.logGamma(1)).isCloseTo(0, within(1e-13));
    }

    @Test
    void startsAtTheBestConstant() {
        double[] y = {1, 2, 3, 10};
        double[] even = {1, 1, 1, 1};
        assertThat(AbsoluteError.of().initialOutput(y, even)).isEqualTo(2);
        assertThat(Pinball.of(0.75).initialOutput(y, even)).isEqualTo(3);
        assertThat(Pinball.of(0.5).initialOutput(y, new double[] {0, 0, 0, 1})).isEqualTo(10);
        assertThat(Poisson.of().initialOutput(y, even)).isCloseTo(Math.log(4), within(1e-15));
        assertThat(Poisson.of().initialOutput(new double[3], new double[] {1, 1, 1}))
                .isFinite();
        double[] both = Heads.of(SquaredError.of())
                .and(1, AbsoluteError.of())
                .initialOutputs(new DMatrixRMaj(3, 2, true, 1, 10, 2, 20, 6, 30), new double[] {1, 1, 1});
        assertThat(both).containsExactly(3, 20);
    }

    @Test
    void refusesLabelsThatAreNotItsOwn() {
        assertThat(Poisson.of().allows(-1)).isFalse();
        assertThat(Gamma.of().allows(0)).isFalse();
        assertThat(Tweedie.of(1.5).allows(-1)).isFalse();
        assertThat(BinaryCrossEntropy.of().allows(1.1)).isFalse();
        assertThat(CategoricalCrossEntropy.of(3).allows(new double[] {3})).isFalse();
        assertThat(CategoricalCrossEntropy.of(3).allows(new double[] {0.5})).isFalse();
        Heads heads = Heads.of(SquaredError.of()).and(1, Poisson.of());
        assertThat(heads.allows(new double[] {-1, -1})).isFalse();
        assertThat(heads.allows(new double[] {-1, 1})).isTrue();
        assertThat(heads.labelRule()).isEqualTo("squared_error: finite; poisson: finite and not negative");
    }

    @Test
    void onlyDistributionsSaySo() {
        assertThat(losses().map(a -> (Loss) a.get()[0]).filter(l -> !l.isDistribution()))
                .hasOnlyElementsOfTypes(AbsoluteError.class, Huber.class, Pinball.class);
        assertThat(SquaredError.of().isDistribution()).isFalse();
        assertThat(ZeroInflatedLognormal.of().isDistribution()).isTrue();
        assertThat(Heads.of(Huber.of(1)).and(1, Poisson.of()).isDistribution()).isFalse();
    }

    @Test
    void refusesImpossibleSettingsByName() {
        assertThatThrownBy(() -> Huber.of(0)).hasMessage("delta of huber must be positive and finite, was 0.0");
        assertThatThrownBy(() -> Pinball.of(1)).hasMessage("a quantile must be in (0, 1), was 1.0");
        assertThatThrownBy(() -> Gamma.of(-1)).hasMessage("shape of gamma must be positive and finite, was -1.0");
        assertThatThrownBy(() -> Tweedie.of(2))
                .hasMessage("power of tweedie must be in (1, 2), was 2.0; 1 is poisson, 2 is gamma");
        assertThatThrownBy(() -> CategoricalCrossEntropy.of(1))
                .hasMessage("categorical_cross_entropy needs at least 2 classes, was 1");
        assertThatThrownBy(() -> Heads.of(SquaredError.of()).and(0, SquaredError.of()))
                .hasMessage("weight of head 'squared_error' must be positive and finite, was 0.0");
        assertThatThrownBy(() -> Pinball.of(0.9).quantile(0, 0.5))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("this pinball loss was trained for quantile 0.9 and does not know 0.5");
        assertThatThrownBy(() -> Huber.of(1).quantile(0, 0.5))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("loss 'huber' describes no distribution");
    }
}
