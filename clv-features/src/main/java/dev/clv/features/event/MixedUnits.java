package dev.clv.features.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Amounts of which a part is in another unit, such as cents among euros, wherever its rows stand. Such a part is found
 * in one of three ways:
 *
 * <ul>
 *   <li>Whole numbers, less as many as there are without the fault, are spread as the amounts with decimals are times
 *       10, 100 or 1000, by how many decimals these have: the decimal point was dropped.
 *   <li>Of at most {@value #FEW} different amounts with decimals, at least half and three have a whole number that is
 *       exactly so many times as large, and hardly another whole number is as large.
 *   <li>The logarithms form two humps with a valley between, and the upper is the lower one times 100 or 1000.
 * </ul>
 *
 * <p>A part holds at least a twentieth of the amounts. Spread alike means that the percentiles of both are apart by the
 * factor, up to 1.6 times as much or as little.
 *
 * <p>Immutable and thread-safe. The limits are our own: with them no clean log that was tried (200 simulated shops,
 * open data) has such a part.
 *
 * @param whole whether the larger amounts are whole numbers and the others are not
 * @param count how many amounts are in the larger numbers, nearly
 * @param median of the larger ones
 * @param other the median of the others
 */
public record MixedUnits(boolean whole, int count, double median, double other) {

    private static final int FEWEST = 30;
    private static final int FEW = 30;
    private static final int FEWEST_TWINS = 3;
    private static final double SHARE = 0.05;
    private static final double NEARLY_ALL = 0.9;
    private static final double VALLEY = 0.35;
    private static final double TOLERANCE = StrictMath.log10(1.6);

    /** Of whole numbers, whose lowest are not told from those that are right. */
    private static final double[] UPPER = {0.2, 0.5, 0.75, 0.9};

    private static final double[] ALL = {0.1, 0.25, 0.5, 0.75, 0.9};
    private static final int MOST_DECIMALS = 3;
    private static final double ROUNDING = 1e-4;

    /** Amounts are counted in cells of so many to a decade, from the smallest, and five neighbouring ones together. */
    private static final int CELLS = 20;

    private static final int HALF = 2;
    private static final int MOST_CELLS = 1000;

    /**
     * The part of these amounts in another unit, if there is one.
     *
     * @param amounts positive and finite, in any order; not modified
     */
    public static Optional<MixedUnits> of(double[] amounts) {
        double[] ascending = Arrays.stream(amounts).sorted().toArray();
        if (ascending.length < 2 * FEWEST) {
            return Optional.empty();
        }
        double[] whole = select(ascending, MixedUnits::isWhole);
        double[] broken = select(ascending, amount -> !isWhole(amount));
        if (isPart(whole, ascending.length) && isPart(broken, ascending.length)) {
            Optional<MixedUnits> found =
                    isFew(broken) ? twins(whole, broken, ascending.length) : spread(whole, broken, ascending);
            if (found.isPresent()) {
                return found;
            }
        }
        return humps(ascending);
    }

    /** Whole numbers that are spread as the broken ones are times a factor. */
    private static Optional<MixedUnits> spread(double[] whole, double[] broken, double[] all) {
        if (isFew(whole) || cell(all, all[all.length - 1]) == MOST_CELLS) {
            return Optional.empty();
        }
        double median = broken[broken.length / 2];
        double right = rank(whole, median) / (double) Math.max(1, rank(broken, median));
        double[] brokenCells = cells(broken, all);
        double[] excess = cells(whole, all);
        int from = cell(all, median);
        for (int i = 0; i < excess.length; i++) {
            excess[i] = i < from ? 0 : Math.max(0, excess[i] - right * brokenCells[i]);
        }
        double count = Arrays.stream(excess).sum();
        double factor = StrictMath.log10(factor(broken));
        boolean alike = count >= Math.max(FEWEST, SHARE * all.length)
                && Arrays.stream(UPPER)
                        .map(p -> (quantile(excess, p) - quantile(brokenCells, p)) / (double) CELLS)
                        .allMatch(apart -> Math.abs(apart - factor) <= TOLERANCE);
        return alike
                ? Optional.of(new MixedUnits(
                        true,
                        (int) Math.rint(count),
                        all[0] * StrictMath.pow(10, (quantile(excess, 0.5) + 0.5) / CELLS),
                        median))
                : Optional.empty();
    }

    /** Few prices, of which whole numbers are exact multiples. */
    private static Optional<MixedUnits> twins(double[] whole, double[] broken, int all) {
        double factor = factor(broken);
        Set<Double> prices = Arrays.stream(broken)
                .distinct()
                .mapToObj(amount -> Math.rint(amount * factor))
                .collect(Collectors.toSet());
        double[] large = select(whole, amount -> amount >= Math.rint(broken[0] * factor));
        double[] twins = select(large, prices::contains);
        long different = Arrays.stream(twins).distinct().count();
        return isPart(twins, all)
                        && twins.length >= NEARLY_ALL * large.length
                        && different >= Math.max(FEWEST_TWINS, prices.size() / 2.0)
                ? Optional.of(new MixedUnits(true, twins.length, twins[twins.length / 2], broken[broken.length / 2]))
                : Optional.empty();
    }

    /** Two humps of which one is the other times a factor. */
    private static Optional<MixedUnits> humps(double[] all) {
        int cells = cell(all, all[all.length - 1]) + 1;
        if (cells <= 2 * HALF || cells > MOST_CELLS) {
            return Optional.empty();
        }
        double[] counts = cells(all, all);
        double[] near = IntStream.range(0, cells)
                .mapToDouble(i -> Arrays.stream(counts, Math.max(0, i - HALF), Math.min(cells, i + HALF + 1))
                        .sum())
                .toArray();
        double[] above = near.clone();
        for (int i = cells - 2; i >= 0; i--) {
            above[i] = Math.max(above[i], above[i + 1]);
        }
        int valley = 0;
        double depth = Double.POSITIVE_INFINITY;
        double below = near[0];
        double passed = counts[0];
        for (int i = 1; i < cells - 1; i++) {
            double here = near[i] / Math.min(below, above[i + 1]);
            // A gap among the few smallest or largest is no valley.
            boolean inside = Math.min(passed, all.length - passed) >= SHARE * all.length;
            if (inside && here < depth) {
                depth = here;
                valley = i;
            }
            below = Math.max(below, near[i]);
            passed += counts[i];
        }
        double limit = all[0] * StrictMath.pow(10, (valley + 0.5) / CELLS);
        double[] low = select(all, amount -> amount < limit);
        double[] high = select(all, amount -> amount >= limit);
        return depth <= VALLEY
                        && isPart(low, all.length)
                        && isPart(high, all.length)
                        && !isFew(low)
                        && !isFew(high)
                        && (isTimes(low, high, 100) || isTimes(low, high, 1000))
                ? Optional.of(new MixedUnits(false, high.length, high[high.length / 2], low[low.length / 2]))
                : Optional.empty();
    }

    private static boolean isTimes(double[] low, double[] high, double factor) {
        return Arrays.stream(ALL)
                .map(p -> high[(int) (p * high.length)] / low[(int) (p * low.length)])
                .allMatch(ratio -> Math.abs(StrictMath.log10(ratio / factor)) <= TOLERANCE);
    }

    private static boolean isPart(double[] part, int all) {
        return part.length >= Math.max(FEWEST, SHARE * all);
    }

    private static boolean isFew(double[] part) {
        return Arrays.stream(part).distinct().limit(FEW + 1).count() <= FEW;
    }

    private static boolean isWhole(double amount) {
        return amount == Math.rint(amount);
    }

    /** Ten to the power of the decimals that nearly all of these have at most. */
    private static double factor(double[] broken) {
        for (int decimals = 1; decimals < MOST_DECIMALS; decimals++) {
            double factor = StrictMath.pow(10, decimals);
            long fit = Arrays.stream(broken)
                    .map(amount -> amount * factor)
                    .filter(times -> Math.abs(times - Math.rint(times)) <= ROUNDING)
                    .count();
            if (fit >= NEARLY_ALL * broken.length) {
                return factor;
            }
        }
        return StrictMath.pow(10, MOST_DECIMALS);
    }

    private static double[] select(double[] amounts, DoublePredicate which) {
        return Arrays.stream(amounts).filter(which).toArray();
    }

    /** How many are below a value. */
    private static int rank(double[] ascending, double value) {
        return (int)
                Arrays.stream(ascending).takeWhile(amount -> amount < value).count();
    }

    private static int cell(double[] all, double amount) {
        return (int) Math.min(MOST_CELLS, StrictMath.log10(amount / all[0]) * CELLS);
    }

    private static double[] cells(double[] amounts, double[] all) {
        double[] counts = new double[cell(all, all[all.length - 1]) + 1];
        for (double amount : amounts) {
            counts[cell(all, amount)]++;
        }
        return counts;
    }

    /** The cell in which a quantile lies. */
    private static int quantile(double[] counts, double p) {
        double left = p * Arrays.stream(counts).sum();
        int cell = 0;
        while (cell < counts.length - 1 && left > counts[cell]) {
            left -= counts[cell++];
        }
        return cell;
    }
}
