package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CovariateModelTest {

    private static final ParetoNbd BASE = new ParetoNbd(.9, 8, .7, 20);

    /** Customers with the covariate buy twice as often and stop half as soon. */
    private static ParetoNbd of(int z) {
        return z == 0 ? BASE : new ParetoNbd(.9, 8 / 2.0, .7, 20 * 2);
    }

    private static List<double[]> covariates(int customers) {
        return IntStream.range(0, customers).mapToObj(i -> new double[] {i % 2}).toList();
    }

    @Test
    void recoversEffectsOnRateAndDropOut() {
        List<PurchaseSummary> customers = new Shop(1).of(CovariateModelTest::of, 4_000);

        Fit<CovariateModel<ParetoNbd>> fit = ParetoNbd.fit(customers, List.of("channel"), covariates(4_000));

        assertThat(fit.estimates().stream().map(Estimate::name))
                .containsExactly("r", "alpha", "s", "beta", "rate.channel", "stop.channel");
        double[] expected = {.9, 8, .7, 20, Math.log(2), -Math.log(2)};
        for (int i = 0; i < expected.length; i++) {
            Estimate estimate = fit.estimates().get(i);
            assertThat((estimate.value() - expected[i]) / estimate.standardError())
                    .as("standard errors of " + estimate.name())
                    .isBetween(-4.0, 4.0);
        }
        ParetoNbd with = fit.model().of(1);
        ParetoNbd without = fit.model().of(0);
        assertThat(with.alpha()).isCloseTo(without.alpha() / Math.exp(fit.parameters()[4]), within(1e-12));
        assertThat(with.beta()).isCloseTo(without.beta() / Math.exp(fit.parameters()[5]), within(1e-12));
        assertThat(fit.logLikelihood()).isGreaterThan(ParetoNbd.fit(customers).logLikelihood() + 50);
    }

    @Test
    void aCovariateOfTwoValuesNearlyMakesTwoModelsOfBgNbd() {
        Shop shop = new Shop(2);
        List<PurchaseSummary> without = shop.of(new BgNbd(.9, 8, .8, 2.5), 1_000);
        List<PurchaseSummary> with = shop.of(new BgNbd(.9, 4, .4, 3), 1_000);
        List<PurchaseSummary> customers = IntStream.range(0, 2_000)
                .mapToObj(i -> (i % 2 == 0 ? without : with).get(i / 2))
                .toList();

        Fit<CovariateModel<BgNbd>> fit = BgNbd.fit(customers, List.of("channel"), covariates(2_000));

        double apart = BgNbd.fit(without).logLikelihood() + BgNbd.fit(with).logLikelihood();
        // Two models have one parameter more, r of their own.
        assertThat(fit.logLikelihood()).isLessThanOrEqualTo(apart + 1e-6);
        assertThat(fit.logLikelihood()).isGreaterThan(apart - 5);
        assertThat(fit.estimates()).hasSize(7);
    }

    @Test
    void withoutCovariatesItIsThePlainModel() {
        List<PurchaseSummary> customers = new Shop(3).of(BASE, 400);
        List<double[]> none = Collections.nCopies(400, new double[0]);

        Fit<CovariateModel<MbgNbd>> fit = MbgNbd.fit(customers, List.of(), none);

        MbgNbd plain = MbgNbd.fit(customers).model();
        assertThat(fit.model().of().r()).isCloseTo(plain.r(), within(1e-6));
        assertThat(fit.model().of().b()).isCloseTo(plain.b(), within(1e-4));
    }

    @Test
    void theScaleOfACovariateDoesNotMatter() {
        List<PurchaseSummary> customers = new Shop(4).of(CovariateModelTest::of, 600);
        List<double[]> large =
                covariates(600).stream().map(z -> new double[] {1e6 * z[0]}).toList();

        double small = ParetoNbd.fit(customers, List.of("z"), covariates(600)).parameters()[4];

        Estimate estimate =
                ParetoNbd.fit(customers, List.of("z"), large).estimates().get(4);
        assertThat(1e6 * estimate.value()).isCloseTo(small, within(1e-6));
        assertThat(1e6 * estimate.standardError()).isBetween(.01, 1.0);
    }

    @Test
    void fitsTheSameBitsInAnyOrder() {
        List<PurchaseSummary> customers = new Shop(5).of(CovariateModelTest::of, 200);
        List<double[]> covariates = covariates(200);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        Collections.shuffle(order, new Random(1));

        assertThat(ParetoNbd.fit(
                                order.stream().map(customers::get).toList(),
                                List.of("z"),
                                order.stream().map(covariates::get).toList())
                        .estimates())
                .isEqualTo(ParetoNbd.fit(customers, List.of("z"), covariates).estimates());
    }

    @Test
    void saysWhichCovariatesItCannotUse() {
        List<PurchaseSummary> customers = new Shop(6).of(BASE, 10);
        assertThatThrownBy(() -> ParetoNbd.fit(customers, List.of("z"), Collections.nCopies(10, new double[] {3})))
                .hasMessage("covariate 'z' is the same for all customers; leave it out");
        assertThatThrownBy(() -> ParetoNbd.fit(customers, List.of("z"), covariates(9)))
                .hasMessageContaining("were 9 for 10 customers");
        assertThatThrownBy(() ->
                        ParetoNbd.fit(customers, List.of("z"), Collections.nCopies(10, new double[] {Double.NaN})))
                .hasMessage("covariate 'z' must be finite, was NaN");
        assertThatThrownBy(() -> BgNbd.fit(customers, List.of("z", "y"), covariates(10)))
                .hasMessageContaining("a value of each of [z, y], were 1 values");
    }
}
