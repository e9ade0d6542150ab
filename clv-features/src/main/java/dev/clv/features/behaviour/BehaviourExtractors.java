package dev.clv.features.behaviour;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.Privacy;
import java.util.List;

/**
 * Extractors of behaviour in depth. Each is immutable and thread-safe and can store and merge the states of customers.
 * Where one learns of the population, it learns of training histories alone, each as of its own cutoff, and keeps a
 * product, a category or a value only if enough different customers have it; a method without their number asks for
 * {@link Privacy#MIN_CUSTOMERS}. A kind of event that a log does not have leaves its features constant.
 */
public final class BehaviourExtractors {

    private static final int DAYS_AHEAD = 90;

    private BehaviourExtractors() {}

    /**
     * All of them with their defaults, in the order of this class; for {@code FeaturePlan.with(...)}. A model does not
     * have them unless told to: docs/behaviour.md tells what each adds, and where.
     */
    public static List<FittableExtractor> all() {
        return List.of(
                sessions(),
                funnel(),
                carts(),
                prices(),
                replenishment(),
                diversity(),
                channels(),
                timing(),
                seasons(),
                firstOrder(),
                cohorts(),
                popularity(),
                returns());
    }

    /**
     * {@code session_count}, {@code sessions_30d}, {@code session_days} (days on which one began; these are 0 without
     * any), {@code session_minutes_mean} (from the first to the last event), {@code session_views_mean},
     * {@code session_conversion} (share with a purchase), {@code session_cart_share}, {@code session_bounce_share} (one
     * view and nothing else; NaN before the first session) and {@code sessions_since_purchase} (NaN before the first
     * purchase).
     *
     * <p>A session is a row of views, cart adds and purchases that ends with 30 minutes of silence. Where two events
     * that follow each other name their sessions, the ids decide instead: another id begins a session, the same id goes
     * on with it. That of a purchase is not read.
     */
    public static FeatureExtractor sessions() {
        return new Sessions();
    }

    /**
     * From a look to a purchase: {@code viewed_categories_bought_share} (on the day of the first look or later; NaN
     * before the first view with a category), {@code viewed_categories_unbought} (NaN if there are views and none has a
     * category; both also if there are purchases and none has one), {@code cart_bought_same_day_share} and
     * {@code cart_bought_7d_share} (of the products put in the cart, each day anew; NaN before the first, and if there
     * are purchases and none names a product); {@code view_drift} and {@code purchase_drift}, the total variation
     * distance between the categories of the last 30 days and of the time before, from 0 (alike) to 1 (nothing in
     * common), NaN if either has none.
     */
    public static FeatureExtractor funnel() {
        return new Funnel();
    }

    /** Carts with prices of products of enough customers; see {@link #carts(int)}. */
    public static FittableExtractor carts() {
        return carts(Privacy.MIN_CUSTOMERS);
    }

    /**
     * Carts that were left: {@code abandoned_carts}, {@code abandoned_carts_30d}, {@code days_since_abandoned_cart}
     * (NaN without one), {@code abandoned_cart_last_value} (NaN without one), {@code abandoned_carts_value} and
     * {@code open_cart_value} (what was put in within the last 8 days and not bought so far; 0 if nothing).
     *
     * <p>A cart is what was put in on one day, and it is left if none of its products was bought on that day or within
     * the 7 days after it, or by the cutoff. Its value is that of its units by what training customers paid on average
     * for one of the product, else of the category, else in the shop; NaN if no price is known. Cart adds without a
     * product are passed over; where no cart add of a customer names one, or no purchase does, all six are NaN.
     *
     * @param minCustomers how many different customers must have bought a product, or a category, for its price to be
     *     learned; positive. Below {@link Privacy#MIN_CUSTOMERS}, products of only a few customers come into model
     *     files
     */
    public static FittableExtractor carts(int minCustomers) {
        return LeftCarts.plan(minCustomers);
    }

    /** Prices of products of enough customers; see {@link #prices(int)}. */
    public static FittableExtractor prices() {
        return prices(Privacy.MIN_CUSTOMERS);
    }

    /**
     * {@code discount_share} (of the purchase lines of products whose usual price is known, those at least 5 % below
     * it), {@code relative_price} (mean of the unit price over the product's usual one), {@code price_level} (mean of
     * the unit price over that of a unit of the category), each ratio counted as 10 at most, and {@code discount_trend}
     * ({@code discount_share} of the last 90 days less that before, from -1 to 1); NaN without such lines. The usual
     * price is what training customers paid on average for a unit; lines that cost nothing are passed over.
     *
     * @param minCustomers as of {@link #carts(int)}
     */
    public static FittableExtractor prices(int minCustomers) {
        return PriceSensitivity.plan(minCustomers);
    }

    /** Cycles of products that enough customers bought again; see {@link #replenishment(int)}. */
    public static FittableExtractor replenishment() {
        return replenishment(Privacy.MIN_CUSTOMERS);
    }

    /**
     * {@code replenish_overdue} (the largest of days since a product was bought over its cycle; above 1 it is late; NaN
     * without such a product), {@code replenish_due_30d} (products whose cycle ends within the next 30 days) and
     * {@code replenish_share} (of the products bought, those with a cycle), both NaN before the first product and where
     * no cycle was learned. A cycle is the mean number of days between two order-days of training customers with the
     * product; a product without one of its own has that of products of its category.
     *
     * @param minCustomers how many different customers must have bought a product again, or one of a category; positive
     */
    public static FittableExtractor replenishment(int minCustomers) {
        return Replenishment.plan(minCustomers);
    }

