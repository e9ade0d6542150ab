package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.btyd.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PurchasePriorTest {

    static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("views", "count", "Views", "browsing"),
            Feature.numeric("order_days", "orders", "Order-days", "frequency"),
            Feature.numeric("recency_days", "days", "Days since the last", "recency"),
            Feature.numeric("spend_mean", "currency", "Mean spend", "spend"),
            Feature.numeric("tenure_days", "days", "Days since the first", "tenure")));

    static final double[] STRANGER = {3, 0, Double.NaN, Double.NaN, Double.NaN};

    static List<PurchaseSummary> customers(int count, long seed) {
        Random random = new Random(seed);
        List<PurchaseSummary> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int x = (int) (3 * -Math.log(random.nextDouble()));
            double end = 10 + random.nextInt(40);
            customers.add(new PurchaseSummary(
                    x,
                    x == 0 ? 0 : end * random.nextDouble(),
                    end,
                    Spend.NONE,
                    new Spend(x + 1, 20 * Math.exp(0.5 * random.nextGaussian()))));
        }
        return customers;
    }

    static PurchasePrior prior() {
        return PurchasePrior.fit(customers(400, 1), 91, SCHEMA);
    }

    static double[] row(double orders, double recency, double tenure, double mean) {
        return new double[] {5, orders, recency, mean, tenure};
    }

    @Test
    void aValueIsTheExpectedOrdersTimesTheExpectedValueOfOne() {
        List<PurchaseSummary> customers = customers(400, 1);
        ParetoNbd purchases = ParetoNbd.fit(customers).model();
        GammaGamma spend = GammaGamma.fit(
                        customers.stream().map(PurchaseSummary::spend).toList())
                .model();

        PurchasePrior.Expected expected = prior().expected(row(4, 35, 210, 25));

        PurchaseSummary summary = PurchaseSummary.of(3, 25, 30);
        assertThat(expected.value())
                .isCloseTo(
                        purchases.expectedPurchases(summary, 13) * spend.expectedValue(new Spend(4, 25)),
                        within(1e-12));
        assertThat(expected.positive()).isCloseTo(1 - purchases.probabilityOfNone(summary, 13), within(1e-12));
    }

    @Test
    void itHasNoOpinionOfACustomerWhoHasNotBought() {
        assertThat(prior().expected(STRANGER).isKnown()).isFalse();
    }

    /** Kills: a jump where sums of differences make 3 orders 2.9999999999. */
    @Test
    void betweenWholeOrdersItIsOnAStraightLine() {
        PurchasePrior prior = prior();
        double three = prior.expected(row(3, 35, 210, 25)).value();
        double sureOfThree = prior.expected(row(3, 35, 210, 25)).positive();
        double sureOfFour = prior.expected(row(4, 35, 210, 25)).positive();

        assertThat(prior.expected(row(3.25, 35, 210, 25)).positive())
                .isCloseTo(0.75 * sureOfThree + 0.25 * sureOfFour, within(1e-9));
        assertThat(prior.expected(row(3 - 1e-12, 35, 210, 25)).value()).isCloseTo(three, within(1e-9));
        assertThat(prior.expected(row(3 + 1e-12, 35, 210, 25)).value()).isCloseTo(three, within(1e-9));
    }

    /** Explanations put features of one customer beside those of another. */
    @Test
    void featuresThatContradictEachOtherStillHaveAValue() {
        PurchasePrior prior = prior();
        double[][] rows = {
            row(5, 300, 20, 25), row(1, 0, 200, 25), row(9, 3, 0, 25), row(2, Double.NaN, 100, 10),
            row(2, 10, Double.NaN, 10), row(4, 10, 100, Double.NaN), row(4, 10, 100, 0), row(1e4, 1, 700, 1e6)
        };
        for (double[] row : rows) {
            PurchasePrior.Expected expected = prior.expected(row);
            assertThat(expected.value()).isFinite().isNotNegative();
            assertThat(expected.positive()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void rowsWithoutOneOfTheFeaturesAreRefusedByTheirNames() {
        FeatureSchema without = FeatureSchema.of(SCHEMA.features().subList(0, 4));

        assertThat(PurchasePrior.canRead(SCHEMA)).isTrue();
        assertThat(PurchasePrior.canRead(without)).isFalse();
        assertThatThrownBy(() -> PurchasePrior.fit(customers(50, 2), 91, without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tenure_days");
    }
}
