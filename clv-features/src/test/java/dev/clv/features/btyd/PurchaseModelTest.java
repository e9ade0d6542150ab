package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every purchase model, whatever its parameters. */
class PurchaseModelTest {

    private static final int SEEDS = 20;

    /** Models with parameters over several orders of magnitude. */
    static Stream<PurchaseModel> models() {
        return Stream.concat(
                Stream.of(
                        new ParetoNbd(.55, 10.6, .61, 11.7),
                        new ParetoNbd(.55, 10.6, 1, 11.7),
                        new ParetoNbd(.55, 10.6, .61, 10.6),
                        new ParetoNbd(20, .5, 3, 400),
                        new ParetoNbd(900, 4000, 1e-4, 1e4),
                        new BgNbd(.24, 4.4, .79, 2.4),
                        new BgNbd(.24, 4.4, 1, 2.4),
                        new BgNbd(900, 4000, 800, 3000),
                        new MbgNbd(.52, 6.2, .89, 1.6),
                        new MbgNbd(2, 9, 1e-4, 50)),
                new Random(5).ints(SEEDS).mapToObj(seed -> {
                    Random random = new Random(seed);
                    double[] p = random.doubles(4, -2.5, 3).map(Math::exp).toArray();
                    return switch (random.nextInt(3)) {
                        case 0 -> ParetoNbd.of(p);
                        case 1 -> BgNbd.of(p);
                        default -> MbgNbd.of(p);
                    };
                }));
    }

    static List<PurchaseSummary> customers() {
        return List.of(
                PurchaseSummary.NEW,
                PurchaseSummary.of(0, 0, 30),
                PurchaseSummary.of(1, 2, 30),
                PurchaseSummary.of(1, 30, 30),
                PurchaseSummary.of(7, 20, 52),
                PurchaseSummary.of(150, 50, 52),
                PurchaseSummary.of(3, 1, 400));
    }

