package dev.clv.simulate;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hidden traits of one customer, which appear in no log.
 *
 * @param id the customer's id
 * @param joined what the seasonal clock shows at the first purchase
 * @param rate purchases per unit of the seasonal clock while the customer is alive
 * @param dropout the probability that a purchase after the first one is the customer's last
 * @param scale the scale of this customer's gamma-distributed order values, in currency units
 * @param favourite the index of the category most often bought
 * @param chinese whether the customer writes Chinese (otherwise English)
 * @param attributes what the shop learns at registration, by name; unmodifiable
 */
record Shopper(
        String id,
        double joined,
        double rate,
        double dropout,
        double scale,
        int favourite,
        boolean chinese,
        SortedMap<String, String> attributes) {

    /** BG/NBD: the rate is gamma with this shape (r) over this many average days (alpha). */
    static final double RATE_SHAPE = 0.9;

    static final double RATE_DAYS = 45;

    /** BG/NBD: the dropout probability is beta with these parameters (a and b). */
    static final double DROPOUT_A = 0.8;

    static final double DROPOUT_B = 2.8;

    /** Gamma-Gamma: order values are gamma with this shape (p) ... */
    static final double ORDER_SHAPE = 5;

    /** ... and a rate that is itself gamma with this shape (q) ... */
    static final double SPEND_SHAPE = 3.5;

    /** ... over this amount of currency (gamma). */
    static final double SPEND_AMOUNT = 25;

    private static final String[] COUNTRIES = {"GB", "US", "DE", "CN", "SG"};
    private static final double[] COUNTRY_SHARES = {0.30, 0.20, 0.12, 0.28, 0.10};
    private static final int FIRST_CHINESE = 3;

    /** Draws a customer who joins while the seasonal clock shows 0 to {@code joinUntil}. */
    static Shopper draw(int number, double joinUntil, RandomStream random) {
        double joined = joinUntil * random.uniform();
        double rate = random.gamma(RATE_SHAPE) / RATE_DAYS;
        double dropout = random.beta(DROPOUT_A, DROPOUT_B);
        double scale = SPEND_AMOUNT / random.gamma(SPEND_SHAPE);
        int country = random.pick(COUNTRY_SHARES);
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("country", COUNTRIES[country]);
        attributes.put("tier", tier(scale * StrictMath.exp(0.4 * random.normal())));
        attributes.put("newsletter", random.chance(rate / (rate + 0.01)) ? "yes" : "no");
        attributes.put("channel", random.chance(0.25 + 0.5 * dropout) ? "advert" : "search");
        return new Shopper(
                String.format(Locale.ROOT, "C%07d", number + 1),
                joined,
                rate,
                dropout,
                scale,
                random.below(Catalogue.CATEGORIES.size()),
                country >= FIRST_CHINESE,
                Collections.unmodifiableSortedMap(attributes));
    }

    /** The expected value of one order, in currency units. */
    double meanOrder() {
        return ORDER_SHAPE * scale;
    }

    /** The programme a customer signs up for, which hints at how much is spent per order. */
    private static String tier(double impression) {
        return impression < 8 ? "basic" : impression < 15 ? "plus" : "premium";
    }
}
