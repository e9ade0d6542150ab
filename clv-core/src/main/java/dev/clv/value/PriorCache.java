package dev.clv.value;

import java.util.Arrays;

/**
 * What a prior expects of the times and numbers of orders that were asked about lately. An explanation asks about
 * thousands of rows whose features are those of one customer or of a few prototypes, so that few combinations of these
 * differ; each takes microseconds, and at the edges of the prior's parameters tens of them. For one thread at a time.
 *
 * <p>Features are rounded to 40 bits, so that those which differ by the rounding of sums are the same, and what is
 * expected does not depend on what was asked before.
 */
final class PriorCache {

    private static final int PLACES = 4096;
    private static final int WIDTH = PurchasePrior.FEATURES.size();
    private static final int KEY = PurchasePrior.OF_ORDERS;
    private static final long DROPPED_BITS = (1L << 12) - 1;
    private static final long HALF = 1L << 11;

    private final PurchasePrior prior;
    private final double[] keys = new double[PLACES * KEY];
    private final double[] orders = new double[PLACES]; // NaN until asked for
    private final double[] positives = new double[PLACES];
    private final double[] features = new double[WIDTH];
    private int place;

    PriorCache(PurchasePrior prior) {
        this.prior = prior;
        Arrays.fill(keys, Double.NaN);
    }

    /**
     * Turns to the features in a state; {@link #value} and {@link #positive} are then theirs.
     *
     * @param state not modified
     * @param from where they begin
     * @return whether the prior applies to them
     */
    boolean find(double[] state, int from) {
        long hash = 0;
        for (int k = 0; k < WIDTH; k++) {
            features[k] = rounded(state[from + k]);
        }
        for (int k = 0; k < KEY; k++) {
            hash = 0x9e3779b97f4a7c15L * (hash ^ (hash >>> 29) ^ Double.doubleToLongBits(features[k]));
        }
        if (!PurchasePrior.applies(features)) {
            return false;
        }
        place = (int) (hash >>> 52);
        int key = place * KEY;
        if (!Arrays.equals(features, 0, KEY, keys, key, key + KEY)) {
            System.arraycopy(features, 0, keys, key, KEY);
            orders[place] = Double.NaN;
            positives[place] = Double.NaN;
        }
        return true;
    }

    /** The nearest number of 40 bits; adding 0 makes -0 and 0 the same. */
    private static double rounded(double feature) {
        return Double.longBitsToDouble((Double.doubleToLongBits(feature) + HALF) & ~DROPPED_BITS) + 0.0;
    }

    /** See {@link PurchasePrior#value}. */
    double value() {
        if (Double.isNaN(orders[place])) {
            orders[place] = prior.orders(features);
        }
        return orders[place] * prior.valueOfOne(features);
    }

    /** See {@link PurchasePrior#probabilityPositive}. */
    double positive() {
        if (Double.isNaN(positives[place])) {
            positives[place] = prior.probabilityPositive(features);
        }
        return positives[place];
    }
}
