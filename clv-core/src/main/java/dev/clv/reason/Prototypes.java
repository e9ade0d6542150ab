package dev.clv.reason;

import dev.clv.explain.Background;
import dev.clv.explain.OrderedTasks;
import dev.clv.features.DoubleSort;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * The background of explanations: typical customers, none of them real.
 *
 * <p>Training rows are ordered by predicted value and cut into groups of neighbours; each group becomes one row. A
 * numeric feature is the mean over the customers whose value is known (each counts once, with the mean of their rows),
 * or missing if it is unknown for most of them; a categorical one is the most frequent category. Rows are weighted by
 * the size of their group. Immutable.
 *
 * <p>A group holds at least 20 different customers, and a number is a mean over at least 10, or missing: a change of
 * one customer's value changes a number of a prototype by at most a tenth of that.
 *
 * <p>F = features, G = groups.
 */
final class Prototypes {

    private static final int FEWEST_CUSTOMERS = 20;

    /** A mean over fewer would reveal too much about each. */
    private static final int FEWEST_KNOWN = FEWEST_CUSTOMERS / 2;

    private static final int MOST_GROUPS = 50;

    /** (G, F), by predicted value. */
    private final double[][] rows;

    /** (G): rows per group. */
    private final double[] sizes;

    Prototypes(double[][] rows, double[] sizes) {
        this.rows = rows;
        this.sizes = sizes;
    }

    /** Brings the value of a feature into a range that many customers reach; NaN stays NaN. */
    @FunctionalInterface
    interface Limit {
        double of(int feature, double value);
    }

    /**
     * Groups training rows into prototypes.
     *
     * @param rows (R, F), of at least 20 different customers
     * @param values (R) predicted values; not modified
     * @param limit what values go through before they are averaged, so that one of them does not decide the mean;
     *     thread-safe
     * @param executor changes no bit of the result
     * @throws IllegalArgumentException if there are fewer customers
     */
    static Prototypes of(FeatureMatrix rows, double[] values, Limit limit, Executor executor) {
        int customers = customers(rows, IntStream.range(0, values.length));
        if (customers < FEWEST_CUSTOMERS) {
            throw new IllegalArgumentException(
                    "the rows belong to " + customers + " different customers; need at least " + FEWEST_CUSTOMERS
                            + ", so that no prototype reveals one of them");
        }
        int[] order = DoubleSort.order(values);
        List<int[]> groups = groups(rows, order, Math.min(MOST_GROUPS, customers / FEWEST_CUSTOMERS));
        double[][] typical = OrderedTasks.run(groups.size(), g -> typical(rows, groups.get(g), limit), executor)
                .toArray(double[][]::new);
        return new Prototypes(
                typical, groups.stream().mapToDouble(group -> group.length).toArray());
    }

    private static int customers(FeatureMatrix rows, IntStream which) {
        return (int) which.mapToObj(rows::customer).distinct().count();
    }

    /** Neighbours in {@code order}, about equally many; a group of too few customers is joined with the next. */
    private static List<int[]> groups(FeatureMatrix rows, int[] order, int most) {
        List<int[]> groups = new ArrayList<>();
        int from = 0;
        for (int g = 0; g < most; g++) {
            int to = (int) ((long) (g + 1) * order.length / most);
            if (customers(rows, Arrays.stream(order, from, to)) >= FEWEST_CUSTOMERS) {
                groups.add(Arrays.copyOfRange(order, from, to));
                from = to;
            }
        }
        if (from < order.length) {
            // The rest is joined with the group before; if there is none, all rows are the group.
            int start = groups.isEmpty() ? 0 : from - groups.remove(groups.size() - 1).length;
            groups.add(Arrays.copyOfRange(order, start, order.length));
        }
        return groups;
    }

    private static double[] typical(FeatureMatrix rows, int[] group, Limit limit) {
        Map<String, List<Integer>> rowsOf = new LinkedHashMap<>();
        for (int row : group) {
            rowsOf.computeIfAbsent(rows.customer(row), customer -> new ArrayList<>(1))
                    .add(row);
        }
        double[][] values = new double[group.length][]; // customer by customer
        int[] lasts = new int[rowsOf.size()]; // behind the rows of each customer
        int count = 0;
        int customer = 0;
        for (List<Integer> rowsOfOne : rowsOf.values()) {
            for (int row : rowsOfOne) {
                values[count++] = rows.row(row);
            }
            lasts[customer++] = count;
        }
        double[] typical = new double[rows.schema().size()];
        double[] own = new double[group.length]; // known values, customer by customer
        int[] ends = new int[lasts.length]; // of the values of each customer who has one
        for (int j = 0; j < typical.length; j++) {
            int known = 0;
            int customers = 0;
            int row = 0;
            for (int last : lasts) {
                int first = known;
                for (; row < last; row++) {
                    double value = limit.of(j, values[row][j]);
                    if (!Double.isNaN(value)) {
                        own[known++] = value;
                    }
                }
                if (known > first) {
                    ends[customers++] = known;
                }
            }
            boolean enough = 2 * customers >= lasts.length && customers >= FEWEST_KNOWN;
            typical[j] = enough ? typical(rows.schema().feature(j), own, Arrays.copyOf(ends, customers)) : Double.NaN;
        }
        return typical;
    }

