package dev.clv.decide.segment;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How well clusters of one half of the customers tell those of the other half (Tibshirani, Walther, "Cluster Validation
 * by Prediction Strength", 2005): both halves are clustered; of each cluster of the one, the share of the pairs of its
 * members counts that the clusters of the other keep together, and the worst cluster decides. 1 is perfect; clusters of
 * .8 and more can be relied on.
 */
final class PredictionStrength {

    private static final int SPLITS = 4;

    private PredictionStrength() {}

    /**
     * The mean over some splits, in [0, 1].
     *
     * @param points (n, d); n at least 4 k
     */
    static double of(double[][] points, int k, SplittableRandom random) {
        double sum = 0;
        for (int split = 0; split < SPLITS; split++) {
            double[][] shuffled = points.clone();
            for (int i = shuffled.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                double[] swapped = shuffled[i];
                shuffled[i] = shuffled[other];
                shuffled[other] = swapped;
            }
            int half = shuffled.length / 2;
            double[][] one = Arrays.copyOfRange(shuffled, 0, half);
            double[][] two = Arrays.copyOfRange(shuffled, half, 2 * half);
            double[][] ofOne = KMeans.fit(one, k, random);
            double[][] ofTwo = KMeans.fit(two, k, random);
            sum += kept(KMeans.assign(ofTwo, two), KMeans.assign(ofOne, two), k);
        }
        return sum / SPLITS;
    }

    /**
     * The least share of the pairs within a cluster that stay together.
     *
     * @param own the clusters of some points
     * @param predicted what the other half makes of the same points
     */
    static double kept(int[] own, int[] predicted, int k) {
        long[][] counts = new long[k][k];
        for (int i = 0; i < own.length; i++) {
            counts[own[i]][predicted[i]]++;
        }
        double least = 1;
        for (long[] cluster : counts) {
            long size = 0;
            long together = 0;
            for (long count : cluster) {
                size += count;
                together += count * (count - 1);
            }
            if (size > 1) {
                least = Math.min(least, together / (double) (size * (size - 1)));
            }
        }
        return least;
    }
}
