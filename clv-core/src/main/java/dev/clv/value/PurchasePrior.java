package dev.clv.value;

import dev.clv.features.FeatureSchema;
import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.btyd.Spend;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Collection;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a customer is worth by the number, the times and the size of orders alone: the order-days that {@link ParetoNbd}
 * expects, times the value that {@link GammaGamma}, fitted on all order-days, expects of one. It reads four features of
 * a row, so that explanations can tell which of them a value comes from. Immutable and thread-safe.
 *
 * <p>A customer who has not bought has no such value, see {@link Expected#isKnown}.
 */
public final class PurchasePrior {

    /** Days since the last and the first order-day, how many there were, and the mean spend on one. */
    public static final List<String> FEATURES = List.of("recency_days", "tenure_days", "order_days", "spend_mean");

    /** How many of the features, the first, tell of times and numbers of orders. */
    static final int OF_ORDERS = 3;

    private static final int RECENCY = 0;
    private static final int TENURE = 1;
    private static final int ORDERS = 2;
    private static final int SPEND = 3;

    private static final double DAYS_PER_WEEK = 7;
    private static final double MOST_WEEKS = 1e6;

    /** Explainers add up differences of rows, which leaves rounding errors. */
    private static final double ROUNDING = 1e-9;

    private final ParetoNbd purchases;
    private final GammaGamma spend;
    private final double weeks;
    private final int[] columns; // of FEATURES in a row

    private PurchasePrior(ParetoNbd purchases, GammaGamma spend, double weeks, int[] columns) {
        this.purchases = purchases;
        this.spend = spend;
        this.weeks = weeks;
        this.columns = columns;
    }

    private PurchasePrior(ParetoNbd purchases, GammaGamma spend, double weeks, FeatureSchema schema) {
        this(
                purchases,
                spend,
                weeks,
                FEATURES.stream().mapToInt(schema::indexOf).toArray());
    }

    /** Whether it reads the feature of this name. */
    public static boolean reads(String feature) {
        return FEATURES.contains(feature);
    }

    /** Whether rows have the features that it reads. */
    public static boolean canRead(FeatureSchema schema) {
        return lacking(schema).isEmpty();
    }

    /** Those of {@link #FEATURES} that rows do not have; often empty. */
    public static List<String> lacking(FeatureSchema schema) {
        return FEATURES.stream()
                .filter(feature -> !schema.names().contains(feature))
                .toList();
    }

    /**
     * The models that fit some customers best.
     *
     * @param customers at least one, with an order-day of a value above 0
     * @param days how far ahead to look, positive
     * @param schema of the rows that it will read
     * @throws IllegalArgumentException if there is no such customer, or the rows lack a feature
     */
    public static PurchasePrior fit(Collection<PurchaseSummary> customers, double days, FeatureSchema schema) {
        if (!canRead(schema)) {
            throw new IllegalArgumentException(
                    "the purchase model reads the features " + FEATURES + ", and the rows do not have all of them");
        }
        return new PurchasePrior(
                ParetoNbd.fit(customers).model(),
                GammaGamma.fit(customers.stream().map(PurchaseSummary::spend).toList())
                        .model(),
                days / DAYS_PER_WEEK,
                schema);
    }

    /**
     * The same models, of other rows.
     *
     * @throws IllegalArgumentException if the rows lack a feature that it reads
     */
    public PurchasePrior reading(FeatureSchema schema) {
        return new PurchasePrior(purchases, spend, weeks, schema);
    }

    /** The same models, which look another number of days ahead; positive. */
    public PurchasePrior over(double days) {
        return new PurchasePrior(purchases, spend, days / DAYS_PER_WEEK, columns);
    }

    /** What parameters at an edge mean, one sentence each; often empty. */
    public List<String> edges() {
        return Stream.concat(purchases.edges().stream(), spend.edges().stream()).toList();
    }

    /** The positions of {@link #FEATURES} in a row; not to be modified. */
    int[] columns() {
        return columns;
    }

    /** The {@link #FEATURES} of a row. */
    double[] features(double[] row) {
        double[] features = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            features[k] = row[columns[k]];
        }
        return features;
    }

    /** Whether the customer has bought. */
    static boolean applies(double[] features) {
        return features[ORDERS] >= 1 - ROUNDING;
    }

    /**
     * What is expected of a row.
     *
     * @param row not modified
     * @return {@link Expected#NONE} of a customer who has not bought
     */
    public Expected expected(double[] row) {
        double[] features = features(row);
        if (!applies(features)) {
            return Expected.NONE;
        }
        double orders = orders(features);
        return new Expected(orders * valueOfOne(features), probabilityPositive(features), orders);
    }

    /**
     * What is expected of a customer.
     *
     * @param value in currency
     * @param positive the probability of an order, in [0, 1]
     * @param orders their number, zero or more
     */
    public record Expected(double value, double positive, double orders) {

        static final Expected NONE = new Expected(Double.NaN, Double.NaN, Double.NaN);

        /** Whether the customer has bought, so that something is expected. */
        public boolean isKnown() {
            return !Double.isNaN(value);
        }

        /** The expected number of orders of a customer who orders at all; at least 1. */
        double ordersOfOneWhoOrders() {
            return positive > 0 ? Math.max(1, orders / positive) : 1;
        }
    }

    /**
     * The expected value, in currency: expected order-days times the expected value of one, each on a straight line
     * between whole numbers of orders, which averages of customers have.
     *
     * @param features the {@link #FEATURES} of a customer; a missing one counts as 0
     */
    double value(double[] features) {
        return orders(features) * valueOfOne(features);
    }

    /** The expected number of order-days, which does not depend on what was spent. */
    double orders(double[] features) {
        return betweenWholeOrders(features, orders -> purchases.expectedPurchases(summary(features, orders), weeks));
    }

    /** The expected value of an order-day, in currency. */
    double valueOfOne(double[] features) {
        return betweenWholeOrders(features, orders -> spend.expectedValue(spend(features, orders)));
    }

    /** The probability of an order, in [0, 1], which does not depend on what was spent. */
    double probabilityPositive(double[] features) {
        return betweenWholeOrders(
                features, orders -> 1 - purchases.probabilityOfNone(summary(features, orders), weeks));
    }

    /**
     * The days that the first order comes within with a probability, if one comes at all.
     *
     * @param probability in (0, 1); met to a ten-thousandth
     */
    double daysToFirst(double[] features, double probability) {
        return DAYS_PER_WEEK * purchases.nextPurchase(wholeOrders(features), probability, weeks);
    }

    /** The share of the expected order-days that come within a share of the time; both in [0, 1]. */
    double shareOfOrders(double[] features, double share) {
        return purchases.shareOfPurchases(wholeOrders(features), share * weeks, weeks);
    }

    private static PurchaseSummary wholeOrders(double[] features) {
        return summary(features, (int) Math.max(1, Math.floor(features[ORDERS] + ROUNDING)));
    }

    private static double betweenWholeOrders(double[] features, IntToDoubleFunction ofOrders) {
        double orders = Math.max(1, features[ORDERS]);
        int whole = (int) Math.floor(orders + ROUNDING);
        double beyond = orders - whole;
        double value = ofOrders.applyAsDouble(whole);
        return beyond <= ROUNDING ? value : value + beyond * (ofOrders.applyAsDouble(whole + 1) - value);
    }

    /** Explanations mix features of several customers, so that the last order may come before the first. */
    private static PurchaseSummary summary(double[] features, int orders) {
        double tenure = Math.max(0, known(features[TENURE])) / DAYS_PER_WEEK;
        double recency = Math.max(0, known(features[RECENCY])) / DAYS_PER_WEEK;
        return PurchaseSummary.of(orders - 1, orders == 1 ? 0 : Math.max(0, tenure - recency), tenure);
    }

    private static Spend spend(double[] features, int orders) {
        double mean = features[SPEND];
        return mean > 0 ? new Spend(orders, mean) : Spend.NONE;
    }

    private static double known(double feature) {
        return Double.isNaN(feature) ? 0 : feature;
    }

    /** Writes the models into a section, which {@link #read} reads. */
    void write(Section out) {
        out.put("pareto_nbd", new double[] {purchases.r(), purchases.alpha(), purchases.s(), purchases.beta()})
                .put("gamma_gamma", new double[] {spend.p(), spend.q(), spend.v()})
                .put("weeks", weeks);
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static PurchasePrior read(Section in, FeatureSchema schema) throws ModelFormatException {
        if (!canRead(schema)) {
            throw in.wrong("pareto_nbd", "needs the features " + FEATURES + ", which the rows do not have");
        }
        double[] p = in.numbers("pareto_nbd", 4);
        double[] g = in.numbers("gamma_gamma", 3);
        return new PurchasePrior(
                new ParetoNbd(p[0], p[1], p[2], p[3]),
                new GammaGamma(g[0], g[1], g[2]),
                in.number("weeks", Double.MIN_VALUE, MOST_WEEKS),
                schema);
    }

    @Override
    public String toString() {
        return purchases + " x " + spend;
    }
}
