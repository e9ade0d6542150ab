package dev.clv.features.btyd;

import java.util.Collection;
import java.util.List;

/**
 * The MBG/NBD model (Batislam, Denizel and Filiztekin, Empirical Validation and Comparison of Models for Customer Base
 * Analysis, 2007): the {@linkplain BgNbd BG/NBD model}, but a customer may stop at the very first purchase as well.
 *
 * @param r the shape of the rates of buying; the larger, the more alike are customers
 * @param alpha their scale, in units of time: the mean rate is r / alpha
 * @param a the first shape of the probabilities of stopping, whose mean is a / (a + b)
 * @param b the second shape
 */
public record MbgNbd(double r, double alpha, double a, double b) implements PurchaseModel {

    /** Refuses parameters that are not positive numbers. */
    public MbgNbd {
        new BetaGeometric(r, alpha, a, b, 1);
    }

    /**
     * The maximum likelihood fit; the same to the bit for the customers in any order.
     *
     * @throws IllegalArgumentException if there are no customers
     */
    public static Fit<MbgNbd> fit(Collection<PurchaseSummary> customers) {
        return BetaGeometric.fit(customers, 1, MbgNbd::of, MbgNbd::edges);
    }

    static MbgNbd of(double[] p) {
        return new MbgNbd(p[0], p[1], p[2], p[3]);
    }

    @Override
    public List<String> edges() {
        return shared().edges();
    }

    private BetaGeometric shared() {
        return new BetaGeometric(r, alpha, a, b, 1);
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
