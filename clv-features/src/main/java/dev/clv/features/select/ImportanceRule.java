package dev.clv.features.select;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which features are chosen by their importance.
 *
 * @param share the least share of all importance
 * @param most the most features
 */
record ImportanceRule(double share, int most) {

    /** Whatever helps. */
    static final ImportanceRule HELPS = new ImportanceRule(0, Integer.MAX_VALUE);

    /** The share of each in the sum of all importance above zero, in [0, 1]; all 0 if nothing is above zero. */
    static double[] shares(double[] importance) {
        double[] shares = Arrays.stream(importance)
                .map(value -> value > 0 && value < Double.POSITIVE_INFINITY ? value : 0)
                .toArray();
        double sum = Arrays.stream(shares).sum();
        for (int i = 0; i < shares.length && sum > 0; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** Whether each is chosen; of equals, the first. */
    boolean[] chosen(double[] shares) {
        boolean[] chosen = new boolean[shares.length];
        IntStream.range(0, shares.length)
                .filter(i -> shares[i] > 0 && shares[i] >= share)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -shares[i]))
                .limit(most)
                .forEach(i -> chosen[i] = true);
        return chosen;
    }

    @Override
    public String toString() {
        return share > 0
                ? "those with a share of " + share + " of all importance"
                : most < Integer.MAX_VALUE ? "the " + most + " most important" : "those that help";
    }
}
