package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The fits of the CDNOW sample that the papers print and the tests of other libraries hold. */
class CdnowTest {

    @Test
    void theSummariesAreThePublishedOnes() {
        List<PurchaseSummary> customers = Cdnow.summaries();

        assertThat(customers).hasSize(2357);
        assertThat(customers.stream().mapToInt(PurchaseSummary::x).sum()).isEqualTo(2457);
        assertThat(customers.stream().filter(customer -> customer.x() > 0)).hasSize(946);
        assertThat(customers.get(0).tx()).isCloseTo(30.43, within(.005));
        assertThat(customers.get(0).T()).isCloseTo(38.86, within(.005));
        assertThat(customers.get(0).repeatSpend()).isEqualTo(new Spend(2, (29.73 + 14.96) / 2));
    }

    @Test
    void bgNbd() {
        Fit<BgNbd> fit = BgNbd.fit(Cdnow.summaries());

        requireParameters(fit, 1e-5, .2425945, 4.4136019, .7929199, 2.4258881);
        assertThat(fit.logLikelihood()).isCloseTo(-9582.429, within(5e-4));
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void mbgNbd() {
        Fit<MbgNbd> fit = MbgNbd.fit(Cdnow.summaries());

        requireParameters(fit, 5e-4, .525, 6.183, .891, 1.614);
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void paretoNbd() {
        Fit<ParetoNbd> fit = ParetoNbd.fit(Cdnow.summaries());

        requireParameters(fit, 3e-4, .55315, 10.57633, .60625, 11.67150);
        assertThat(fit.logLikelihood()).isCloseTo(-9594.976, within(5e-4));
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void gammaGamma() {
        Fit<GammaGamma> fit = GammaGamma.fit(
                Cdnow.summaries().stream().map(PurchaseSummary::repeatSpend).toList());

        requireParameters(fit, 1.2e-3, 6.25, 3.74, 15.44);
        assertThat(fit.logLikelihood()).isCloseTo(-4055.9177, within(5e-5));
        assertThat(fit.customers()).isEqualTo(946);
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void gammaGammaOfTheTableWithTwoDecimals() {
        List<Spend> customers = Cdnow.publishedSpend();

        Fit<GammaGamma> fit = GammaGamma.fit(customers);

        requireParameters(fit, 1e-6, 6.24880, 3.74459, 15.44774);
        assertThat(fit.logLikelihood()).isCloseTo(-4055.9232, within(5e-5));
        double[] published = {24.66, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17};
        for (int i = 0; i < published.length; i++) {
            assertThat(fit.model().expectedValue(customers.get(i))).isCloseTo(published[i], within(.00501));
        }
    }

    /** @param relative of each parameter */
    private static void requireParameters(Fit<?> fit, double relative, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            Estimate estimate = fit.estimates().get(i);
            assertThat(estimate.value()).as(estimate.name()).isCloseTo(expected[i], within(relative * expected[i]));
        }
    }
}