    /**
     * {@code category_entropy} (of purchase lines over categories, in nats) and {@code effective_categories}, its
     * exponential; NaN before the first purchase with a category.
     */
    public static FeatureExtractor diversity() {
        return new Diversity();
    }

    /** The attributes {@code channel}, {@code device} and {@code campaign}; see {@link #channels(int, String...)}. */
    public static FittableExtractor channels() {
        return channels(Privacy.MIN_CUSTOMERS, "channel", "device", "campaign");
    }

    /**
     * Of each attribute that enough customers have, {@code NAME_first} and {@code NAME_last} (its value at the first
     * and the last purchase; NaN if none was known then), {@code NAME_values} (different values at purchases),
     * {@code NAME_main_share} (share of purchase lines under the most used one) and {@code NAME_share.VALUE} for each
     * of its 8 most frequent values; NaN before the first purchase with a value. Rarer values count as one. A purchase
     * has the value that was known last, up to its instant.
     *
     * @param minCustomers how many different customers must have a value for it to be learned; positive
     * @param attributes which ones; at least one, each once and not blank
     */
    public static FittableExtractor channels(int minCustomers, String... attributes) {
        List<String> names = List.of(attributes);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "attributes must be one or more names that are not blank, were " + names);
        }
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("attributes must name each once, were " + names);
        }
        return Channels.plan(minCustomers, names);
    }

    /**
     * {@code weekend_share} and {@code weekday_entropy} (in nats) of the order-days, and {@code evening_share}, of the
     * purchase lines those from 18:00 on in the customer's zone; NaN before the first order-day.
     */
    public static FeatureExtractor timing() {
        return new Timing();
    }

    /** The western calendar and 90 days ahead; see {@link #seasons(SeasonCalendar, int)}. */
    public static FeatureExtractor seasons() {
        return seasons(SeasonCalendar.western(), DAYS_AHEAD);
    }

    /**
     * For each window of a calendar, {@code season_share.NAME}, the share of spend on its days (of the years that a
     * window of dates lists; NaN while nothing was spent in them), and {@code season_in.NAME}, the days from the day
     * after the as-of day to its next day, 0 within it, the same for all customers of a cutoff; NaN if it does not come
     * within the days ahead.
     *
     * @param calendar of several, one that has the windows of all: {@link SeasonCalendar#and}
     * @param daysAhead from 1 to 366
     */
    public static FeatureExtractor seasons(SeasonCalendar calendar, int daysAhead) {
        return new Seasons(calendar, daysAhead);
    }

    /** Beside prices of products of enough customers; see {@link #firstOrder(int)}. */
    public static FittableExtractor firstOrder() {
        return firstOrder(Privacy.MIN_CUSTOMERS);
    }

    /**
     * Of the first order-day {@code first_order_amount}, {@code first_order_lines}, {@code first_order_categories},
     * {@code first_order_units}, {@code first_order_discount_share} (as {@code discount_share} of
     * {@link #prices(int)}), {@code first_order_ratio} (its amount over the mean of training customers),
     * {@code days_visit_to_order} (from the first view or cart add; NaN if there was none by then) and
     * {@code days_to_second_order} (NaN before it); NaN before the first order-day.
     *
     * @param minCustomers as of {@link #carts(int)}
     */
    public static FittableExtractor firstOrder(int minCustomers) {
        return FirstOrder.plan(minCustomers);
    }

    /** Cohorts of enough customers; see {@link #cohorts(int)}. */
    public static FittableExtractor cohorts() {
        return cohorts(Privacy.MIN_CUSTOMERS);
    }

    /**
     * How those fared who began alike: {@code cohort_category_rate}, order-days per 90 days of tenure of the training
     * customers whose first order-day had the same main category, the one on which most was spent;
     * {@code cohort_quarter_rate}, of those whose first order-day was in the same quarter of the year; NaN if too few
     * did. {@code cohort_age_days}, days since the month of the first order-day began. Training customers count with
     * what they did up to the cutoff of their row.
     *
     * @param minCustomers how many different customers a cohort must have; positive
     */
    public static FittableExtractor cohorts(int minCustomers) {
        return Cohorts.plan(minCustomers);
    }

    /** Categories of enough customers; see {@link #popularity(int)}. */
    public static FittableExtractor popularity() {
        return popularity(Privacy.MIN_CUSTOMERS);
    }

    /**
     * What others buy: {@code category_popularity} (the share of training customers who bought a category, on average
     * over the customer's purchase lines), {@code category_growth} (purchase lines of the last 90 days before the
     * training cutoffs less those of the 90 days before, over both, from -1 to 1, on the same average) and
     * {@code growing_category_share} (share of spend in categories with growth above 0); NaN without a purchase in a
     * known category.
     *
     * @param minCustomers how many different customers must have bought in a category; positive
     */
    public static FittableExtractor popularity(int minCustomers) {
        return Popularity.plan(minCustomers);
    }

    /**
     * {@code returned_order_share} (of the order-days, those of which a product came back; NaN before the first, and if
     * there are refunds and none of them, or no purchase, names a product), {@code return_days_mean} (from the purchase
     * to the return; NaN without one), {@code returned_again_share} (of the products that came back, those that did so
     * on several days), {@code refund_share_90d} (refunds over gross spend of the last 90 days; NaN without spend) and
     * {@code orders_since_refund} (order-days after that of the last refund; NaN without one). A return is a refund
     * that names a product; it belongs to the last earlier day on which the customer bought that product.
     */
    public static FeatureExtractor returns() {
        return new Returns();
    }
}
