package dev.clv.train;

import dev.clv.caution.Caution;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a column of a table that equals the label, or is the same multiple of it, in nearly all rows though not in its
 * order, as of a copy with a few changes; two columns whose sum, difference, product or quotient is the label; and
 * {@link LabelRegression more of them that add up to it}. Rows with a positive label count.
 */
final class LabelSums {

    /** Equal up to rounding. */
    private static final double EQUAL = 0.005;

    private static final double NEARLY_ALL = 0.9;
    private static final int FEWEST = 20;

    /** A look at so many rows spares the others where they differ. */
    private static final int LOOK = 60;

    private static final int MOST_FEATURES = 150;
    private static final List<String> SIGNS = List.of("+", "-", "*", "/");
    private static final List<DoubleBinaryOperator> OPERATIONS =
            List.of((a, b) -> a + b, (a, b) -> a - b, (a, b) -> a * b, (a, b) -> a / b);

    private final double[] labels;
    private final double[][] columns;
    private final String[] names;

    private LabelSums(TrainingRows rows, List<String> told) {
        double[] all = rows.labels();
        int[] positive =
                IntStream.range(0, all.length).filter(row -> all[row] > 0).toArray();
        labels = select(all, positive);
        int[] numeric = IntStream.range(0, rows.features().schema().size())
                .filter(f -> !rows.features().schema().feature(f).isCategorical())
                .filter(f -> rows.features().schema().feature(f).width() == 1)
                .filter(f -> !told.contains(rows.features().schema().feature(f).name()))
                .limit(MOST_FEATURES)
                .toArray();
        columns = IntStream.of(numeric)
                .mapToObj(f -> select(rows.features().column(f), positive))
                .toArray(double[][]::new);
        names = IntStream.of(numeric)
                .mapToObj(f -> rows.features().schema().feature(f).name())
                .toArray(String[]::new);
    }

    /**
     * One caution, or none.
     *
     * @param told features that are known to be copies
     */
    static List<Caution> cautions(TrainingRows rows, List<String> told) {
        if (rows.horizon() != null
                || Arrays.stream(rows.labels()).distinct().limit(FEWEST).count() < FEWEST) {
            return List.of();
        }
        LabelSums sums = new LabelSums(rows, told);
        String found = sums.single();
        found = found == null ? sums.pair() : found;
        found = found == null ? sums.several() : found;
        return found == null
                ? List.of()
                : List.of(Caution.of(
                        "label_copy",
                        "%s of the rows with a positive label: leave the columns out unless they are really known when"
                                + " predictions are made, for otherwise these will be much worse than the evaluation"
                                + " says.",
                        found));
    }

    private @Nullable String single() {
        for (int f = 0; f < columns.length; f++) {
            double[] column = columns[f];
            double[] ratios = IntStream.range(0, labels.length)
                    .mapToDouble(row -> column[row] / labels[row])
                    .filter(ratio -> ratio != 0 && Double.isFinite(ratio))
                    .sorted()
                    .toArray();
            if (ratios.length >= FEWEST) {
                double multiple = ratios[ratios.length / 2];
                double share = share(column, column, (a, b) -> a / multiple);
                if (share >= NEARLY_ALL) {
                    return String.format(
                            Locale.ROOT,
                            "Feature '%s' is the label%s in %.0f %%",
                            names[f],
                            Math.abs(multiple - 1) < EQUAL ? "" : String.format(Locale.ROOT, " times %.3g", multiple),
                            Math.floor(100 * share));
                }
            }
        }
        return null;
    }

    private @Nullable String pair() {
        for (int operation = 0; operation < SIGNS.size(); operation++) {
            boolean symmetric = operation % 2 == 0;
            for (int a = 0; a < columns.length; a++) {
                for (int b = symmetric ? a + 1 : 0; b < columns.length; b++) {
                    double share = a == b ? 0 : share(columns[a], columns[b], OPERATIONS.get(operation));
                    if (share >= NEARLY_ALL) {
                        return String.format(
                                Locale.ROOT,
                                "'%s' %s '%s' is the label in %.0f %%",
                                names[a],
                                SIGNS.get(operation),
                                names[b],
                                Math.floor(100 * share));
                    }
                }
            }
        }
        return null;
    }

    private @Nullable String several() {
        return LabelRegression.find(labels, columns, List.of(names), EQUAL, NEARLY_ALL)
                .orElse(null);
    }

    /** Of all rows, those for which the outcome is the label; 0 if a look at some of them shows too few. */
    private double share(double[] a, double[] b, DoubleBinaryOperator operation) {
        int stride = labels.length / LOOK + 1;
        return labels.length < FEWEST || share(a, b, operation, stride) < NEARLY_ALL / 1.2
                ? 0
                : share(a, b, operation, 1);
    }

    private double share(double[] a, double[] b, DoubleBinaryOperator operation, int stride) {
        int equal = 0;
        int seen = 0;
        for (int row = 0; row < labels.length; row += stride) {
            seen++;
            double outcome = operation.applyAsDouble(a[row], b[row]);
            equal += Math.abs(outcome - labels[row]) <= EQUAL * labels[row] ? 1 : 0;
        }
        return equal / (double) seen;
    }

    private static double[] select(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }
}
