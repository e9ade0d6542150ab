package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {

    private static final int CUSTOMERS = 4_000;

    static Stream<Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>>> fits() {
        return Stream.of(ParetoNbd::fit, BgNbd::fit, MbgNbd::fit);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void recoversTheParametersWithinTheirStandardErrors(long seed) {
        Shop shop = new Shop(seed);

        requireWithin(ParetoNbd.fit(shop.of(new ParetoNbd(.9, 8, .7, 20), CUSTOMERS)), .9, 8, .7, 20);
        requireWithin(BgNbd.fit(shop.of(new BgNbd(.9, 8, .8, 2.5), CUSTOMERS)), .9, 8, .8, 2.5);
        requireWithin(MbgNbd.fit(shop.of(new MbgNbd(.9, 8, .8, 2.5), CUSTOMERS)), .9, 8, .8, 2.5);
        requireWithin(GammaGamma.fit(shop.of(new GammaGamma(6, 4, 15), CUSTOMERS)), 6, 4, 15);
    }

    /** On the scale of logarithms; four standard errors, as there are many parameters. */
    private static void requireWithin(Fit<?> fit, double... expected) {
        assertThat(fit.warnings()).isEmpty();
        for (int i = 0; i < expected.length; i++) {
            Estimate estimate = fit.estimates().get(i);
            double error = estimate.standardError() / estimate.value();
            assertThat(error).as(estimate.name()).isBetween(.001, .5);
            assertThat(Math.log(estimate.value() / expected[i]) / error)
                    .as("standard errors of " + estimate.name())
                    .isBetween(-4.0, 4.0);
        }
    }

    /** No point near the estimate may be better. */
    @ParameterizedTest
    @MethodSource("fits")
    void noNeighbouringParametersAreMoreLikely(
            Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit) {
        List<PurchaseSummary> customers = new Shop(4).of(new BgNbd(.9, 8, .8, 2.5), 500);
        Fit<? extends PurchaseModel> best = fit.apply(customers);
        Random random = new Random(1);
        assertThat(sum(best.model(), customers)).isCloseTo(best.logLikelihood(), within(1e-8));
        for (int i = 0; i < 200; i++) {
            double size = Math.pow(10, -1 - random.nextInt(4));
            double[] p = best.parameters();
            for (int j = 0; j < p.length; j++) {
                p[j] *= Math.exp(size * random.nextGaussian());
            }
            PurchaseModel near = best.model() instanceof ParetoNbd
                    ? ParetoNbd.of(p)
                    : best.model() instanceof BgNbd ? BgNbd.of(p) : MbgNbd.of(p);
            assertThat(sum(near, customers)).isLessThan(best.logLikelihood() + 1e-9);
        }
    }

    private static double sum(PurchaseModel model, List<PurchaseSummary> customers) {
        return customers.stream().mapToDouble(model::logLikelihood).sum();
    }

    @Test
    void likelihoodsKnowTheirDerivatives() {
        Random random = new Random(2);
        double[] up = new double[4];
        double[] down = new double[4];
        double[] gradient = new double[4];
        for (int i = 0; i < 600; i++) {
            double[] p = random.doubles(4, -4, 5).map(Math::exp).toArray();
            int x = random.nextInt(4) == 0 ? 0 : random.nextInt(1 << random.nextInt(8));
            double T = random.nextDouble() * 100;
            double tx = x == 0 ? 0 : T * random.nextDouble();
            Likelihood likelihood = i % 3 == 0 ? new ParetoNbdLikelihood() : new BetaGeometric.OneCustomer(i % 3 - 1);
            double value = likelihood.of(x, tx, T, p, gradient);
            for (int j = 0; j < 4; j++) {
                double step = 1e-5;
                double[] q = p.clone();
                q[j] = p[j] * Math.exp(step);
                double above = likelihood.of(x, tx, T, q, up);
                q[j] = p[j] * Math.exp(-step);
                double below = likelihood.of(x, tx, T, q, down);
                assertThat(gradient[j])
                        .as("parameter %d of %s at %s", j, likelihood.getClass(), Arrays.toString(p))
                        .isCloseTo(
                                (above - below) / (2 * step),
                                within(1e-8 * (1 + Math.abs(value)) + 1e-5 * Math.abs(gradient[j])));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fits")
    void fitsTheSameBitsInAnyOrder(Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit) {
        List<PurchaseSummary> customers = new ArrayList<>(new Shop(5).of(new ParetoNbd(.9, 8, .7, 20), 300));
        Fit<?> first = fit.apply(customers);
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(customers, new Random(seed));
            assertThat(fit.apply(customers)).isEqualTo(first);
        }
    }

    @Test
    void gammaGammaFitsTheSameBitsInAnyOrder() {
        List<Spend> customers = new ArrayList<>(new Shop(6).of(new GammaGamma(6, 4, 15), 300));
        Fit<?> first = GammaGamma.fit(customers);
        Collections.shuffle(customers, new Random(1));
        assertThat(GammaGamma.fit(customers)).isEqualTo(first);
    }

    @Test
    void theUnitOfTimeAndMoneyDoesNotMatter() {
        List<PurchaseSummary> weeks = new Shop(7).of(new ParetoNbd(.9, 8, .7, 20), 500);
        List<PurchaseSummary> days = weeks.stream()
                .map(customer -> PurchaseSummary.of(customer.x(), 7 * customer.tx(), 7 * customer.T()))
                .toList();
        ParetoNbd byWeek = ParetoNbd.fit(weeks).model();
        ParetoNbd byDay = ParetoNbd.fit(days).model();
        assertThat(byDay.alpha() / byWeek.alpha()).isCloseTo(7, within(1e-4));
        assertThat(byDay.s() / byWeek.s()).isCloseTo(1, within(1e-4));

        List<Spend> dollars = new Shop(8).of(new GammaGamma(6, 4, 15), 500);
        List<Spend> cents = dollars.stream()
                .map(spend -> new Spend(spend.days(), 100 * spend.mean()))
                .toList();
        assertThat(GammaGamma.fit(cents).model().v()
                        / GammaGamma.fit(dollars).model().v())
                .isCloseTo(100, within(1e-3));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void saysInWordsThatNobodyStops(Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit) {
        List<PurchaseSummary> customers = new Shop(9).of(new ParetoNbd(2, 8, 1, 1e9), 2_000);

        Fit<? extends PurchaseModel> edge = fit.apply(customers);

        assertThat(edge.warnings()).singleElement().asString().contains("stop");
        assertThat(edge.logLikelihood()).isFinite();
        assertThat(edge.model().expectedPurchases(customers.get(0), 10)).isPositive();
        assertThat(edge.estimates().stream().map(Estimate::standardError)).anyMatch(error -> error.isNaN());
    }

    @Test
    void saysInWordsThatCustomersAreAlike() {
        List<PurchaseSummary> customers = new ArrayList<>();
        Shop shop = new Shop(10);
        for (int i = 0; i < 100; i++) {
            customers.add(PurchaseSummary.of(10, 27 + shop.exponential(1) % 2, 30));
        }
        assertThat(BgNbd.fit(customers).warnings())
                .contains("the rates of buying hardly differ between customers: r > 1e4");
        assertThat(ParetoNbd.fit(customers).warnings())
                .contains("the rates of buying hardly differ between customers: r > 1e4");
    }

    @ParameterizedTest
    @MethodSource("fits")
    void neverFailsHoweverPoorTheCustomers(Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit) {
        List<List<PurchaseSummary>> poor = List.of(
                List.of(PurchaseSummary.NEW),
                List.of(PurchaseSummary.of(0, 0, 10)),
                List.of(PurchaseSummary.of(5, 10, 10)),
                Collections.nCopies(50, PurchaseSummary.of(0, 0, 10)),
                Collections.nCopies(50, PurchaseSummary.of(1, 0.1, 1000)),
                List.of(PurchaseSummary.of(1000, 10, 10), PurchaseSummary.of(0, 0, 1e5)),
                List.of(PurchaseSummary.of(2, 1e-3, 1e-3), PurchaseSummary.of(1, 1e6, 1e6)));
        for (List<PurchaseSummary> customers : poor) {
            Fit<? extends PurchaseModel> result = fit.apply(customers);
            assertThat(result.logLikelihood()).isFinite();
            for (PurchaseSummary customer : customers) {
                assertThat(result.model().probabilityAlive(customer)).isBetween(0.0, 1.0);
                assertThat(result.model().expectedPurchases(customer, 10))
                        .isNotNegative()
                        .isFinite();
            }
        }
    }

    @Test
    void gammaGammaNeverFailsEither() {
        for (List<Spend> customers : List.of(
                List.of(new Spend(1, 10)),
                Collections.nCopies(30, new Spend(3, 10)),
                List.of(new Spend(1, 1e-3), new Spend(2, 1e9), new Spend(100, 5)),
                List.of(new Spend(1, 1), new Spend(1, 1e4), new Spend(1, 1e8)))) {
            Fit<GammaGamma> fit = GammaGamma.fit(customers);
            assertThat(fit.logLikelihood()).isFinite();
            assertThat(fit.model().q()).isGreaterThanOrEqualTo(1.01 * (1 - 1e-12));
            assertThat(fit.model().expectedValue(Spend.NONE)).isPositive().isFinite();
            for (Spend customer : customers) {
                assertThat(fit.model().expectedValue(customer)).isPositive().isFinite();
            }
        }
        assertThat(GammaGamma.fit(new Shop(12).of(new GammaGamma(6, .6, 15), 1_000))
                        .warnings())
                .contains("spend is so uneven that its mean over all customers hardly exists: q <= 1.01");
    }

    @ParameterizedTest
    @MethodSource("fits")
    void needsACustomer(Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit) {
        assertThatThrownBy(() -> fit.apply(List.of())).hasMessageContaining("at least one customer who has bought");
        assertThatThrownBy(() -> GammaGamma.fit(List.of(Spend.NONE))).hasMessageContaining("a value above 0");
    }

    @Test
    void expectedValuesLieBetweenTheCustomersOwnMeanAndThatOfAll() {
        GammaGamma model = new GammaGamma(6, 4, 15);
        double all = 6 * 15 / 3.0;
        assertThat(model.expectedValue(Spend.NONE)).isEqualTo(all);
        assertThat(model.expectedValue(new Spend(1, 60))).isBetween(all, 60.0);
        assertThat(model.expectedValue(new Spend(9, 60))).isBetween(model.expectedValue(new Spend(1, 60)), 60.0);
        assertThat(model.expectedValue(new Spend(2, 5))).isBetween(5.0, all);
        assertThat(new GammaGamma(6, .9, 15).expectedValue(Spend.NONE)).isInfinite();
    }

    @Test
    void informationCriteriaCountParameters() {
        Fit<BgNbd> fit = BgNbd.fit(new Shop(11).of(new BgNbd(.9, 8, .8, 2.5), 100));
        assertThat(fit.aic()).isEqualTo(8 - 2 * fit.logLikelihood());
        assertThat(fit.bic()).isCloseTo(4 * Math.log(100) - 2 * fit.logLikelihood(), within(1e-9));
    }
}
