package dev.clv.explain.shapley;

import java.util.Random;

/** The orders in which features join. */
@FunctionalInterface
interface Orders {

    /** The next order: every feature once, the features of a group next to each other. */
    int[] next();

    /** Uniform over all orders that keep groups together: groups shuffled, and features within each. */
    static Orders random(Players players, Random random) {
        int[] groups = new int[players.groupCount()];
        for (int g = 0; g < groups.length; g++) {
            groups[g] = g;
        }
        return () -> {
            shuffle(groups, 0, groups.length, random);
            int[] order = new int[players.size()];
            int end = 0;
            for (int g : groups) {
                int start = end;
                for (int p : players.featuresOf[g]) {
                    order[end++] = p;
                }
                shuffle(order, start, end, random);
            }
            return order;
        };
    }

    private static void shuffle(int[] array, int from, int to, Random random) {
        for (int i = to - 1; i > from; i--) {
            int j = from + random.nextInt(i - from + 1);
            int swapped = array[i];
            array[i] = array[j];
            array[j] = swapped;
        }
    }
}
