package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.Hypergeometric;
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

    private static final int BISECTIONS = 60;
    private static final double PRECISION = 1e-4;
    private static final double[][] STARTS = {{0.5, 0.4, 0.5, 0.5}, {2, 2, 1.5, 2}};

    /** Refuses parameters that are not positive numbers. */
    public ParetoNbd {
        Require.positive("r", r);
        Require.positive("alpha", alpha);
        Require.positive("s", s);
        Require.positive("beta", beta);
    }

    /**
     * The maximum likelihood fit; the same to the bit for the customers in any order.
     *
     * @throws IllegalArgumentException if there are no customers
     */
    public static Fit<ParetoNbd> fit(Collection<PurchaseSummary> customers) {
        Sample sample = new Sample(customers);
        return parameters(new Estimation(sample.customers(), sample.mean(new ParetoNbdLikelihood())), sample)
                .fit(ParetoNbd::of, ParetoNbd::edges, STARTS);
    }

    /**
     * The maximum likelihood fit of a model with covariates, which act on the rates of buying ({@code rate}) and of
     * stopping ({@code stop}).
     *
     * @param covariates their names
     * @param values of each customer, in the order of the names; finite
     * @throws IllegalArgumentException if there are no customers, or a covariate is the same for all of them
     */
    public static Fit<CovariateModel<ParetoNbd>> fit(
            List<PurchaseSummary> customers, List<String> covariates, List<double[]> values) {
        Sample sample = new Sample(customers);
        List<CovariateModel.Effect> effects =
                List.of(new CovariateModel.Effect(1, -1, "rate"), new CovariateModel.Effect(3, -1, "stop"));
        return CovariateModel.fit(
                new CovariateModel.Family<>(
                        new ParetoNbdLikelihood(),
                        effects,
                        ParetoNbd::of,
                        estimation -> parameters(estimation, sample),
                        STARTS),
                customers,
                covariates,
                values);
    }

    private static Estimation parameters(Estimation estimation, Sample sample) {
        return estimation
                .parameter("r", 1)
                .parameter("alpha", sample.meanGap())
                .parameter("s", 1)
                .parameter("beta", sample.meanT());
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
        // The likelihood over A(T): stopped before the next purchase, or alive at T with the next purchase after it.
        double k = r + customer.x();
        double since = customer.T() - customer.tx();
        double a = alpha + customer.tx();
        double b = beta + customer.tx();
        double stopped = StrictMath.exp(
                k * StrictMath.log1p(since / a) + s * StrictMath.log1p(since / b) + Race.logOf(s, b, k, a));
        double late = StrictMath.exp(Race.logOf(k, a + since, s, b + since));
        return 1 / (stopped + late);
    }

    @Override
    public double expectedPurchases(PurchaseSummary customer, double t) {
        Require.time(t);
        return purchasesPerLife(customer) * lived(customer, t);
    }

    /**
     * The share of the purchases expected in (T, T + t] that is expected in (T, T + part]; in [0, 1]. It does not
     * depend on how often the customer buys, and is much quicker than two expectations.
     *
     * @param part zero or more, at most t
     * @param t positive, finite
     */
    public double shareOfPurchases(PurchaseSummary customer, double part, double t) {
        Require.time(t);
        Require.time(part);
        return Math.min(1, lived(customer, part) / lived(customer, t));
    }

    private double purchasesPerLife(PurchaseSummary customer) {
        double scale = beta + customer.T();
        double rate = (r + customer.x()) / (alpha + customer.T());
        return probabilityAlive(customer) * rate * scale;
    }

    /** The mean time that a customer who is alive at T lives within t, by beta + T; at s = 1 the logarithm. */
    private double lived(PurchaseSummary customer, double t) {
        double logLeft = -StrictMath.log1p(t / (beta + customer.T()));
        return s == 1 ? -logLeft : -StrictMath.expm1((s - 1) * logLeft) / (s - 1);
    }

    @Override
    public double discountedPurchases(PurchaseSummary customer, double t, double delta) {
        double scale = Math.min(alpha, beta) + customer.T();
        double perLife = purchasesPerLife(customer);
        return Discounting.of(tau -> perLife * lived(customer, tau), t, delta, scale);
    }

    @Override
    public double probabilityOfNone(PurchaseSummary customer, double t) {
        Require.time(t);
        Again again = new Again(customer);
        double ever = StrictMath.exp(again.logAfter(0));
        double later = StrictMath.exp(again.logAfter(t));
        return 1 - probabilityAlive(customer) * (ever - later);
    }

    /** By bisection in ln(1 + t / (alpha + T)): the customers who buy again are quicker than if none ever stopped. */
    @Override
    public double nextPurchase(PurchaseSummary customer, double probability) {
        Require.inside(probability);
        Again again = new Again(customer);
        double target = again.logAfter(0) + StrictMath.log1p(-probability);
        double low = 0;
        double high = -StrictMath.log1p(-probability) / again.k;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (again.logAfter(again.a * StrictMath.expm1(middle)) > target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return again.a * StrictMath.expm1((low + high) / 2);
    }

    /**
     * A quantile of the time from T to the next purchase, of a customer who buys within t.
     *
     * @param probability above 0 and below 1; met to a ten-thousandth
     * @param t positive, finite
     * @return above 0, below t
     */
    public double nextPurchase(PurchaseSummary customer, double probability, double t) {
        Require.inside(probability);
        Require.time(t);
        Again again = new Again(customer);
        double ever = StrictMath.exp(again.logAfter(0));
        double within = ever - StrictMath.exp(again.logAfter(t));
        double low = 0;
        double high = t;
        double below = -probability;
        double above = 1 - probability;
        double middle = probability * t;
        // The secant of a bracket, whose end counts half when it is kept (Illinois; Dowell and Jarratt 1971).
        for (int i = 0, kept = 0; within > 0 && i < BISECTIONS; i++) {
            middle = (low * above - high * below) / (above - below);
            double there = (ever - StrictMath.exp(again.logAfter(middle))) / within - probability;
            if (Math.abs(there) < PRECISION) {
                break;
            }
            if (there < 0) {
                low = middle;
                below = there;
                above = kept < 0 ? above / 2 : above;
                kept = -1;
            } else {
                high = middle;
                above = there;
                below = kept > 0 ? below / 2 : below;
                kept = 1;
            }
        }
        return middle;
    }

    @Override
    public double meanNextPurchase(PurchaseSummary customer) {
        Again again = new Again(customer);
        double k = again.k;
        if (k + s <= 1) {
            return Double.POSITIVE_INFINITY;
        }
        // The integral of (alpha + τ)^-k (beta + τ)^-s from T on, relative to its integrand at T.
        double a = again.a;
        double b = again.b;
        double integral = a
                / (k + s - 1)
                * (b >= a
                        ? b / a * Hypergeometric.valueOf(k, k + s, (b - a) / a)
                        : Hypergeometric.valueOf(s, k + s, (a - b) / b));
        return k * integral / StrictMath.exp(again.logAfter(0)) - a;
    }

    /** The next purchase of a customer who is alive at T: rates from Gamma(k, a) and Gamma(s, b). */
    private final class Again {

        private final double k;
        private final double a;
        private final double b;

        Again(PurchaseSummary customer) {
            k = r + customer.x();
            a = alpha + customer.T();
            b = beta + customer.T();
        }

        /** ln of the probability that there is one, and that it comes later than t after T. */
        double logAfter(double t) {
            return Race.logOf(k, a + t, s, b + t) - k * StrictMath.log1p(t / a) - s * StrictMath.log1p(t / b);
        }
    }
}
