package dev.clv.features.standard;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.Privacy;
import java.util.List;

/**
 * The extractors that come with the library. Each is immutable and thread-safe; the package's description defines day,
 * order-day and spend. All of them can store and merge the states of customers. A kind of event that a log does not
 * have leaves its features constant, which the preparation maps to 0.
 */
public final class StandardExtractors {

    private static final int SEASON_DAYS = 90;
    private static final int MAX_SIGNALS = 32;
    private static final int MAX_CATEGORIES = 32;

    private StandardExtractors() {}

    /** All of them with their defaults, in the order of this class; the default features of a model. */
    public static List<FittableExtractor> all() {
        return List.of(
                recency(),
                tenure(),
                frequency(),
                monetary(),
                cadence(),
                windows(),
                trend(),
                seasonality(),
                basket(),
                refunds(),
                browsing(),
                ratings(),
                signals(),
                attributes());
    }

    /** Recency, tenure, frequency and monetary value only. */
    public static List<FittableExtractor> rfm() {
        return List.of(recency(), tenure(), frequency(), monetary());
    }

    /** {@code recency_days}: days since the last order-day; NaN before the first. */
    public static FeatureExtractor recency() {
        return new Recency();
    }

    /** {@code tenure_days}: days since the first order-day; NaN before it. The T of the BTYD models, in days. */
    public static FeatureExtractor tenure() {
        return new Tenure();
    }

    /**
     * {@code order_days}, {@code purchase_lines} (purchase events), {@code order_rate_30d} (order-days per 30 days of
     * tenure, the first and the as-of day included; NaN before the first order-day).
     */
    public static FeatureExtractor frequency() {
        return new Frequency();
    }

    /**
     * {@code spend_total}; per order-day {@code spend_mean}, {@code spend_max}, {@code spend_last} (NaN before the
     * first) and {@code spend_sd} (sample standard deviation, NaN below two order-days). Gross, in the log's currency.
     */
    public static FeatureExtractor monetary() {
        return new Monetary();
    }

    /**
     * {@code gap_mean_days} between order-days (NaN below two), {@code gap_sd_days} (sample standard deviation, NaN
     * below three), {@code gap_cv} (sd over mean, NaN below three) and {@code overdue_ratio} (recency over the mean
     * gap, NaN below two; above 1 the customer is later than usual).
     */
    public static FeatureExtractor cadence() {
        return new Cadence();
    }

    /** Windows of 7, 30, 90, 180 and 365 days; see {@link #windows(int...)}. */
    public static FeatureExtractor windows() {
        return new Windows(7, 30, 90, 180, 365);
    }

    /**
     * {@code orders_Nd} (order-days) and {@code spend_Nd} (gross spend) of the last N days, for each N; 0 when there
     * are none, also when the customer is younger than the window.
     *
     * @param days the lengths N; positive and different
     */
    public static FeatureExtractor windows(int... days) {
        return new Windows(days);
    }

    /**
     * Recent against earlier, as (recent - earlier) / (recent + earlier), from -1 (all of it earlier) to 1 (all of it
     * recent): {@code orders_trend_90d} and {@code spend_trend_90d} compare the last 90 days with the 90 before them,
     * {@code orders_trend_halves} and {@code spend_trend_halves} the recent with the earlier half of the tenure (from
     * the first order-day to the as-of day, both included; of an odd number of days the recent half has one more). NaN
     * when both sides are 0, and for halves of a single day.
     */
    public static FeatureExtractor trend() {
        return new Trend();
    }

    /** The season of the 90 days ahead; see {@link #seasonality(int)}. */
    public static FeatureExtractor seasonality() {
        return new Seasonality(SEASON_DAYS);
    }

    /**
     * {@code season_sin} and {@code season_cos}: the day after the as-of day as an angle, 1 January being 0 and the
     * year the full circle. {@code season_spend_share}: of the spend of the last 365 days, the share of the days that
     * lie one year before the days ahead; NaN unless the tenure covers those 365 days and something was spent in them.
     *
     * @param daysAhead the length of the season ahead in days; from 1 to 365
     */
    public static FeatureExtractor seasonality(int daysAhead) {
        return new Seasonality(daysAhead);
    }

    /**
     * {@code distinct_products} and {@code distinct_categories} (0 when none is known), {@code quantity_per_order_day}
     * and {@code lines_per_order_day} (NaN before the first order-day), {@code repeat_product_share} (of the distinct
     * products, those bought on more than one day; NaN when no product is known).
     */
    public static FeatureExtractor basket() {
        return new Basket();
    }

    /**
     * {@code refund_count} (refund events), {@code refund_total}, {@code refund_share} (over gross spend, NaN while
     * that is 0; above 1 when more came back than was spent), {@code days_since_refund} (NaN before the first) and, in
     * the spend group, {@code spend_net} (gross spend less refunds, possibly negative).
     */
    public static FeatureExtractor refunds() {
        return new Refunds();
    }

    /**
     * {@code views}, {@code views_7d}, {@code views_30d}, {@code cart_adds}, {@code days_since_visit} (view or cart
     * add; NaN before the first), {@code view_conversion} and {@code cart_conversion} (of the days with a view, or a
     * cart add, the share that also had a purchase; NaN when there is no such day).
     */
    public static FeatureExtractor browsing() {
        return new Browsing();
    }

    /**
     * {@code rating_count}, {@code rating_mean}, {@code rating_last}, {@code rating_min}, on the shop's own scale;
     * reviews without a rating do not count; NaN, the count aside, before the first rating.
     */
    public static FeatureExtractor ratings() {
        return new Ratings();
    }

    /** The 32 most frequent signals; see {@link #signals(int)}. */
    public static FittableExtractor signals() {
        return signals(MAX_SIGNALS);
    }

    /**
     * {@code signal.NAME.sum} (0 when there is none) and {@code signal.NAME.last} (NaN when there is none) for each
     * signal name that at least {@link Privacy#MIN_CUSTOMERS} customers had in training.
     *
     * @param maxNames the most names to keep, by number of events in the training histories; positive
     */
    public static FittableExtractor signals(int maxNames) {
        return signals(maxNames, Privacy.MIN_CUSTOMERS);
    }

    /**
     * The same for signals that fewer customers have.
     *
     * @param maxNames the most names to keep, by number of events in the training histories; positive
     * @param minCustomers how many different customers must have had a signal for it to be kept; positive. Below
     *     {@link Privacy#MIN_CUSTOMERS}, names that only a few customers share come into model files
     */
    public static FittableExtractor signals(int maxNames, int minCustomers) {
        return new SignalPlan(maxNames, minCustomers);
    }

    /**
     * Up to 32 categories of at least {@link Privacy#MIN_CUSTOMERS} customers each; see {@link #attributes(int, int)}.
     */
    public static FittableExtractor attributes() {
        return attributes(MAX_CATEGORIES, Privacy.MIN_CUSTOMERS);
    }

    /**
     * {@code attr.NAME}, the last known value of each attribute seen in training; NaN when none is known or it is
     * blank. An attribute whose training values are all numbers is numeric, and a later value that is no number is NaN.
     * Any other is categorical: its most frequent values are the categories and everything else shares the unknown
     * code.
     *
     * @param maxCategories the most categories of one attribute; positive
     * @param minCustomers how many different customers must have an attribute, or a category, for it to be kept;
     *     positive. The unknown bucket learns from rarer values. Below {@link Privacy#MIN_CUSTOMERS}, values that only
     *     a few customers share come into model files
     */
    public static FittableExtractor attributes(int maxCategories, int minCustomers) {
        return new AttributePlan(maxCategories, minCustomers);
    }
}
