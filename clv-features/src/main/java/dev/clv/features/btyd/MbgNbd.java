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

    /**
     * The maximum likelihood fit of a model with covariates, which act on the rates of buying ({@code rate}), a and b.
     *
     * @param covariates their names
     * @param values of each customer, in the order of the names; finite
     * @throws IllegalArgumentException if there are no customers, or a covariate is the same for all of them
     */
    public static Fit<CovariateModel<MbgNbd>> fit(
            List<PurchaseSummary> customers, List<String> covariates, List<double[]> values) {
        return BetaGeometric.fit(customers, covariates, values, 1, MbgNbd::of);
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

    @Override
    public double discountedPurchases(PurchaseSummary customer, double t, double delta) {
        return shared().discountedPurchases(customer, t, delta);
    }

    @Override
    public double nextPurchase(PurchaseSummary customer, double probability) {
        return shared().nextPurchase(customer, probability);
    }

    @Override
    public double meanNextPurchase(PurchaseSummary customer) {
        return shared().meanNextPurchase(customer);
    }
}
