package dev.clv.serve.drift;

/** The two-sample statistic of Kolmogorov and Smirnov: the largest difference of two empirical distributions. */
final class KolmogorovSmirnov {

    private KolmogorovSmirnov() {}

    /**
     * In [0, 1].
     *
     * @param one rising, without NaN; not empty
     * @param other likewise
     */
    static double distance(double[] one, double[] other) {
        double distance = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            double at = Math.min(one[i], other[j]);
            while (i < one.length && one[i] <= at) {
                i++;
            }
            while (j < other.length && other[j] <= at) {
                j++;
            }
            distance = Math.max(distance, Math.abs((double) i / one.length - (double) j / other.length));
        }
        return distance;
    }
}