    /** Writes the prototypes into a section, which {@link #read} reads. */
    void write(Section out) {
        out.put("sizes", sizes);
        out.put("rows", Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param schema the features of a row
     * @throws ModelFormatException if the section holds something else
     */
    static Prototypes read(Section in, FeatureSchema schema) throws ModelFormatException {
        double[] sizes = in.numbers("sizes");
        if (sizes.length == 0 || !Arrays.stream(sizes).allMatch(size -> size >= 1 && size <= Integer.MAX_VALUE)) {
            throw in.wrong("sizes", "must be at least one number, each at least 1");
        }
        int columns = schema.size();
        double[] flat = in.numbers("rows", Math.multiplyExact(sizes.length, columns));
        double[][] rows = new double[sizes.length][];
        for (int g = 0; g < rows.length; g++) {
            rows[g] = Arrays.copyOfRange(flat, g * columns, (g + 1) * columns);
            for (int j = 0; j < columns; j++) {
                if (!isPossible(schema.feature(j), rows[g][j])) {
                    throw in.wrong(
                            "rows",
                            "must hold values of the features, one of '"
                                    + schema.feature(j).name() + "' is " + rows[g][j]);
                }
            }
        }
        return new Prototypes(rows, sizes);
    }

    private static boolean isPossible(Feature feature, double value) {
        return Double.isNaN(value)
                || (feature.isCategorical()
                        ? value == Math.rint(value) && value >= 0 && value <= feature.unknownCode()
                        : Double.isFinite(value));
    }

    /** (G, F), by predicted value; not modified. */
    double[][] rows() {
        return rows;
    }

    /** (G), rows per group; not modified. */
    double[] sizes() {
        return sizes;
    }

    /** All prototypes, weighted by what they stand for. */
    Background background() {
        return Background.of(rows, sizes);
    }

    /** The fewest rows from the top, by predicted value, that stand for a share of the customers; at least one. */
    Background top(double share) {
        double all = Arrays.stream(sizes).sum();
        int from = rows.length - 1;
        // The tolerance keeps one more row from being taken for a rounding error.
        for (double taken = sizes[from]; taken < share * all * (1 - 1e-9) && from > 0; taken += sizes[from]) {
            from--;
        }
        return Background.of(
                Arrays.copyOfRange(rows, from, rows.length), Arrays.copyOfRange(sizes, from, sizes.length));
    }

    /**
     * One value per feature of a background: the weighted mean over known values, missing if most are, and the heaviest
     * category, the first of equal ones.
     */
    static double[] summary(Background background, FeatureSchema schema) {
        double[] summary = new double[schema.size()];
        Arrays.setAll(summary, column -> summary(background, schema.feature(column), column));
        return summary;
    }

    private static double summary(Background background, Feature feature, int column) {
        double known = 0;
        double sum = 0;
        double[] byCode = new double[feature.unknownCode() + 1];
        for (int row = 0; row < background.size(); row++) {
            double value = background.value(row, column);
            if (!Double.isNaN(value)) {
                known += background.weight(row);
                sum += background.weight(row) * value;
                if (feature.isCategorical()) {
                    byCode[(int) value] += background.weight(row);
                }
            }
        }
        if (known < 0.5) {
            return Double.NaN;
        }
        if (!feature.isCategorical()) {
            // A single row's own value, without the rounding of a mean.
            return background.size() == 1 ? background.value(0, column) : sum / known;
        }
        int heaviest = 0;
        for (int code = 1; code < byCode.length; code++) {
            heaviest = byCode[code] > byCode[heaviest] ? code : heaviest;
        }
        return heaviest;
    }

    /**
     * @param own known values, customer by customer
     * @param ends of the values of each customer, at least one each
     */
    private static double typical(Feature feature, double[] own, int[] ends) {
        if (!feature.isCategorical()) {
            double[] means = new double[ends.length];
            for (int c = 0; c < ends.length; c++) {
                int from = c == 0 ? 0 : ends[c - 1];
                // Most customers have one row in a group, of which this is the same to the bit.
                double sum = ends[c] - from == 1
                        ? own[from] + 0.0
                        : Arrays.stream(own, from, ends[c]).sum();
                means[c] = sum / (ends[c] - from);
            }
            return Arrays.stream(means).sum() / ends.length;
        }
        int[] counts = new int[feature.unknownCode() + 1];
        int[] lastCustomer = new int[counts.length];
        for (int c = 0; c < ends.length; c++) {
            for (int i = c == 0 ? 0 : ends[c - 1]; i < ends[c]; i++) {
                int code = (int) own[i];
                counts[code] += lastCustomer[code] == c + 1 ? 0 : 1;
                lastCustomer[code] = c + 1;
            }
        }
        int most = 0;
        for (int code = 1; code < counts.length; code++) {
            most = counts[code] > counts[most] ? code : most;
        }
        return most;
    }
}
