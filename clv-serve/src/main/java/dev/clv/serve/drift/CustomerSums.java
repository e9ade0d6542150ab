package dev.clv.serve.drift;

/**
 * Sums over customers of a numerator and a denominator in one group of windows, and of their products, also with those
 * of the same customer in the reference: the events of one customer hang together, within a window and between windows,
 * so that a total is as certain as there are customers, not events. Not thread-safe.
 */
final class CustomerSums {

    private int customers;
    private double numerator;
    private double denominator;
    private double most;

    /** Of numerator and numerator, numerator and denominator, denominator and denominator. */
    private final double[] own = new double[3];

    /** Of this and the reference: both numerators, this one's denominator and so on, as bits of the index. */
    private final double[] withReference = new double[4];

    /**
     * Adds what one customer has.
     *
     * @param here numerator and denominator, zero or more; both 0 if the customer has nothing in this group
     * @param reference the same of the reference
     */
    void add(double[] here, double[] reference) {
        if (here[1] > 0) {
            customers++;
            numerator += here[0];
            denominator += here[1];
            most = Math.max(most, here[0]);
            own[0] += here[0] * here[0];
            own[1] += here[0] * here[1];
            own[2] += here[1] * here[1];
            for (int i = 0; i < withReference.length; i++) {
                withReference[i] += here[i & 1] * reference[i >> 1];
            }
        }
    }

    int customers() {
        return customers;
    }

    double total() {
        return numerator;
    }

    double events() {
        return denominator;
    }

    /** The largest numerator of one customer; 0 without customers. */
    double most() {
        return most;
    }

    /** NaN without customers. */
    double ratio() {
        return numerator / denominator;
    }

    /**
     * The standard error of the total less a share of that of the reference, if each customer came by chance (compound
     * Poisson).
     */
    double errorOfTotal(CustomerSums reference, double share) {
        return root(own[0] - 2 * share * withReference[0] + share * share * reference.own[0]);
    }

    /**
     * The standard error of the ratio less that of the reference.
     *
     * @param expected the ratio that is expected here
     * @param ofReference and that of the reference
     */
    double errorOfRatio(CustomerSums reference, double expected, double ofReference) {
        double covariance = withReference[0]
                - expected * withReference[1]
                - ofReference * withReference[2]
                + expected * ofReference * withReference[3];
        return root(variance(expected)
                + reference.variance(ofReference)
                - 2 * covariance / (denominator * reference.denominator));
    }

    private double variance(double expected) {
        return (own[0] - 2 * expected * own[1] + expected * expected * own[2]) / (denominator * denominator);
    }

    /** Rounding may leave a little less than nothing. */
    private static double root(double variance) {
        return Math.sqrt(Math.max(0, variance));
    }
}
