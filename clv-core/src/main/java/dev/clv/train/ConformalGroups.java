package dev.clv.train;

import dev.clv.value.ConformalRegressor;
import dev.clv.value.LevelMap;
import dev.clv.value.ValueRegressor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns where quantiles must lie from rows of the latest origin, whose customers the networks had not seen: at other
 * origins customers are not exchangeable with those that will be predicted. Groups are the highest tenth by predicted
 * value, the rest of the upper half, and the lower half; a group with fewer than 100 buyers goes with the next one.
 */
final class ConformalGroups {

    private static final double[] FROM = {0, 0.5, 0.9};

    /** With fewer, the guarantee allows for errors above a tenth. */
    private static final int FEWEST_BUYERS = 100;

    private ConformalGroups() {}

    /**
     * The regressor with quantiles that held among the rows.
     *
     * @param labels values (R), in currency; not modified
     * @param outOfFold what the regressor predicts of each row (R) with networks that have not seen the customer
     * @return the regressor itself if it describes no distribution, or fewer than 100 buyers have rows of the latest
     *     origin
     */
    static ValueRegressor calibrated(
            ValueRegressor regressor, TrainingRows rows, double[] labels, HeldOutLevels outOfFold) {
        int[] latest = latest(rows);
        if (outOfFold.arePoints()) {
            return regressor;
        }
        double[] weights = weights(rows, latest);
        double[] values = Arrays.stream(latest).mapToDouble(outOfFold::mean).toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        List<LevelMap> maps = new ArrayList<>();
        List<Double> borders = new ArrayList<>();
        double to = Double.POSITIVE_INFINITY;
        for (int group = FROM.length - 1; group >= 0; group--) {
            double from = group == 0 ? Double.NEGATIVE_INFINITY : sorted[(int) (FROM[group] * (sorted.length - 1))];
            double below = to;
            int[] buyers = IntStream.range(0, latest.length)
                    .filter(i -> labels[latest[i]] > 0 && values[i] >= from && values[i] < below)
                    .toArray();
            int[] rest = IntStream.range(0, latest.length)
                    .filter(i -> labels[latest[i]] > 0 && values[i] < from)
                    .toArray();
            boolean isLast = group == 0 || sum(weights, rest) < FEWEST_BUYERS;
            if (isLast) {
                buyers = IntStream.concat(Arrays.stream(buyers), Arrays.stream(rest))
                        .toArray();
            }
            if (sum(weights, buyers) >= FEWEST_BUYERS) {
                maps.add(LevelMap.fit(
                        Arrays.stream(buyers)
                                .mapToDouble(i -> outOfFold.level(latest[i]))
                                .toArray(),
                        Arrays.stream(buyers).mapToDouble(i -> weights[i]).toArray()));
                if (isLast) {
                    break;
                }
                borders.add(from);
                to = from;
            }
        }
        Collections.reverse(maps);
        Collections.reverse(borders);
        return maps.isEmpty()
                ? regressor
                : ConformalRegressor.of(
                        regressor,
                        borders.stream().mapToDouble(border -> border).toArray(),
                        maps);
    }

    private static double sum(double[] weights, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> weights[i]).sum();
    }

    /** The rows of the latest origin, ascending. */
    private static int[] latest(TrainingRows rows) {
        Instant latest = IntStream.range(0, rows.size())
                .mapToObj(rows.features()::cutoff)
                .max(Instant::compareTo)
                .orElseThrow();
        return IntStream.range(0, rows.size())
                .filter(row -> rows.features().cutoff(row).equals(latest))
                .toArray();
    }

    /** A customer's rows add up to 1. */
    private static double[] weights(TrainingRows rows, int[] some) {
        double[] counts = new double[rows.customers()];
        for (int row : some) {
            counts[rows.customerOf(row)]++;
        }
        return Arrays.stream(some)
                .mapToDouble(row -> 1 / counts[rows.customerOf(row)])
                .toArray();
    }
}
