package dev.clv.explain.shapley;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Pairs of a coalition and its complement, drawn without replacement and in equal numbers for every size. This is
 * sampling by leverage, since a coalition's leverage in the regression is one over the number of coalitions of its size
 * (Musco, Witter, "Provably accurate Shapley value estimation via leverage score sampling", 2025). A size with fewer
 * pairs than its part is taken completely, and size one always, so that the regression has a solution.
 */
final class CoalitionSample {

    /** The pairs of one size, of which more and more are drawn. */
    static final class Level {

        private final int size;
        private final double pairs;
        private final List<BitSet> drawn = new ArrayList<>();

        private Level(int size, double pairs) {
            this.size = size;
            this.pairs = pairs;
        }

        /** The size of the smaller coalition of a pair. */
        int size() {
            return size;
        }

        /** How many pairs there are. */
        double pairs() {
            return pairs;
        }

        /** The smaller coalition of each pair in the sample, or one of two equal ones. */
        List<BitSet> drawn() {
            return drawn;
        }

        boolean isComplete() {
            return drawn.size() == pairs;
        }
    }

    final int players;
    final List<Level> levels = new ArrayList<>();
    private final Random random;

    /**
     * An empty sample.
     *
     * @param players at least 2
     */
    CoalitionSample(int players, Random random) {
        this.players = players;
        this.random = random;
        for (int size = 1; size <= players / 2; size++) {
            levels.add(new Level(size, pairs(size)));
        }
        // Sizes with many pairs get what sizes with few pairs cannot use.
        levels.sort(Comparator.comparingDouble(Level::pairs));
    }

    /**
     * Draws more pairs.
     *
     * @param wanted how many pairs to have in total, not fewer than before; more are drawn if the regression or its
     *     errors need them
     */
    void grow(long wanted) {
        double[] counts = counts(wanted);
        for (int k = 0; k < counts.length; k++) {
            draw(levels.get(k), (int) counts[k]);
        }
    }

    /** Whether {@code grow(wanted)} would draw all pairs. */
    boolean isCompleteWith(long wanted) {
        double[] counts = counts(wanted);
        return IntStream.range(0, counts.length).allMatch(k -> counts[k] == levels.get(k).pairs);
    }

    private double[] counts(long wanted) {
        double[] counts = new double[levels.size()];
        double left = wanted;
        for (int k = 0; k < counts.length; k++) {
            Level level = levels.get(k);
            double part = Math.floor(left / (counts.length - k));
            // A spread needs two.
            counts[k] = level.size == 1 ? level.pairs : Math.min(level.pairs, Math.max(2, part));
            left -= counts[k];
        }
        return counts;
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

    private void draw(Level level, int count) {
        if (count > level.pairs / 4) {
            List<BitSet> others = all(level.size);
            others.removeAll(new HashSet<>(level.drawn));
            int more = count - level.drawn.size();
            for (int i = 0; i < more && count < level.pairs; i++) {
                Collections.swap(others, i, i + random.nextInt(others.size() - i));
            }
            level.drawn.addAll(others.subList(0, more));
            return;
        }
        Set<BitSet> seen = new HashSet<>(level.drawn);
        while (level.drawn.size() < count) {
            BitSet coalition = isOwnSize(level.size)
                    ? random(players, 1, level.size - 1, random)
                    : random(players, 0, level.size, random);
            if (isOwnSize(level.size)) {
                coalition.set(0);
            }
            if (seen.add(coalition)) {
                level.drawn.add(coalition);
            }
        }
    }

    /** A uniform coalition of a uniform size, neither empty nor full. */
    static BitSet random(int players, Random random) {
        return random(players, 0, 1 + random.nextInt(players - 1), random);
    }

    /** A uniform subset of the players from {@code first} on (Floyd's algorithm, Bentley 1987). */
    private static BitSet random(int players, int first, int size, Random random) {
        BitSet subset = new BitSet(players);
        for (int j = players - size; j < players; j++) {
            int candidate = first + random.nextInt(j - first + 1);
            subset.set(subset.get(candidate) ? j : candidate);
        }
        return subset;
    }
}
