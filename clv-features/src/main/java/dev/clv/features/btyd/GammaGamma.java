package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.GammaFunction;
import dev.clv.features.btyd.internal.Objective;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The Gamma-Gamma model of spend (Fader, Hardie and Lee, RFM and CLV, 2005; Fader and Hardie, The Gamma-Gamma Model of
 * Monetary Value, 2013): the values of a customer's order-days vary as Gamma(p, ν) around a mean of the customer's own;
 * ν varies between customers as Gamma(q, v). How much a customer spends on a day and how often the customer buys are
 * independent.
 *
 * <p>With n days of mean z, y = n z / v is beta prime (p n, q), so that ln L = -ln B(p n, q) - p n ln(1 + 1 / y) - q
 * ln(1 + y) - ln z. The papers take repeat order-days ({@link PurchaseSummary#repeatSpend()}); all order-days
 * ({@link PurchaseSummary#spend()}) tell customers without repeats apart as well, and rank customers better.
 *
 * @param p the shape of a customer's values; the larger, the less they vary
 * @param q the shape of the differences between customers; the larger, the more alike they are, and above 1 where there
 *     is a mean
 * @param v their scale, in money
 */
public record GammaGamma(double p, double q, double v) {

    private static final double[][] STARTS = {{2, 3, 1}, {10, 2, 0.2}};

    /** Customers have a mean from q = 1 on; at 1 itself it is infinite. */
    private static final double LEAST_Q = 1.01;

    /** Refuses parameters that are not positive numbers. */
    public GammaGamma {
        Require.positive("p", p);
        Require.positive("q", q);
        Require.positive("v", v);
    }

    /**
     * The maximum likelihood fit with q at least 1.01, so that there is a mean; the same to the bit for the customers
     * in any order. Customers without days of a value are left out.
     *
     * @throws IllegalArgumentException if there are no others
     */
    public static Fit<GammaGamma> fit(Collection<Spend> customers) {
        Spend[] sorted = customers.stream()
                .filter(customer -> customer.days() > 0)
                .sorted(Comparator.comparingInt(Spend::days).thenComparingDouble(Spend::mean))
                .toArray(Spend[]::new);
        if (sorted.length == 0) {
            throw new IllegalArgumentException(
                    "a fit needs at least one customer with an order-day of a value above 0");
        }
        double scale = Arrays.stream(sorted).mapToDouble(Spend::mean).sorted().toArray()[sorted.length / 2];
        return new Estimation(sorted.length, mean(sorted))
                .parameter("p", 1)
                .parameterFrom("q", LEAST_Q)
                .parameter("v", scale)
                .fit(GammaGamma::of, GammaGamma::edges, STARTS);
    }

    static GammaGamma of(double[] p) {
        return new GammaGamma(p[0], p[1], p[2]);
    }

    /** What parameters at an edge mean, one sentence each; empty for parameters within the edges. */
    public List<String> edges() {
        return new Edges()
                .large("p", p, "the values of a customer's order-days hardly vary")
                .small("p", p, "the values of a customer's order-days vary without bound")
                .large("q", q, "customers hardly differ in what they spend on an order-day")
                .below("q", q, LEAST_Q, "spend is so uneven that its mean over all customers hardly exists")
                .words();
    }

    private static Objective mean(Spend[] customers) {
        double[] logMeans = new double[customers.length];
        for (int i = 0; i < logMeans.length; i++) {
            logMeans[i] = StrictMath.log(customers[i].mean());
        }
        return (point, gradient) -> {
            double[] parameters = Sample.exp(point);
            double p = parameters[0];
            double q = parameters[1];
            double v = parameters[2];
            double sum = 0;
            double byP = 0;
            double byQ = 0;
            double byV = 0;
            double psiQ = GammaFunction.digamma(q);
            int days = 0;
            double logUnit = 0;
            double logBeta = 0;
            double betaByP = 0;
            double betaByQ = 0;
            for (int i = 0; i < logMeans.length; i++) {
                if (customers[i].days() != days) {
                    days = customers[i].days();
                    double psiSum = GammaFunction.digamma(p * days + q);
                    logUnit = StrictMath.log(days / v);
                    logBeta = GammaFunction.logBeta(p * days, q);
                    betaByP = days * (GammaFunction.digamma(p * days) - psiSum);
                    betaByQ = psiQ - psiSum;
                }
                double y = days * customers[i].mean() / v;
                double logAbove = StrictMath.log1p(1 / y);
                double logBelow = logAbove + logUnit + logMeans[i];
                sum += -logBeta - p * days * logAbove - q * logBelow - logMeans[i];
                byP += -betaByP - days * logAbove;
                byQ += -betaByQ - logBelow;
                byV += (q * y - p * days) / (1 + y);
            }
            gradient[0] = p * byP / customers.length;
            gradient[1] = q * byQ / customers.length;
            gradient[2] = byV / customers.length;
            return sum / customers.length;
        };
    }

    /** The logarithm of the density of the customer's mean value; 0 for a customer without days. */
    public double logLikelihood(Spend customer) {
        if (customer.days() == 0) {
            return 0;
        }
        double[] point = {StrictMath.log(p), StrictMath.log(q), StrictMath.log(v)};
        return mean(new Spend[] {customer}).at(point, new double[3]);
    }

    /**
     * The expected value of an order-day of the customer: between the customer's own mean and that of all customers.
     *
     * @return for a customer without days, the mean over all customers; infinite where it does not exist
     */
    public double expectedValue(Spend customer) {
        double n = p * customer.days();
        double above = n + q - 1;
        double known = customer.days() == 0 ? 0 : customer.days() * customer.mean();
        return above > 0 ? p * (v + known) / above : Double.POSITIVE_INFINITY;
    }
}
