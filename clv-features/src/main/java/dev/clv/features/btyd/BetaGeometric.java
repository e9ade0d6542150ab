package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.BetaQuadrature;
import dev.clv.features.btyd.internal.RisingFactorial;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What {@link BgNbd} and {@link MbgNbd} share: a customer may stop at m = x, or m = x + 1, of the purchases so far,
 * each time with a probability p from Beta(a, b), and buys at a rate from Gamma(r, alpha). With k = r + x and A(t) =
 * (alpha / (alpha + t))<sup>r</sup> (alpha + t)<sup>-x</sup>,
 *
 * <p>L = Γ(k) / Γ(r) (b)<sub>m</sub> / (a + b)<sub>m</sub> [ A(T) + [m &gt; 0] a / (b + m - 1) A(t<sub>x</sub>) ],
 *
 * <p>where (b)<sub>m</sub> is the rising factorial. Given that the customer is alive, p is Beta(a, b + m) and the rate
 * Gamma(k, alpha + T), independently.
 *
 * @param atFirst 1 if a customer may stop at the first purchase of all, else 0
 */
record BetaGeometric(double r, double alpha, double a, double b, int atFirst) {

    private static final double[][] STARTS = {{0.5, 0.3, 1, 2.5}, {2, 1.5, 0.5, 5}};

    BetaGeometric {
        Require.positive("r", r);
        Require.positive("alpha", alpha);
        Require.positive("a", a);
        Require.positive("b", b);
    }

    static <M> Fit<M> fit(
            Collection<PurchaseSummary> customers,
            int atFirst,
            Function<double[], M> model,
            Function<M, List<String>> edges) {
        Sample sample = new Sample(customers);
        return parameters(new Estimation(sample.customers(), sample.mean(new OneCustomer(atFirst))), sample)
                .fit(model, edges, STARTS);
    }

    static <M extends PurchaseModel> Fit<CovariateModel<M>> fit(
            List<PurchaseSummary> customers,
            List<String> covariates,
            List<double[]> values,
            int atFirst,
            Function<double[], M> model) {
        Sample sample = new Sample(customers);
        List<CovariateModel.Effect> effects = List.of(
                new CovariateModel.Effect(1, -1, "rate"),
                new CovariateModel.Effect(2, 1, "a"),
                new CovariateModel.Effect(3, 1, "b"));
        return CovariateModel.fit(
                new CovariateModel.Family<>(
                        new OneCustomer(atFirst), effects, model, estimation -> parameters(estimation, sample), STARTS),
                customers,
                covariates,
                values);
    }

    private static Estimation parameters(Estimation estimation, Sample sample) {
        return estimation
                .parameter("r", 1)
                .parameter("alpha", sample.meanGap())
                .parameter("a", 1)
                .parameter("b", 1);
    }

    List<String> edges() {
        return new Edges()
                .large("r", r, "the rates of buying hardly differ between customers")
                .small("r", r, "hardly any customer buys again")
                .large("a", a, "the chance of stopping hardly differs between customers")
                .small("a", a, "hardly any customer stops buying")
                .large("b", a > 1 || a < Edges.SMALL ? 0 : b, "customers hardly ever stop buying")
                .small("b", b, "nearly every customer stops at the first opportunity")
                .words();
    }

    private double[] parameters() {
        return new double[] {r, alpha, a, b};
    }

    double logLikelihood(PurchaseSummary customer) {
        return new OneCustomer(atFirst).of(customer.x(), customer.tx(), customer.T(), parameters(), new double[4]);
    }

    double probabilityAlive(PurchaseSummary customer) {
        OneCustomer likelihood = new OneCustomer(atFirst);
        likelihood.of(customer.x(), customer.tx(), customer.T(), parameters(), new double[4]);
        return likelihood.alive;
    }

    /** Given p and the rate λ, it is (1 - exp(-λ p t)) / p; the mean over λ has a closed form, that over p has not. */
    double expectedPurchases(PurchaseSummary customer, double t) {
        Require.time(t);
        double k = r + customer.x();
        double ratio = t / (alpha + customer.T());
        return probabilityAlive(customer)
                * BetaQuadrature.mean(
                        a,
                        b + customer.x() + atFirst,
                        p -> p == 0 ? k * ratio : -StrictMath.expm1(-k * StrictMath.log1p(p * ratio)) / p);
    }

    double discountedPurchases(PurchaseSummary customer, double t, double delta) {
        return Discounting.of(tau -> expectedPurchases(customer, tau), t, delta, alpha + customer.T());
    }

    /** Given that the customer is alive, a next purchase is certain, at the rate λ. */
    double nextPurchase(PurchaseSummary customer, double probability) {
        Require.inside(probability);
        return (alpha + customer.T()) * StrictMath.expm1(-StrictMath.log1p(-probability) / (r + customer.x()));
    }

    double meanNextPurchase(PurchaseSummary customer) {
        double k = r + customer.x();
        return k > 1 ? (alpha + customer.T()) / (k - 1) : Double.POSITIVE_INFINITY;
    }

    double probabilityOfNone(PurchaseSummary customer, double t) {
        Require.time(t);
        double some = -StrictMath.expm1(-(r + customer.x()) * StrictMath.log1p(t / (alpha + customer.T())));
        return 1 - probabilityAlive(customer) * some;
    }

    /** ln L. */
    static final class OneCustomer implements Likelihood {

        private final int atFirst;
        private final RisingFactorial buys = new RisingFactorial();
        private final RisingFactorial stays = new RisingFactorial();
        private final RisingFactorial chances = new RisingFactorial();

        /** The probability that the last customer is alive. */
        private double alive;

        OneCustomer(int atFirst) {
            this.atFirst = atFirst;
        }

        @Override
        public double of(int x, double tx, double T, double[] parameters, double[] gradient) {
            double r = parameters[0];
            double alpha = parameters[1];
            double a = parameters[2];
            double b = parameters[3];
            int m = x + atFirst;
            buys.of(r);
            stays.of(b);
            chances.of(a + b);
            double logT = StrictMath.log1p(T / alpha);
            double log = -r * logT - x * StrictMath.log(alpha + T);
            gradient[0] = r * (buys.slope(x) - logT);
            gradient[1] = (r * T - alpha * x) / (alpha + T);
            gradient[2] = -a * chances.slope(m);
            gradient[3] = b * (stays.slope(m) - chances.slope(m));
            alive = 1;
            if (m > 0) {
                double logTx = StrictMath.log1p(tx / alpha);
                double last = b + m - 1;
                double stopped = -r * logTx - x * StrictMath.log(alpha + tx) + StrictMath.log(a / last);
                double odds = StrictMath.exp(stopped - log);
                // Of the two terms the larger one is factored out, so that neither can overflow.
                log = odds > 1
                        ? stopped + StrictMath.log1p(StrictMath.exp(log - stopped))
                        : log + StrictMath.log1p(odds);
                alive = 1 / (1 + odds);
                double dead = odds > 1 ? 1 / (1 + 1 / odds) : odds * alive;
                gradient[0] += dead * r * (logT - logTx);
                gradient[1] += dead * ((r * tx - alpha * x) / (alpha + tx) - (r * T - alpha * x) / (alpha + T));
                gradient[2] += dead;
                gradient[3] -= dead * b / last;
            }
            return buys.log(x) + stays.log(m) - chances.log(m) + log;
        }
    }
}