    @ParameterizedTest
    @MethodSource("models")
    void probabilitiesAreProbabilities(PurchaseModel model) {
        for (PurchaseSummary customer : customers()) {
            assertThat(model.probabilityAlive(customer)).isBetween(0.0, 1.0);
            for (double t : new double[] {0, 1e-9, 1, 39, 1e6}) {
                assertThat(model.probabilityOfNone(customer, t)).isBetween(0.0, 1.0);
                assertThat(model.expectedPurchases(customer, t)).isNotNegative().isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theLaterTheLastPurchaseTheMoreAlive(PurchaseModel model) {
        for (int x : new int[] {1, 4, 30}) {
            double before = 0;
            for (double tx = 1; tx <= 40; tx++) {
                double alive = model.probabilityAlive(PurchaseSummary.of(x, tx, 40));
                assertThat(alive).isGreaterThanOrEqualTo(before);
                before = alive;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingHappensInNoTimeAndMoreInMore(PurchaseModel model) {
        for (PurchaseSummary customer : customers()) {
            assertThat(model.expectedPurchases(customer, 0)).isZero();
            assertThat(model.probabilityOfNone(customer, 0)).isEqualTo(1);
            assertThat(model.discountedPurchases(customer, 0, .01)).isZero();
            double before = 0;
            for (double t = 1; t < 1000; t *= 1.5) {
                double expected = model.expectedPurchases(customer, t);
                assertThat(expected).isGreaterThanOrEqualTo(before);
                assertThat(1 - model.probabilityOfNone(customer, t)).isLessThanOrEqualTo(expected * (1 + 1e-9) + 1e-15);
                before = expected;
            }
        }
    }

    /** Buying nothing for t is having the same purchases at T + t. */
    @ParameterizedTest
    @MethodSource("models")
    void noPurchaseIsARatioOfLikelihoods(PurchaseModel model) {
        for (PurchaseSummary customer : customers()) {
            for (double t : new double[] {.5, 13, 200}) {
                double now = model.logLikelihood(customer);
                double later = model.logLikelihood(PurchaseSummary.of(customer.x(), customer.tx(), customer.T() + t));
                assertThat(model.probabilityOfNone(customer, t)).isCloseTo(StrictMath.exp(later - now), within(1e-9));
            }
        }
    }

    /** The density of another purchase at once is its expected number per unit of time. */
    @ParameterizedTest
    @MethodSource("models")
    void theNextPurchaseIsARatioOfLikelihoods(PurchaseModel model) {
        for (PurchaseSummary customer : customers()) {
            PurchaseSummary after = PurchaseSummary.of(customer.x() + 1, customer.T(), customer.T());
            double density = StrictMath.exp(model.logLikelihood(after) - model.logLikelihood(customer));
            double step = 1e-6;
            assertThat(model.expectedPurchases(customer, step) / step).isCloseTo(density, withPercentage(1e-2));
        }
    }

    /** What is expected of the whole time is what is expected up to a moment, and after it in both cases. */
    @ParameterizedTest
    @MethodSource("models")
    void expectationsOfSilentAndOtherCustomersAddUp(PurchaseModel model) {
        PurchaseSummary customer = PurchaseSummary.of(2, 10, 20);
        double t = 6;
        double whole = model.expectedPurchases(customer, t);
        // By the moment of the first purchase, which has the density of a ratio of likelihoods.
        double now = model.logLikelihood(customer);
        double first = Shop.integral(
                tau -> {
                    PurchaseSummary then = PurchaseSummary.of(3, 20 + tau, 20 + tau);
                    return StrictMath.exp(model.logLikelihood(then) - now)
                            * (1 + model.expectedPurchases(then, t - tau));
                },
                t);
        assertThat(whole).isCloseTo(first, withPercentage(1e-3));
    }

    @ParameterizedTest
    @MethodSource("models")
    void discountingIsASumOverTime(PurchaseModel model) {
        for (PurchaseSummary customer : customers().subList(4, 6)) {
            assertThat(model.discountedPurchases(customer, 52, 0))
                    .isCloseTo(model.expectedPurchases(customer, 52), withPercentage(1e-9));
            double delta = PurchaseModel.weeklyDiscount(.15);
            double discounted = model.discountedPurchases(customer, 520, delta);
            double byParts = StrictMath.exp(-delta * 520) * model.expectedPurchases(customer, 520)
                    + delta
                            * Shop.integral(
                                    tau -> StrictMath.exp(-delta * tau) * model.expectedPurchases(customer, tau), 520);
            assertThat(discounted).isCloseTo(byParts, withPercentage(1e-4));
        }
    }

    @Test
    void anAnnualRateDiscountsByDays() {
        assertThat(StrictMath.exp(-PurchaseModel.weeklyDiscount(.1) * 365 / 7)).isCloseTo(1 / 1.1, within(1e-15));
        assertThatThrownBy(() -> PurchaseModel.weeklyDiscount(-1)).hasMessageContaining("was -1.0");
    }

    @ParameterizedTest
    @MethodSource("models")
    void quantilesOfTheNextPurchaseHaveTheirProbability(PurchaseModel model) {
        for (PurchaseSummary customer : customers()) {
            double before = 0;
            double ever = 1 - model.probabilityOfNone(customer, 1e250);
            for (double probability : new double[] {.1, .5, .9}) {
                double t = model.nextPurchase(customer, probability);
                assertThat(t).isGreaterThan(before);
                if (t < 1e200 && ever > 1e-3) {
                    assertThat((1 - model.probabilityOfNone(customer, t)) / ever)
                            .isCloseTo(probability, within(1e-9));
                }
                before = t;
            }
        }
    }

    /** At the edge of s too, and where next to nobody buys again. */
    @Test
    void withinATimeTheNextPurchaseAndTheSharesOfPurchasesHaveTheirProbability() {
        for (ParetoNbd model : List.of(
                new ParetoNbd(.55, 10.6, .61, 11.7), new ParetoNbd(.7, 9.4, 1e-5, 2.6e6), new ParetoNbd(3, 1, 1, 50))) {
            for (PurchaseSummary customer : customers()) {
                double any = 1 - model.probabilityOfNone(customer, 13);
                double before = 0;
                for (double probability : new double[] {.001, .1, .5, .9, .999}) {
                    double t = model.nextPurchase(customer, probability, 13);
                    assertThat(t).isGreaterThan(before).isLessThan(13);
                    before = t;
                    if (any > 1e-6) {
                        assertThat((1 - model.probabilityOfNone(customer, t)) / any)
                                .isCloseTo(probability, within(1.1e-4));
                    }
                    if (model.expectedPurchases(customer, 13) > 0) {
                        assertThat(model.shareOfPurchases(customer, t, 13))
                                .isCloseTo(
                                        model.expectedPurchases(customer, t) / model.expectedPurchases(customer, 13),
                                        within(1e-12));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theMeanTimeToTheNextPurchaseIsThatOfItsDistribution(PurchaseModel model) {
        PurchaseSummary customer = PurchaseSummary.of(7, 20, 52);
        double ever = 1 - model.probabilityOfNone(customer, 1e100);
        double mean = Shop.integral(
                tau -> 1 - (1 - model.probabilityOfNone(customer, tau)) / ever,
                model.nextPurchase(customer, 1 - 1e-12));
        if (ever > 1e-3) {
            assertThat(model.meanNextPurchase(customer)).isCloseTo(mean, withPercentage(.01));
        }
    }

    @Test
    void theMeanTimeToTheNextPurchaseOfAOneTimeBuyerNeedNotExist() {
        assertThat(new BgNbd(.24, 4.4, .79, 2.4).meanNextPurchase(PurchaseSummary.of(0, 0, 30)))
                .isInfinite();
        assertThat(new ParetoNbd(.3, 10.6, .61, 11.7).meanNextPurchase(PurchaseSummary.of(0, 0, 30)))
                .isInfinite();
        assertThat(new ParetoNbd(.55, 10.6, .61, 11.7).meanNextPurchase(PurchaseSummary.of(0, 0, 30)))
                .isFinite();
    }

    @Test
    void nothingJumpsWhereTheClosedFormsHaveAPole() {
        PurchaseSummary customer = PurchaseSummary.of(3, 20, 40);
        for (double step : new double[] {-1e-7, -1e-12, 1e-12, 1e-7}) {
            assertThat(new ParetoNbd(.5, 9, 1 + step, 12).expectedPurchases(customer, 30))
                    .isCloseTo(new ParetoNbd(.5, 9, 1, 12).expectedPurchases(customer, 30), within(1e-6));
            assertThat(new BgNbd(.5, 9, 1 + step, 2.5).expectedPurchases(customer, 30))
                    .isCloseTo(new BgNbd(.5, 9, 1, 2.5).expectedPurchases(customer, 30), within(1e-6));
            assertThat(new ParetoNbd(.5, 9 + step, .6, 9).probabilityAlive(customer))
                    .isCloseTo(new ParetoNbd(.5, 9, .6, 9).probabilityAlive(customer), within(1e-6));
        }
    }

    @Test
    void aCustomerWhoHasJustBoughtIsAlive() {
        PurchaseSummary now = PurchaseSummary.of(4, 30, 30);
        assertThat(new ParetoNbd(.5, 9, .6, 12).probabilityAlive(now)).isEqualTo(1);
        assertThat(new BgNbd(.5, 9, .6, 2).probabilityAlive(now)).isCloseTo(5 / 5.6, within(1e-15));
        assertThat(new MbgNbd(.5, 9, .6, 2).probabilityAlive(now)).isCloseTo(6 / 6.6, within(1e-15));
        assertThat(new BgNbd(.5, 9, .6, 2).probabilityAlive(PurchaseSummary.of(0, 0, 300)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("models")
    void refusesTimesThatAreNone(PurchaseModel model) {
        PurchaseSummary customer = PurchaseSummary.of(7, 20, 52);
        for (double t : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> model.expectedPurchases(customer, t))
                    .hasMessageContaining("t must be zero or more");
            assertThatThrownBy(() -> model.probabilityOfNone(customer, t))
                    .hasMessageContaining("t must be zero or more");
            assertThatThrownBy(() -> model.discountedPurchases(customer, t, 0)).hasMessageContaining("was " + t);
        }
        assertThatThrownBy(() -> model.nextPurchase(customer, 1)).hasMessageContaining("was 1.0");
    }
}
