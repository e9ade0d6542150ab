package dev.clv.features.btyd;

import java.util.List;

/**
 * A model of how often a customer buys, and for how long. Immutable and thread-safe.
 *
 * <p>Times are in the unit of the summaries the model was fitted on, weeks unless those were made by hand. A method
 * that takes a summary conditions on it; {@link PurchaseSummary#NEW} is a customer at the moment of the first purchase.
 */
public interface PurchaseModel {

    /** The logarithm of the probability (density) of the customer's repeat purchases. */
    double logLikelihood(PurchaseSummary customer);

    /** The probability that the customer has not stopped buying by T; in [0, 1]. */
    double probabilityAlive(PurchaseSummary customer);

    /**
     * The expected number of purchases in (T, T + t].
     *
     * @param t zero or more, finite
     */
    double expectedPurchases(PurchaseSummary customer, double t);

    /**
     * The expected number of repeat purchases within t of the first purchase.
     *
     * @param t zero or more, finite
     */
    default double expectedPurchases(double t) {
        return expectedPurchases(PurchaseSummary.NEW, t);
    }

    /**
     * The probability of no purchase in (T, T + t]; in [0, 1].
     *
     * @param t zero or more, finite
     */
    double probabilityOfNone(PurchaseSummary customer, double t);

    /**
     * The expected number of purchases in (T, T + t], each discounted to T: the sum of exp(-delta τ) over purchases τ
     * after T. Times the expected value of a purchase, it is the value of the customer's future within t.
     *
     * @param t zero or more, finite
     * @param delta the continuous rate of discount, per unit of time; {@link #weeklyDiscount} makes it of an annual one
     */
    double discountedPurchases(PurchaseSummary customer, double t, double delta);

    /**
     * The continuous rate of discount per week: what is d days away is worth (1 + annual)<sup>-d/365</sup>.
     *
     * @param annual such as 0.1 for 10 % a year; above -1
     * @throws IllegalArgumentException unless it is
     */
    static double weeklyDiscount(double annual) {
        if (!(annual > -1 && annual < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the annual rate must be above -1 and finite, was " + annual);
        }
        return StrictMath.log1p(annual) * 7 / 365;
    }

    /**
     * A quantile of the time from T to the next purchase, of a customer who is alive at T and will buy again: the
     * median for a probability of 0.5, an interval of 80 % from 0.1 to 0.9.
     *
     * @param probability above 0 and below 1
     * @return positive; may be infinite for a customer whose next purchase is too far away for a double
     */
    double nextPurchase(PurchaseSummary customer, double probability);

    /**
     * The mean of the time from T to the next purchase, of a customer who is alive at T and will buy again; infinite
     * where it does not exist, as it does not for many customers of one purchase.
     */
    double meanNextPurchase(PurchaseSummary customer);

    /** What parameters at an edge mean, one sentence each; empty for parameters within the edges. */
    List<String> edges();
}
