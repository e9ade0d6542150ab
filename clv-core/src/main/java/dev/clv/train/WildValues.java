package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.DoubleSort;
import dev.clv.features.Feature;
import dev.clv.features.Privacy;
import dev.clv.internal.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds a few values that lie far from all others of their feature, as typing errors and codes for missing values do: a
 * hundred times as far from the median as nine of ten of those that differ from it, and thirty times as far as the
 * next.
 */
final class WildValues {

    private static final double FAR = 100;
    private static final double DETACHED = 30;
    private static final double COMMON = 0.9;

    /** With fewer different from the median, there is no telling how far is far. */
    private static final int FEWEST = 20;

    /** More than one of so many rows are no accident. */
    private static final int ONE_IN = 100;

    private static final double TAIL = 0.05;
    private static final double WIDEST_TAIL = 0.25;
    private static final int SHOWN = 3;

    private WildValues() {}

    /** One caution, or none. */
    static List<Caution> cautions(TrainingRows rows) {
        // So many rows have at least 20 customers, since none has more than that.
        double tail = Math.max(TAIL, (double) Privacy.MIN_CUSTOMERS * rows.mostRowsOfOneCustomer() / rows.size());
        List<String> found = new ArrayList<>();
        rows.features().forEachColumn((column, f) -> {
            Feature feature = rows.features().schema().feature(f);
            if (feature.isCategorical() || feature.width() > 1) {
                return;
            }
            double[] known = Ranking.known(column);
            int wild = known.length == 0 ? 0 : count(known);
            if (wild > 0) {
                found.add("'" + feature.name() + "' in " + wild + " of " + rows.size() + " rows" + range(known, tail));
            }
        });
        return found.isEmpty()
                ? List.of()
                : List.of(Caution.of(
                        "wild_values",
                        "Some values lie far from all others of their feature: %s%s. They move no scale, but check"
                                + " whether they are typing errors or codes for a missing value; leave those blank.",
                        String.join(", ", found.subList(0, Math.min(SHOWN, found.size()))),
                        found.size() > SHOWN ? ", ..." : ""));
    }

    private static int count(double[] ascending) {
        double median = Ranking.quantile(ascending, 0.5);
        double[] distances = Arrays.stream(ascending)
                .map(value -> Math.abs(value - median))
                .filter(distance -> distance > 0)
                .toArray();
        DoubleSort.sort(distances);
        if (distances.length < FEWEST) {
            return 0;
        }
        double far = FAR * Ranking.quantile(distances, COMMON);
        int wild = (int)
                Arrays.stream(distances).filter(distance -> distance > far).count();
        int most = Math.max(1, ascending.length / ONE_IN);
        if (wild == 0 || wild > most) {
            return 0;
        }
        int first = distances.length - wild;
        return distances[first] >= DETACHED * distances[first - 1] ? wild : 0;
    }

    private static String range(double[] ascending, double tail) {
        return tail > WIDEST_TAIL
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", where %.0f %% lie between %.3g and %.3g",
                        100 * (1 - 2 * tail),
                        Ranking.quantile(ascending, tail),
                        Ranking.quantile(ascending, 1 - tail));
    }
}
