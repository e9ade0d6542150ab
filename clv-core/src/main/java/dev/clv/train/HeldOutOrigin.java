package dev.clv.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How well the customers of one training origin were predicted by networks that had not seen them. Networks did see
 * others of the same origin, so that a time which nobody has seen may be predicted worse.
 *
 * @param cutoff the origin
 * @param customers how many
 * @param totalRatio true total / predicted total; NaN if nothing was predicted
 * @param chance the standard deviation of that ratio by what single customers do: the root of the sum of their squared
 *     errors, by the predicted total; NaN if nothing was predicted
 * @param coverage80 share of the true values within the interval of 80 %, see
 *     {@link dev.clv.evaluate.Metric#COVERAGE_80}; NaN if the loss describes no distribution
 * @param coverage90 the same of 90 %
 * @param buyers how many of the customers have a positive value
 * @param logOdds the mean log-odds of the levels at which positive values lie among the positive ones that were
 *     predicted, before quantiles were moved: 0 if those are right, above if values were higher; NaN if there are none
 */
public record HeldOutOrigin(
        Instant cutoff,
        int customers,
        double totalRatio,
        double chance,
        double coverage80,
        double coverage90,
        int buyers,
        double logOdds) {

    /** Levels count as so far from 0 and 1, so that no customer decides the mean. */
    private static final double LEAST = 1e-3;

    /**
     * All origins, the latest first.
     *
     * @param labels values (R), in currency; not modified
     * @param before what is predicted of each row before quantiles are moved
     * @param outOfFold what is predicted of each row by networks that have not seen the customer
     */
    static List<HeldOutOrigin> all(
            TrainingRows rows, double[] labels, HeldOutLevels before, HeldOutCoverage outOfFold) {
        TreeSet<Instant> cutoffs = new TreeSet<>();
        for (int row = 0; row < rows.size(); row++) {
            cutoffs.add(rows.features().cutoff(row));
        }
        List<HeldOutOrigin> all = new ArrayList<>();
        for (Instant cutoff : cutoffs.descendingSet()) {
            all.add(of(
                    cutoff,
                    IntStream.range(0, rows.size())
                            .filter(row -> rows.features().cutoff(row).equals(cutoff))
                            .toArray(),
                    labels,
                    before,
                    outOfFold));
        }
        return all;
    }

    private static HeldOutOrigin of(
            Instant cutoff, int[] some, double[] labels, HeldOutLevels before, HeldOutCoverage outOfFold) {
        double actual = 0;
        double predicted = 0;
        double held80 = 0;
        double held90 = 0;
        double squares = 0;
        int buyers = 0;
        double logOdds = 0;
        for (int row : some) {
            if (labels[row] > 0 && !before.arePoints()) {
                double bounded = Math.min(1 - LEAST, Math.max(LEAST, before.level(row)));
                logOdds += StrictMath.log(bounded / (1 - bounded));
                buyers++;
            }
            double mean = outOfFold.mean(row);
            actual += labels[row];
            predicted += mean;
            squares += (labels[row] - mean) * (labels[row] - mean);
            held80 += outOfFold.covered80(row);
            held90 += outOfFold.covered90(row);
        }
        return new HeldOutOrigin(
                cutoff,
                some.length,
                predicted > 0 ? actual / predicted : Double.NaN,
                predicted > 0 ? Math.sqrt(squares) / predicted : Double.NaN,
                held80 / some.length,
                held90 / some.length,
                buyers,
                logOdds / buyers);
    }
}
