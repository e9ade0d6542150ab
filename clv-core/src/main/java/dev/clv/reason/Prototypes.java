package dev.clv.reason;

import dev.clv.explain.Background;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prototypes: typical customers, none of them real, as the background of explanations, so that a model file holds
 * nobody's data.
 *
 * <p>Training rows are ordered by predicted value and cut into groups of neighbours; each group becomes one row, the
 * mean of a numeric feature over its known values (missing when most are) and the most frequent category of a
 * categorical one, weighted by the group's size. Immutable.
 *
 * <p>F = features, G = groups.
 */
public final class Prototypes {

    /** No typical customer stands for fewer, so that none can be traced to a person. */
    private static final int SMALLEST_GROUP = 10;

    private static final int MOST_GROUPS = 50;

    /** (G, F), by predicted value. */
    private final double[][] rows;

    /** (G): customers per group. */
    private final double[] sizes;

    Prototypes(double[][] rows, double[] sizes) {
        this.rows = rows;
        this.sizes = sizes;
    }

    /**
     * Groups training rows into prototypes.
     *
     * @param rows (R, F), R at least 1
     * @param values (R) predicted values; not modified
     */
    public static Prototypes of(FeatureMatrix rows, double[] values) {
        FeatureSchema schema = rows.schema();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> values[i]).thenComparingInt(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
        int groups = Math.max(1, Math.min(MOST_GROUPS, values.length / SMALLEST_GROUP));
        double[][] typical = new double[groups][schema.size()];
        double[] weights = new double[groups];
        for (int g = 0; g < groups; g++) {
            int from = (int) ((long) g * order.length / groups);
            int to = (int) ((long) (g + 1) * order.length / groups);
            weights[g] = to - from;
            for (int j = 0; j < schema.size(); j++) {
                int column = j;
                double[] known = Arrays.stream(order, from, to)
                        .mapToDouble(row -> rows.get(row, column))
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
                boolean mostlyMissing = 2 * known.length < to - from;
                typical[g][j] = mostlyMissing ? Double.NaN : typical(schema.feature(j), known);
            }
        }
        return new Prototypes(typical, weights);
    }

    /** Writes the prototypes into a section, which {@link #read} reads. */
    public void write(Section out) {
        out.put("sizes", sizes);
        out.put("rows", Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param schema the features of a row
     * @throws ModelFormatException if the section holds something else
     */
    public static Prototypes read(Section in, FeatureSchema schema) throws ModelFormatException {
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

    /** (G), customers per group; not modified. */
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
     * One value per feature of a background: the weighted mean over known values, missing when most are, and the
     * heaviest category, the first of equal ones.
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

    private static double typical(Feature feature, double[] known) {
        if (!feature.isCategorical()) {
            return Arrays.stream(known).sum() / known.length;
        }
        int[] counts = new int[feature.unknownCode() + 1];
        for (double code : known) {
            counts[(int) code]++;
        }
        List<Integer> codes = IntStream.range(0, counts.length).boxed().toList();
        return codes.stream()
                .max(Comparator.<Integer>comparingInt(code -> counts[code]).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }
}
