package dev.clv.explain.shapley;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Pairs of a coalition and its complement, drawn without replacement and in equal numbers for every size: that is by
 * leverage, since a coalition's leverage in the regression is one over the number of coalitions of its size (Musco,
 * Witter, "Provably accurate Shapley value estimation via leverage score sampling", 2025). Sizes with fewer pairs than
 * their part are there completely, and size one always, so that the regression has a solution.
 */
final class CoalitionSample {

    /**
     * The pairs of one size.
     *
     * @param size of the smaller coalition of a pair
     * @param pairs how many pairs there are
     * @param drawn the smaller coalition of each pair in the sample, or one of two equal ones
     */
    record Level(int size, double pairs, List<BitSet> drawn) {

        boolean isComplete() {
            return drawn.size() == pairs;
        }
    }

    final int players;
    final List<Level> levels = new ArrayList<>();

    /**
     * Draws a sample.
     *
     * @param players at least 2
     * @param wanted how many pairs; more are drawn if the regression or its errors need them
     */
    CoalitionSample(int players, long wanted, Random random) {
        this.players = players;
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size <= players / 2; size++) {
            sizes.add(size);
        }
        // What a size with few pairs cannot use goes to those with more.
        sizes.sort(Comparator.comparingDouble(this::pairs));
        double left = wanted;
        for (int k = 0; k < sizes.size(); k++) {
            int size = sizes.get(k);
            double pairs = pairs(size);
            double part = Math.floor(left / (sizes.size() - k));
            // Two at least, for a spread.
            double drawn = size == 1 ? pairs : Math.min(pairs, Math.max(2, part));
            levels.add(new Level(size, pairs, drawn == pairs ? all(size) : draw(size, (int) drawn, pairs, random)));
            left -= drawn;
        }
    }

    /** Whether every coalition is there. */
    boolean isComplete() {
        return levels.stream().allMatch(Level::isComplete);
    }

    private boolean isOwnSize(int size) {
        return 2 * size == players;
    }

    private double pairs(int size) {
        double binomial = 1;
        for (int i = 1; i <= size; i++) {
            binomial = Math.rint(binomial * (players - size + i) / i);
        }
        return isOwnSize(size) ? binomial / 2 : binomial;
    }

    /** Every coalition of a size, in lexicographic order; of two equal sizes the one that holds player 0. */
    private List<BitSet> all(int size) {
        List<BitSet> all = new ArrayList<>();
        int[] members = new int[size];
        for (int i = 0; i < size; i++) {
            members[i] = i;
        }
        while (!(isOwnSize(size) && members[0] > 0)) {
            BitSet coalition = new BitSet(players);
            for (int member : members) {
                coalition.set(member);
            }
            all.add(coalition);
            int moved = size - 1;
            while (moved >= 0 && members[moved] == players - size + moved) {
                moved--;
            }
            if (moved < 0) {
                break;
            }
            members[moved]++;
            for (int i = moved + 1; i < size; i++) {
                members[i] = members[i - 1] + 1;
            }
        }
        return all;
    }

    private List<BitSet> draw(int size, int count, double pairs, Random random) {
        if (count > pairs / 4) {
            List<BitSet> all = all(size);
            for (int i = 0; i < count; i++) {
                Collections.swap(all, i, i + random.nextInt(all.size() - i));
            }
            return new ArrayList<>(all.subList(0, count));
        }
        Set<BitSet> seen = new HashSet<>();
        List<BitSet> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            BitSet coalition = isOwnSize(size) ? random(1, size - 1, random) : random(0, size, random);
            if (isOwnSize(size)) {
                coalition.set(0);
            }
            if (seen.add(coalition)) {
                drawn.add(coalition);
            }
        }
        return drawn;
    }

    /** A uniform subset of the players from {@code first} on (Floyd's algorithm, Bentley 1987). */
    private BitSet random(int first, int size, Random random) {
        BitSet subset = new BitSet(players);
        for (int j = players - size; j < players; j++) {
            int candidate = first + random.nextInt(j - first + 1);
            subset.set(subset.get(candidate) ? j : candidate);
        }
        return subset;
    }
}
