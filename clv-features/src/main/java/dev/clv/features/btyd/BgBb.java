package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.RisingFactorial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The BG/BB model (Fader, Hardie and Shang, Customer-Base Analysis in a Discrete-Time Noncontractual Setting, 2010):
 * customers have opportunities to buy, such as yearly appeals or events. While alive, a customer takes each with
 * probability p, and dies before each with probability θ; p varies between customers as Beta(alpha, beta), θ as
 * Beta(gamma, delta), independently. Immutable and thread-safe.
 *
 * <pre>{@code
 * Fit<BgBb> fit = BgBb.fit(Map.of(new BgBb.Summary(6, 6, 6), 1203L, new BgBb.Summary(5, 6, 6), 728L));
 * }</pre>
 *
 * @param alpha the first shape of the probabilities of buying, whose mean is alpha / (alpha + beta)
 * @param beta the second shape
 * @param gamma the first shape of the probabilities of dying, whose mean is gamma / (gamma + delta)
 * @param delta the second shape
 */
public record BgBb(double alpha, double beta, double gamma, double delta) {

    private static final double[][] STARTS = {{1, 1, 1, 2}, {0.5, 2, 0.5, 5}};

    /** Refuses parameters that are not positive numbers. */
    public BgBb {
        Require.positive("alpha", alpha);
        Require.positive("beta", beta);
        Require.positive("gamma", gamma);
        Require.positive("delta", delta);
    }

    /**
     * What the model needs of a customer.
     *
     * @param x how many of the opportunities were taken
     * @param tx the last one taken, counted from 1; 0 if x is 0
     * @param n the number of opportunities, after the one that made the customer one
     */
    public record Summary(int x, int tx, int n) {

        private static final Comparator<Summary> ORDER = Comparator.comparingInt(Summary::x)
                .thenComparingInt(Summary::tx)
                .thenComparingInt(Summary::n);

        /** Refuses numbers that contradict each other. */
        public Summary {
            if (!(x >= 0 && x <= tx && tx <= n) || x == 0 && tx > 0) {
                throw new IllegalArgumentException("x, tx and n must be 0 <= x <= tx <= n, and tx 0 where x is, were "
                        + x + ", " + tx + " and " + n);
            }
        }
    }

