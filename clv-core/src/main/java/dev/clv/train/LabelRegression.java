package dev.clv.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Finds columns that add up to the label, each times a number: the least-squares fit of the label by all columns at
 * once is the label in nearly all rows.
 */
final class LabelRegression {

    /** So many rows for each column, or a fit may be good by chance. */
    private static final int ROWS_PER_COLUMN = 3;

    /** More rows hardly decide otherwise. */
    private static final int MOST_ROWS = 5_000;

    /** Keeps columns that depend on each other apart; in units of a column's variance. */
    private static final double RIDGE = 1e-10;

    /** A column counts if it moves the fit by so much of the label's deviation. */
    private static final double MATTERS = 1e-3;

    private static final int FEWEST_COLUMNS = 3;
    private static final int SHOWN = 3;

    private final double[] labels;
    private final double[][] columns;
    private final double[] slopes;

    /**
     * @param labels of each row
     * @param columns by column; a missing value counts as 0, as in a sum
     */
    private LabelRegression(double[] labels, double[][] columns) {
        this.labels = standardised(labels);
        this.columns = Arrays.stream(columns).map(LabelRegression::standardised).toArray(double[][]::new);
        this.slopes = slopes();
    }

    /**
     * What the columns add up to in how many rows, as the beginning of a sentence; empty if it is not the label.
     *
     * @param equal up to which share of the label a fit is equal to it
     * @param nearlyAll in which share of the rows it has to be
     */
    static Optional<String> find(
            double[] labels, double[][] columns, List<String> names, double equal, double nearlyAll) {
        int stride = labels.length / MOST_ROWS + 1;
        int[] rows = IntStream.iterate(0, row -> row < labels.length, row -> row + stride)
                .toArray();
        int[] varying = IntStream.range(0, columns.length)
                .filter(c -> Arrays.stream(columns[c]).distinct().limit(2).count() > 1)
                .toArray();
        if (varying.length < FEWEST_COLUMNS || rows.length <= ROWS_PER_COLUMN * varying.length) {
            return Optional.empty();
        }
        double[] some = select(labels, rows);
        LabelRegression fit = new LabelRegression(
                some,
                IntStream.of(varying).mapToObj(c -> select(columns[c], rows)).toArray(double[][]::new));
        double share = fit.share(some, equal);
        int[] terms = fit.terms();
        if (share < nearlyAll || terms.length < FEWEST_COLUMNS) {
            return Optional.empty();
        }
        String named = Arrays.stream(terms)
                .limit(SHOWN)
                .mapToObj(term -> "'" + names.get(varying[term]) + "'")
                .collect(Collectors.joining(", "));
        return Optional.of(String.format(
                Locale.ROOT,
                "%d columns (%s%s), each times a number, add up to the label in %.0f %%",
                terms.length,
                named,
                terms.length > SHOWN ? ", ..." : "",
                Math.floor(100 * share)));
    }

    /** In which share of the rows the fit is the label. */
    private double share(double[] unscaled, double equal) {
        double mean = Arrays.stream(unscaled).average().orElse(0);
        double deviation = deviation(unscaled, mean);
        int found = 0;
        for (int row = 0; row < labels.length; row++) {
            double fit = 0;
            for (int c = 0; c < slopes.length; c++) {
                fit += slopes[c] * columns[c][row];
            }
            found += Math.abs(mean + deviation * fit - unscaled[row]) <= equal * Math.abs(unscaled[row]) ? 1 : 0;
        }
        return found / (double) labels.length;
    }

    /** The columns that matter, those of the largest part first. */
    private int[] terms() {
        return IntStream.range(0, slopes.length)
                .filter(c -> Math.abs(slopes[c]) > MATTERS)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(slopes[b]), Math.abs(slopes[a])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Solves the normal equations; all 0 if they have no solution. */
    private double[] slopes() {
        int size = columns.length;
        DMatrixRMaj products = new DMatrixRMaj(size, size);
        DMatrixRMaj withLabels = new DMatrixRMaj(size, 1);
        for (int a = 0; a < size; a++) {
            for (int b = 0; b <= a; b++) {
                double product = product(columns[a], columns[b]);
                products.set(a, b, product);
                products.set(b, a, product);
            }
            products.add(a, a, RIDGE * labels.length);
            withLabels.set(a, 0, product(columns[a], labels));
        }
        DMatrixRMaj slopes = new DMatrixRMaj(size, 1);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(size);
        if (solver.setA(products)) {
            solver.solve(withLabels, slopes);
        }
        return slopes.getData();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double deviation(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double deviation = deviation(values, mean);
        return Arrays.stream(values)
                .map(value -> deviation > 0 ? (value - mean) / deviation : 0)
                .toArray();
    }

    private static double[] select(double[] values, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> Double.isNaN(values[row]) ? 0 : values[row])
                .toArray();
    }
}
