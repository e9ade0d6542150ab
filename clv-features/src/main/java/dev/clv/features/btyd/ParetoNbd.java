package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.Race;
import java.util.Collection;
import java.util.List;

/**
 * The Pareto/NBD model (Schmittlein, Morrison and Colombo, Counting Your Customers, 1987): while alive, a customer buys
 * at random at a rate λ; the customer lives for an exponential time of rate μ; λ varies between customers as Gamma(r,
 * alpha), μ as Gamma(s, beta), independently.
 *
 * <pre>{@code
 * Fit<ParetoNbd> fit = ParetoNbd.fit(summaries);
 * fit.warnings().forEach(log::warn);
 * double orders = fit.model().expectedPurchases(summary, 52);
 * }</pre>
 *
 * <p>The likelihood is computed in a form in which nothing cancels. After the purchase at t<sub>x</sub> either the
 * customer stops before the next purchase, or the next purchase comes first, but after T. With k = r + x and A(t) =
 * (alpha / (alpha + t))<sup>r</sup> (alpha + t)<sup>-x</sup> (beta / (beta + t))<sup>s</sup>, the weight of being alive
 * at t without a purchase since t<sub>x</sub>, and q(t) the probability that a customer alive at t stops before the
 * next purchase,
 *
 * <p>L = Γ(k) / Γ(r) [ A(t<sub>x</sub>) q(t<sub>x</sub>) + A(T) (1 - q(T)) ].
 *
 * @param r the shape of the rates of buying; the larger, the more alike are customers
 * @param alpha their scale, in units of time: the mean rate is r / alpha
 * @param s the shape of the rates of stopping
 * @param beta their scale, in units of time: the mean rate is s / beta
 */
public record ParetoNbd(double r, double alpha, double s, double beta) implements PurchaseModel {

    private static final double[][] STARTS = {{0.5, 0.4, 0.5, 0.5}, {2, 2, 1.5, 2}};

    /** Refuses parameters that are not positive numbers. */
    public ParetoNbd {
        Edges.requirePositive("r", r);
        Edges.requirePositive("alpha", alpha);
        Edges.requirePositive("s", s);
        Edges.requirePositive("beta", beta);
    }

    /**
     * The maximum likelihood fit; the same to the bit for the customers in any order.
     *
     * @throws IllegalArgumentException if there are no customers
     */
    public static Fit<ParetoNbd> fit(Collection<PurchaseSummary> customers) {
        Sample sample = new Sample(customers);
        return new Estimation(sample.customers(), sample.mean(new ParetoNbdLikelihood()))
                .parameter("r", 1)
                .parameter("alpha", sample.meanGap())
                .parameter("s", 1)
                .parameter("beta", sample.meanT())
                .fit(ParetoNbd::of, ParetoNbd::edges, STARTS);
    }

    static ParetoNbd of(double[] p) {
        return new ParetoNbd(p[0], p[1], p[2], p[3]);
    }

    @Override
    public List<String> edges() {
        return new Edges()
                .large("r", r, "the rates of buying hardly differ between customers")
                .small("r", r, "hardly any customer buys again")
                .large("s", s, "the rates of stopping hardly differ between customers")
                .small("s", s, "hardly any customer stops buying")
                .words();
    }

    private double[] parameters() {
        return new double[] {r, alpha, s, beta};
    }

    @Override
    public double logLikelihood(PurchaseSummary customer) {
        return new ParetoNbdLikelihood().of(customer.x(), customer.tx(), customer.T(), parameters(), new double[4]);
    }

    @Override
    public double probabilityAlive(PurchaseSummary customer) {
        if (customer.tx() == customer.T()) {
            return 1;
        }
        ParetoNbdLikelihood likelihood = new ParetoNbdLikelihood();
        double log = likelihood.of(customer.x(), customer.tx(), customer.T(), parameters(), new double[4]);
        return StrictMath.exp(likelihood.logAlive() - log);
    }

    @Override
    public double expectedPurchases(PurchaseSummary customer, double t) {
        Edges.requireTime(t);
        double scale = beta + customer.T();
        double rate = (r + customer.x()) / (alpha + customer.T());
        double logLeft = -StrictMath.log1p(t / scale);
        // The mean time lived within t; the limit at s = 1 is the logarithm.
        double lived = s == 1 ? -logLeft : -StrictMath.expm1((s - 1) * logLeft) / (s - 1);
        return probabilityAlive(customer) * rate * scale * lived;
    }

    @Override
    public double probabilityOfNone(PurchaseSummary customer, double t) {
        double k = r + customer.x();
        double a = alpha + customer.T();
        double b = beta + customer.T();
        double ever = StrictMath.exp(new Race().of(k, a, s, b).log());
        double later = StrictMath.exp(
                new Race().of(k, a + t, s, b + t).log() - k * StrictMath.log1p(t / a) - s * StrictMath.log1p(t / b));
        return 1 - probabilityAlive(customer) * (ever - later);
    }
}
