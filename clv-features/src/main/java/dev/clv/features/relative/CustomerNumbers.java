package dev.clv.features.relative;

import dev.clv.features.btyd.PurchaseSummary;

/** The numbers of one customer beside those of the shop. */
final class CustomerNumbers {

    static final Inputs ALL = Inputs.of(
            "orders",
            "rel_orders|log|Order-days",
            "rel_tenure|log|Days since the first order-day, in horizons",
            "rel_recency|log|Days since the last order-day, in horizons",
            "rel_recency_share|share|Days since the last order-day, of those since the first",
            "rel_gap|log|Days between order-days, in horizons",
            "rel_gap_known|0 or 1|Whether there are two order-days",
            "rel_overdue|log|Days since the last order-day, of those between order-days",
            "rel_overdue_known|0 or 1|Whether there are two order-days",
            "rel_gap_variation|ratio|Standard deviation of the days between order-days over their mean",
            "rel_gap_variation_known|0 or 1|Whether there are three order-days",
            "rel_last_gap|log|The last days between order-days, of all on average",
            "rel_last_gap_known|0 or 1|Whether there are three order-days",
            "rel_orders_quarter|log|Order-days in the last quarter of a horizon",
            "rel_orders_half|log|Order-days in the last half of a horizon",
            "rel_orders_one|log|Order-days in the last horizon",
            "rel_orders_two|log|Order-days in the last two horizons",
            "rel_orders_season|log|Order-days in the same days as the horizon's, a year before",
            "rel_orders_season_known|0 or 1|Whether the first order-day is a year ago",
            "rel_orders_trend|-1 to 1|Order-days in the newer half since the first one, beside the older half",
            "rel_spend|log|Mean amount of an order-day, of what is typical in the shop",
            "rel_spend_last|log|Amount of the last order-day, of the customer's mean",
            "rel_spend_variation|ratio|Standard deviation of amounts over their mean",
            "rel_spend_variation_known|0 or 1|Whether there are two order-days",
            "rel_spend_one|log|Spend in the last horizon, of what is expected of a customer",
            "rel_refunds|share|Money given back, of all that was spent",
            "rel_model_orders|log|Order-days that the purchase model expects",
            "rel_model_alive|logit|Probability that the customer has not stopped buying, by the purchase model",
            "rel_model_none|logit|Probability of an order, by the purchase model",
            "rel_model_spend|log|Value of an order-day that the purchase model expects, of what is typical in the shop",
            "rel_model_value|log|Value that the purchase model expects, of that of a customer on average");

    private static final double DAYS_PER_WEEK = 7;
    private static final long YEAR = 365;
    private static final double WIDE = 8;
    private static final double NARROW = 3;
    private static final double LEAST = 1e-6;

    private CustomerNumbers() {}

    /**
     * Writes them.
     *
     * @param path of at least one order-day, none behind {@code asOf}
     * @param horizon in days
     */
    static void write(OrderPath path, ShopSummary shop, long asOf, double horizon, Inputs.Writer out) {
        double tenure = asOf - path.first() + 1;
        double recency = asOf - path.last() + 1;
        double gap = path.meanGap();
        boolean regular = path.count() >= 3;
        long whole = Math.max(1, Math.round(horizon));
        double mean = path.meanSpend();
        out.put(StrictMath.log(path.count()))
                .put(Inputs.logRatio(tenure, horizon, WIDE))
                .put(Inputs.logRatio(recency, horizon, WIDE))
                .put(recency / tenure)
                .known(path.count() >= 2 ? Inputs.logRatio(gap, horizon, WIDE) : Double.NaN)
                .known(path.count() >= 2 ? Inputs.logRatio(recency, gap, WIDE) : Double.NaN)
                .known(regular ? Math.min(NARROW, path.gapVariation()) : Double.NaN)
                .known(regular ? Inputs.logRatio(lastGap(path), gap, NARROW) : Double.NaN)
                .put(orders(path, asOf, Math.max(1, whole / 4)))
                .put(orders(path, asOf, Math.max(1, whole / 2)))
                .put(orders(path, asOf, whole))
                .put(orders(path, asOf, 2 * whole))
                .known(
                        tenure > YEAR
                                ? Inputs.log1p(path.countBetween(asOf - YEAR, asOf - YEAR + Math.min(YEAR, whole)))
                                : Double.NaN)
                .put(trend(path, asOf))
                .put(Inputs.logRatio(mean, shop.typicalSpend(), WIDE))
                .put(Inputs.logRatio(path.amounts()[path.count() - 1], mean, NARROW))
                .known(mean > 0 ? Math.min(NARROW, path.spendVariation()) : Double.NaN)
                .put(Inputs.log1p(path.spentBetween(asOf - whole, asOf) / shop.unit()))
                .put(path.spent() > 0 ? Math.min(1, path.refunded() / path.spent()) : 0);
        putModels(path, shop, asOf, horizon, out);
    }

    private static void putModels(OrderPath path, ShopSummary shop, long asOf, double horizon, Inputs.Writer out) {
        PurchaseSummary summary = path.summary(asOf);
        double weeks = horizon / DAYS_PER_WEEK;
        double orders = shop.purchases().expectedPurchases(summary, weeks);
        double value = shop.spend().expectedValue(summary.spend());
        out.put(Inputs.logRatio(orders, 1, WIDE))
                .put(logit(shop.purchases().probabilityAlive(summary)))
                .put(logit(1 - shop.purchases().probabilityOfNone(summary, weeks)))
                .put(Inputs.logRatio(value, shop.typicalSpend(), WIDE))
                .put(Inputs.logRatio(orders * value, shop.unit(), WIDE));
    }

    private static double orders(OrderPath path, long asOf, long days) {
        return Inputs.log1p(path.countBetween(asOf - days, asOf));
    }

    private static double lastGap(OrderPath path) {
        return (double) path.last() - path.days()[path.count() - 2];
    }

    private static double trend(OrderPath path, long asOf) {
        long middle = path.first() + (asOf - path.first()) / 2;
        return (double) (path.countBetween(middle, asOf) - path.countBetween(path.first() - 1, middle)) / path.count();
    }

    private static double logit(double probability) {
        double p = Math.max(LEAST, Math.min(1 - LEAST, probability));
        return Math.max(-WIDE, Math.min(WIDE, StrictMath.log(p / (1 - p))));
    }
}
