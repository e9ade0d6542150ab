package dev.clv.features.btyd;

import java.util.Collection;
import java.util.List;

/**
 * The BG/NBD model (Fader, Hardie and Lee, "Counting Your Customers" the Easy Way, 2005): a customer buys at random at
 * a rate λ and stops, right after a repeat purchase, with probability p; λ varies between customers as Gamma(r, alpha),
 * p as Beta(a, b), independently. A customer without a repeat purchase is alive for certain.
 *
 * @param r the shape of the rates of buying; the larger, the more alike are customers
 * @param alpha their scale, in units of time: the mean rate is r / alpha
 * @param a the first shape of the probabilities of stopping, whose mean is a / (a + b)
 * @param b the second shape
 */
public record BgNbd(double r, double alpha, double a, double b) implements PurchaseModel {

    /** Refuses parameters that are not positive numbers. */
    public BgNbd {
        new BetaGeometric(r, alpha, a, b, 0);
    }

    /**
     * The maximum likelihood fit; the same to the bit for the customers in any order.
     *
     * @throws IllegalArgumentException if there are no customers
     */
    public static Fit<BgNbd> fit(Collection<PurchaseSummary> customers) {
        return BetaGeometric.fit(customers, 0, BgNbd::of, BgNbd::edges);
    }

    static BgNbd of(double[] p) {
        return new BgNbd(p[0], p[1], p[2], p[3]);
    }

    @Override
    public List<String> edges() {
        return shared().edges();
    }

    private BetaGeometric shared() {
        return new BetaGeometric(r, alpha, a, b, 0);
    }

    @Override
    public double logLikelihood(PurchaseSummary customer) {
        return shared().logLikelihood(customer);
    }

    @Override
    public double probabilityAlive(PurchaseSummary customer) {
        return shared().probabilityAlive(customer);
    }

    @Override
    public double expectedPurchases(PurchaseSummary customer, double t) {
        return shared().expectedPurchases(customer, t);
    }

    @Override
    public double probabilityOfNone(PurchaseSummary customer, double t) {
        return shared().probabilityOfNone(customer, t);
    }
}
