package dev.clv.train;

import dev.clv.internal.Ranking;
import java.util.Arrays;

/**
 * A few labels that are out of proportion to the other positive ones, at most a tenth of them: their logarithm exceeds
 * the median one by more than 4.5 standard deviations, as the lower half shows these.
 *
 * @param count how many there are
 * @param share of the sum of all labels, in [0, 1]
 */
record WildLabels(int count, double share) {

    private static final double FAR = 4.5;

    /** The standard deviations between the median of a normal distribution and its lower quartile. */
    private static final double QUARTILE = 0.6745;

    /** More are no accident. */
    private static final double MOST = 0.1;

    private static final int FEWEST = 50;

    /** Labels that are nearly equal are as far apart as this, in logarithms. */
    private static final double NARROWEST = 0.1;

    static WildLabels of(double[] labels) {
        double[] positive =
                Arrays.stream(labels).filter(label -> label > 0).sorted().toArray();
        if (positive.length < FEWEST) {
            return new WildLabels(0, 0);
        }
        double median = StrictMath.log(Ranking.quantile(positive, 0.5));
        double deviation = Math.max(NARROWEST, (median - StrictMath.log(Ranking.quantile(positive, 0.25))) / QUARTILE);
        double limit = StrictMath.exp(median + FAR * deviation);
        double[] wild = Arrays.stream(positive).filter(label -> label > limit).toArray();
        return wild.length > MOST * positive.length
                ? new WildLabels(0, 0)
                : new WildLabels(
                        wild.length,
                        Arrays.stream(wild).sum() / Arrays.stream(positive).sum());
    }
}
