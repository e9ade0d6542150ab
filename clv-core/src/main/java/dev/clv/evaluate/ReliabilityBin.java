package dev.clv.evaluate;

import dev.clv.explain.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Customers whose predicted probability of a purchase lies in one tenth of [0, 1], and how many of them bought. Where
 * the probabilities are right, {@code observed} is near {@code meanPredicted} in every bin; {@link Metric#ECE} is the
 * mean distance.
 *
 * @param from the lowest probability of the bin, inclusive: 0, 0.1, ..., 0.9
 * @param count how many customers, at least 1
 * @param meanPredicted their mean predicted probability
 * @param observed the share of them whose true value is above 0
 */
public record ReliabilityBin(double from, int count, double meanPredicted, double observed) {

    static final int BINS = 10;

    /** The number of a probability's bin, from 0. */
    static int of(double probability) {
        return Math.min(BINS - 1, (int) (probability * BINS));
    }

    /**
     * The bins that hold customers, lowest first.
     *
     * @param probabilities in [0, 1]
     * @param truth one per probability
     */
    static List<ReliabilityBin> table(double[] probabilities, double[] truth) {
        int[] counts = new int[BINS];
        double[] predicted = new double[BINS];
        int[] bought = new int[BINS];
        for (int row = 0; row < truth.length; row++) {
            int bin = of(probabilities[row]);
            counts[bin]++;
            predicted[bin] += probabilities[row];
            bought[bin] += truth[row] > 0 ? 1 : 0;
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                bins.add(new ReliabilityBin(
                        bin / (double) BINS,
                        counts[bin],
                        predicted[bin] / counts[bin],
                        bought[bin] / (double) counts[bin]));
            }
        }
        return bins;
    }

    /** The mean distance of the bins, weighted by their customers. */
    static double expectedCalibrationError(List<ReliabilityBin> bins) {
        double sum = 0;
        double customers = 0;
        for (ReliabilityBin bin : bins) {
            sum += bin.count * Math.abs(bin.meanPredicted - bin.observed);
            customers += bin.count;
        }
        return sum / customers;
    }

    JsonObject toJson() {
        return JsonObject.part()
                .put("from", from)
                .put("n", count)
                .put("mean_predicted", meanPredicted)
                .put("observed", observed);
    }

    static ReliabilityBin read(JsonObject json) {
        return new ReliabilityBin(
                json.number("from"), json.integer("n"), json.number("mean_predicted"), json.number("observed"));
    }
}
