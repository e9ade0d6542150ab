package dev.clv.features.text;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve. */
final class RocArea {

    private RocArea() {}

    /**
     * The probability that a positive case scores higher than a negative one, ties counting half.
     *
     * @param scores not NaN
     * @return NaN if there are no positive or no negative cases
     */
    static double of(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long negatives = 0;
        double pairs = 0;
        long positives = 0;
        for (int from = 0, to; from < order.length; from = to) {
            long tiedPositives = 0;
            for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
                tiedPositives += positive[order[to]] ? 1 : 0;
            }
            long tiedNegatives = to - from - tiedPositives;
            pairs += tiedPositives * (negatives + tiedNegatives / 2.0);
            negatives += tiedNegatives;
            positives += tiedPositives;
        }
        return pairs / ((double) positives * negatives);
    }
}
