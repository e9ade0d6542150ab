package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Single numbers: published ones, from the papers and the tests of other libraries, and ones computed with 30 digits
 * where other libraries overflow.
 */
class GoldenValuesTest {

    /** Fader, Hardie and Lee 2005, CDNOW. */
    private static final BgNbd BG_NBD = new BgNbd(.242593, 4.413532, .792886, 2.425753);

    /** CDNOW; fitted by several libraries. */
    private static final ParetoNbd PARETO_NBD = new ParetoNbd(.5534, 10.5802, .6061, 11.6562);

    @Test
    void bgNbdOfOneCustomerOfCdnow() {
        PurchaseSummary customer = PurchaseSummary.of(2, 30.43, 38.86);

        assertThat(BG_NBD.expectedPurchases(customer, 39)).isCloseTo(1.2259105, within(5e-8));
        assertThat(BG_NBD.probabilityAlive(customer)).isCloseTo(.72660916, within(5e-9));
        assertThat(new BgNbd(.2425945, 4.4136019, .7929199, 2.4258881).expectedPurchases(customer, 39))
                .isCloseTo(1.2259057, within(5e-8));
    }

    @ParameterizedTest
    @CsvSource({".1429, .0078", "1, .0532", "3, .1506", "31.8571, 1.0405", "32, 1.0437", "78, 1.8580"})
    void bgNbdOfANewCustomer(double t, double expected) {
        assertThat(BG_NBD.expectedPurchases(t)).isCloseTo(expected, within(5.1e-5));
    }

    @Test
    void bgNbdOfANewCustomerWhoDoesNotReturn() {
        assertThat(new BgNbd(.243, 4.414, .793, 2.426).probabilityOfNone(PurchaseSummary.NEW, 39))
                .isCloseTo(.5737864, within(5e-8));
        assertThat(new BgNbd(.2425945, 4.4136019, .7929199, 2.4258881).probabilityOfNone(PurchaseSummary.NEW, 39))
                .isCloseTo(.5743072, within(5e-8));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, -.59947382", "200, 38, 100.79569"})
    void bgNbdLikelihoodWhereGammaFunctionsOverflow(int x, double tx, double expected) {
        assertThat(new BgNbd(.25, 4, .8, 2.5).logLikelihood(PurchaseSummary.of(x, tx, 40)))
                .isCloseTo(expected, withPercentage(1e-5));
    }

    @Test
    void bgNbdExpectationWhereItsHypergeometricFormIsSingular() {
        assertThat(new BgNbd(.25, 4, 1, 2.5).expectedPurchases(PurchaseSummary.of(3, 20, 40), 30))
                .isCloseTo(.7083937717, within(5e-11));
    }

    @Test
    void paretoNbdOfOneCustomerOfCdnow() {
        assertThat(PARETO_NBD.probabilityAlive(PurchaseSummary.of(26, 30.86, 31)))
                .isCloseTo(.9979177666, within(5e-11));
        assertThat(PARETO_NBD.expectedPurchases(PurchaseSummary.of(26, 30.86, 31), 52))
                .isCloseTo(25.454914, within(5e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "221, 103.42857, 103.57143, .9995960523",
        "254, 97.14286, 97.28571, .9995582261",
        "161, 94.71429, 98, .7494877523",
        "204, 98.57143, 99.42857, .9942550796"
    })
    void paretoNbdOfFrequentCustomers(int x, double tx, double T, double alive) {
        assertThat(new ParetoNbd(.5143, 2.8845, .2856, 14.1087).probabilityAlive(PurchaseSummary.of(x, tx, T)))
                .isCloseTo(alive, within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({"40, 5, 6, .001885128187", "50, 1, 37, 1.417e-96", "50, 4, 37, 6.733e-60"})
    void paretoNbdOfCustomersWhoAreGone(int x, double tx, double T, double alive) {
        assertThat(new ParetoNbd(10.465, .00798565181, 3.0516, 2.82).probabilityAlive(PurchaseSummary.of(x, tx, T)))
                .isCloseTo(alive, withPercentage(.05));
    }

    @ParameterizedTest
    @CsvSource({"132, 6.20605178896", "133, 6.25287224757"})
    void paretoNbdExpectationOfManyPurchases(int x, double expected) {
        assertThat(new ParetoNbd(.55, 10.58, .61, 11.67).expectedPurchases(PurchaseSummary.of(x, 200, 200), 10))
                .isCloseTo(expected, within(5e-12));
    }
}