    /**
     * The maximum likelihood fit of a table of customers; the same to the bit in any order of the table.
     *
     * @param customers how many customers have each summary
     * @throws IllegalArgumentException if there are none, or fewer than none of some
     */
    public static Fit<BgBb> fit(Map<Summary, Long> customers) {
        List<Summary> cells = new ArrayList<>(customers.keySet());
        cells.sort(Summary.ORDER);
        long[] counts = cells.stream().mapToLong(customers::get).toArray();
        long sum = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("the number of customers must be zero or more, was " + count);
            }
            sum = Math.addExact(sum, count);
        }
        if (sum == 0) {
            throw new IllegalArgumentException("a fit needs at least one customer");
        }
        long all = sum;
        Cell likelihood = new Cell();
        return new Estimation(all, (point, gradient) -> {
                    double[] parameters = Sample.exp(point);
                    double[] slopes = new double[parameters.length];
                    double mean = 0;
                    Arrays.fill(gradient, 0);
                    for (int i = 0; i < counts.length; i++) {
                        double share = (double) counts[i] / all;
                        mean += share * likelihood.of(cells.get(i), parameters, slopes);
                        for (int j = 0; j < slopes.length; j++) {
                            gradient[j] += share * slopes[j];
                        }
                    }
                    return mean;
                })
                .parameter("alpha", 1)
                .parameter("beta", 1)
                .parameter("gamma", 1)
                .parameter("delta", 1)
                .fit(p -> new BgBb(p[0], p[1], p[2], p[3]), BgBb::edges, STARTS);
    }

    /** What parameters at an edge mean, one sentence each; empty for parameters within the edges. */
    public List<String> edges() {
        return new Edges()
                .large("alpha", alpha, "the chance of buying hardly differs between customers")
                .small("alpha", alpha, "hardly any customer buys again")
                .small("beta", beta, "customers take nearly every opportunity while alive")
                .large("gamma", gamma, "the chance of dying hardly differs between customers")
                .small("gamma", gamma, "hardly any customer dies")
                .small("delta", delta, "nearly every customer dies at once")
                .words();
    }

    /** The logarithm of the probability of the customer's purchases, in the order in which they happened. */
    public double logLikelihood(Summary customer) {
        return new Cell().of(customer, parameters(), new double[4]);
    }

    /** The probability that the customer is alive at opportunity n + 1, as the paper has it; in [0, 1]. */
    public double probabilityAlive(Summary customer) {
        return aliveAtLast(customer) * (delta + customer.n()) / (gamma + delta + customer.n());
    }

    /**
     * The expected number of purchases at the next opportunities.
     *
     * @param opportunities zero or more
     */
    public double expectedPurchases(Summary customer, int opportunities) {
        return discountedPurchases(customer, opportunities, 0);
    }

    /**
     * The expected number of purchases at the next opportunities, each discounted to the last known one: a purchase i
     * opportunities later counts (1 + rate)<sup>-i</sup>. Times the expected value of a purchase, it is the value of
     * the customer's future.
     *
     * @param opportunities zero or more
     * @param rate of discount from one opportunity to the next, such as 0.1 for 10 % a year where they are yearly;
     *     above -1
     * @throws IllegalArgumentException if opportunities or rate are out of their range
     */
    public double discountedPurchases(Summary customer, int opportunities, double rate) {
        require(opportunities);
        if (!(rate > -1 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the rate of discount must be above -1 and finite, was " + rate);
        }
        double alive = 1;
        double worth = 1;
        double purchases = 0;
        for (int i = 0; i < opportunities; i++) {
            alive *= (delta + customer.n() + i) / (gamma + delta + customer.n() + i);
            worth /= 1 + rate;
            purchases += alive * worth;
        }
        return aliveAtLast(customer) * purchases * (alpha + customer.x()) / (alpha + beta + customer.n());
    }

    /**
     * The probability of no purchase at the next opportunities; in [0, 1].
     *
     * @param opportunities zero or more
     */
    public double probabilityOfNone(Summary customer, int opportunities) {
        require(opportunities);
        double[] again = again(customer, opportunities);
        return 1 - aliveAtLast(customer) * again[opportunities];
    }

    /**
     * A quantile of the opportunity of the next purchase, of a customer who buys at one of the next opportunities.
     *
     * @param probability above 0 and below 1
     * @param opportunities at least 1
     * @return from 1, the next opportunity, to {@code opportunities}: the first one by which the purchase has come with
     *     at least this probability
     * @throws IllegalArgumentException if probability or opportunities are out of their range
     */
    public int nextPurchase(Summary customer, double probability, int opportunities) {
        Require.inside(probability);
        double[] again = againWithin(customer, opportunities);
        int i = 1;
        while (i < opportunities && again[i] < probability * again[opportunities]) {
            i++;
        }
        return i;
    }

    /**
     * The mean opportunity of the next purchase, of a customer who buys at one of the next opportunities.
     *
     * @param opportunities at least 1
     * @return from 1, the next opportunity, to {@code opportunities}
     * @throws IllegalArgumentException if there is no opportunity
     */
    public double meanNextPurchase(Summary customer, int opportunities) {
        double[] again = againWithin(customer, opportunities);
        double later = 0;
        for (int i = 0; i < opportunities; i++) {
            later += 1 - again[i] / again[opportunities];
        }
        return later;
    }

    private double[] againWithin(Summary customer, int opportunities) {
        if (opportunities < 1) {
            throw new IllegalArgumentException("opportunities must be at least 1, was " + opportunities);
        }
        return again(customer, opportunities);
    }

    /** The probability that a customer who was alive at opportunity n has bought by each of the next ones; 0 at [0]. */
    private double[] again(Summary customer, int opportunities) {
        double misses = beta + customer.n() - customer.x();
        double all = alpha + beta + customer.n();
        double survives = delta + customer.n();
        double lives = gamma + survives;
        double[] again = new double[opportunities + 1];
        double silent = 1;
        double alive = 1;
        for (int i = 0; i < opportunities; i++) {
            alive *= (survives + i) / (lives + i);
            // The probability that the customer lives on, has not bought yet, and buys now.
            again[i + 1] = again[i] + alive * silent * (alpha + customer.x()) / (all + i);
            silent *= (misses + i) / (all + i);
        }
        return again;
    }

    private static void require(int opportunities) {
        if (opportunities < 0) {
            throw new IllegalArgumentException("opportunities must be zero or more, was " + opportunities);
        }
    }

    private double aliveAtLast(Summary customer) {
        Cell cell = new Cell();
        cell.of(customer, parameters(), new double[4]);
        return cell.alive;
    }

    private double[] parameters() {
        return new double[] {alpha, beta, gamma, delta};
    }

    /**
     * ln L, the sum over the number j of opportunities that the customer lived through: from t<sub>x</sub> to n - 1 if
     * the customer died before the next one, or n. With rising factorials, its term is (alpha)<sub>x</sub>
     * (beta)<sub>j-x</sub> / (alpha + beta)<sub>j</sub> (delta)<sub>j</sub> / (gamma + delta)<sub>j</sub>, times gamma
     * / (gamma + delta + j) unless j is n. Not thread-safe.
     */
    private static final class Cell {

        private final RisingFactorial buys = new RisingFactorial();
        private final RisingFactorial misses = new RisingFactorial();
        private final RisingFactorial chances = new RisingFactorial();
        private final RisingFactorial survives = new RisingFactorial();
        private final RisingFactorial lives = new RisingFactorial();

        /** The probability that the last customer was alive at opportunity n. */
        private double alive;

        double of(Summary customer, double[] parameters, double[] gradient) {
            double alpha = parameters[0];
            double beta = parameters[1];
            double gamma = parameters[2];
            double delta = parameters[3];
            int x = customer.x();
            int n = customer.n();
            buys.of(alpha);
            misses.of(beta);
            chances.of(alpha + beta);
            survives.of(delta);
            lives.of(gamma + delta);
            double[] terms = new double[n - customer.tx() + 1];
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = customer.tx(); j <= n; j++) {
                double died = j == n ? 0 : StrictMath.log(gamma / (gamma + delta + j));
                double term = buys.log(x) + misses.log(j - x) - chances.log(j) + survives.log(j) - lives.log(j) + died;
                terms[j - customer.tx()] = term;
                largest = Math.max(largest, term);
            }
            double sum = 0;
            for (double term : terms) {
                sum += StrictMath.exp(term - largest);
            }
            double log = largest + StrictMath.log(sum);
            gradient[0] = alpha * buys.slope(x);
            gradient[1] = 0;
            gradient[2] = 0;
            gradient[3] = 0;
            for (int j = customer.tx(); j <= n; j++) {
                double weight = StrictMath.exp(terms[j - customer.tx()] - log);
                double all = chances.slope(j);
                double lived = j == n ? lives.slope(n) : lives.slope(j + 1);
                gradient[0] -= weight * alpha * all;
                gradient[1] += weight * beta * (misses.slope(j - x) - all);
                gradient[2] += weight * ((j == n ? 0 : 1) - gamma * lived);
                gradient[3] += weight * delta * (survives.slope(j) - lived);
                alive = weight;
            }
            return log;
        }
    }
}
