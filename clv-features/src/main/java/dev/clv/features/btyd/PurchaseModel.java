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
     * @param t zero or more
     */
    double probabilityOfNone(PurchaseSummary customer, double t);

    /** What parameters at an edge mean, one sentence each; empty for parameters within the edges. */
    List<String> edges();
}
