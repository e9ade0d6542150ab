package dev.clv.value;

import dev.clv.features.Privacy;
import dev.clv.nn.math.Elementary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * At which level of a predicted distribution a given share of true values lies: split conformal prediction on the
 * distribution's own probability scale (Vovk, Gammerman, Shafer 2005, "Algorithmic Learning in a Random World", chapter
 * 2; Chernozhukov, Wuthrich, Zhu 2021, "Distributional conformal prediction"). Where 90 % of the true values lie below
 * the predicted quantile of level 0.95, the level of 0.9 is 0.95.
 *
 * <p>It is straight between knots: at fixed shares, and where the outermost customers are. The level of a knot is the
 * mean of the levels of 20 customers around the rank {@code share * (n + 1)}, so that no number belongs to a single
 * one.
 *
 * <p><b>What holds.</b> Let the levels of the n customers and that of a new one be exchangeable and different, one per
 * customer. Then the probability that the new one is at most the level of a knot lies within {@code 10 / (n + 1)} of
 * the knot's share, for every n and whatever the predicted distribution: the mean of 20 order statistics lies between
 * them, and the new one is at most the k-th of n with probability {@code k / (n + 1)}. It is the share itself where the
 * distribution function of levels is straight over those 20. Between knots the error also holds the curvature between
 * them. It is a statement about all customers of the map together, not about each (Lei et al. 2018, "Distribution-free
 * predictive inference for regression").
 *
 * <p>Immutable and thread-safe.
 */
public final class LevelMap {

    private static final double[] SHARES = {
        0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99
    };
    private static final double WINDOW = Privacy.MIN_CUSTOMERS;

    /** Levels stay as far from 0 and 1. */
    private static final double LEAST = 1e-9;

    private final double[] shares; // of true values, rising from 0 to 1
    private final double[] levels; // never falling

    private LevelMap(double[] shares, double[] levels) {
        this.shares = shares;
        this.levels = levels;
    }

    /**
     * The map that rows show.
     *
     * @param levels the level of each row's true value in its predicted distribution, in [0, 1]; not modified
     * @param weights of the rows, in the same order: those of a customer add up to 1; not modified
     * @throws IllegalArgumentException if there is not one weight per level, a level is not in [0, 1], or the weights
     *     add up to fewer than 20 customers
     */
    public static LevelMap fit(double[] levels, double[] weights) {
        if (levels.length != weights.length) {
            throw new IllegalArgumentException(
                    "there must be one weight per level, were " + weights.length + " for " + levels.length);
        }
        int[] ascending = IntStream.range(0, levels.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> levels[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] customers = new double[levels.length + 1]; // up to each row
        double[] sums = new double[levels.length + 1]; // of their levels
        for (int i = 0; i < ascending.length; i++) {
            double level = levels[ascending[i]];
            if (!(level >= 0 && level <= 1)) {
                throw new IllegalArgumentException("a level must lie in [0, 1], was " + level);
            }
            double weight = weights[ascending[i]];
            customers[i + 1] = customers[i] + weight;
            sums[i + 1] = sums[i] + weight * level;
        }
        double n = customers[levels.length];
        if (!(n >= WINDOW)) {
            throw new IllegalArgumentException(
                    "a map of levels needs at least " + (int) WINDOW + " customers, has " + n);
        }
        double end = (WINDOW + 1) / 2 / (n + 1);
        double[] inner = Arrays.stream(SHARES)
                .filter(share -> share > end && share < 1 - end)
                .toArray();
        double[] shares = new double[inner.length + 4];
        double[] mapped = new double[shares.length];
        shares[1] = end;
        System.arraycopy(inner, 0, shares, 2, inner.length);
        shares[shares.length - 2] = 1 - end;
        shares[shares.length - 1] = 1;
        mapped[shares.length - 1] = 1;
        for (int k = 1; k < shares.length - 1; k++) {
            double from = Math.max(0, shares[k] * (n + 1) - (WINDOW + 1) / 2);
            double to = Math.min(n, from + WINDOW);
            double mean = (interpolated(customers, sums, to) - interpolated(customers, sums, from)) / (to - from);
            mapped[k] = Math.min(1, Math.max(mapped[k - 1], mean));
        }
        return new LevelMap(shares, mapped);
    }

    /** The level of a share of true values; both in (0, 1). */
    double level(double share) {
        return Math.min(1 - LEAST, Math.max(LEAST, interpolated(shares, levels, share)));
    }

    /**
     * A share so far out that it holds although all levels drift by so much either way: its log-odds, moved outwards by
     * the drift, and by less near one half, which stays.
     *
     * @param share in (0, 1)
     * @param drift of the log-odds, zero or more
     */
    static double outwards(double share, double drift) {
        if (drift == 0) {
            return share;
        }
        double odds = StrictMath.log(share / (1 - share));
        return Elementary.sigmoid(odds + drift * odds / Math.sqrt(1 + odds * odds));
    }

    /** The value at a place of a line through points; the places rise strictly, and hold the place between them. */
    private static double interpolated(double[] places, double[] values, double place) {
        int found = Arrays.binarySearch(places, place);
        if (found >= 0) {
            return values[found];
        }
        int above = Math.min(places.length - 1, Math.max(1, -found - 1));
        double share = (place - places[above - 1]) / (places[above] - places[above - 1]);
        return values[above - 1] + Math.min(1, Math.max(0, share)) * (values[above] - values[above - 1]);
    }

    void write(Section out) {
        out.put("shares", shares).put("levels", levels);
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static LevelMap read(Section in) throws ModelFormatException {
        double[] shares = in.numbers("shares");
        double[] levels = in.numbers("levels", shares.length);
        int last = shares.length - 1;
        boolean whole = last > 0 && shares[0] == 0 && levels[0] >= 0 && shares[last] == 1 && levels[last] <= 1;
        for (int k = 1; k <= last; k++) {
            whole &= shares[k] > shares[k - 1] && levels[k] >= levels[k - 1];
        }
        if (!whole) {
            throw in.wrong("shares", "must rise from 0 to 1, and 'levels' must not fall and lie in [0, 1]");
        }
        return new LevelMap(shares, levels);
    }
}
