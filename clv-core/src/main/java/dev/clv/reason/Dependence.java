package dev.clv.reason;

import dev.clv.explain.Background;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.dependence.AccumulatedLocalEffects;
import dev.clv.explain.dependence.DependenceCurve;
import dev.clv.explain.dependence.PartialDependence;
import dev.clv.explain.json.RecordJson;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the predicted value depends on one feature, in currency.
 *
 * @param feature which
 * @param currency of all amounts
 * @param average partial dependence: the mean value over customers when the feature is set to each point for all of
 *     them; where features are correlated, this averages over combinations that never occur
 * @param local accumulated local effects: how the value changes from point to point for customers who are near them,
 *     with a mean of 0 over customers; empty for a category, which has no order
 */
public record Dependence(FeatureLabel feature, String currency, List<Point> average, List<Point> local) {

    private static final String KIND = "dependence";
    private static final int VERSION = 2;

    /**
     * A point of a curve.
     *
     * @param value the feature's
     * @param amount in currency
     */
    public record Point(FeatureValue value, double amount) {

        /** Checks that the amount is finite. */
        public Point {
            if (!Double.isFinite(amount)) {
                throw new IllegalArgumentException("the amount of a point must be finite, was " + amount);
            }
        }
    }

    private static final int POINTS = 20;

    /** Copies the lists. */
    public Dependence {
        average = List.copyOf(average);
        local = List.copyOf(local);
    }

    /**
     * Computes both curves at up to twenty points.
     *
     * @param values from raw rows to values in currency
     * @param rows the customers, whose weights count
     * @throws IllegalArgumentException if there is no such feature, it has several columns, or no customer's value of
     *     it is known
     */
    static Dependence of(PredictFunction values, FeatureSchema schema, String currency, Background rows, String name) {
        int column = FeatureLabel.singleColumn(schema, name);
        Feature feature = schema.feature(column);
        if (IntStream.range(0, rows.size()).allMatch(row -> Double.isNaN(rows.value(row, column)))) {
            throw new IllegalArgumentException(
                    "no customer's '" + name + "' is known, so nothing depends on it; take other customers");
        }
        PartialDependence partial = PartialDependence.of(values, rows);
        DependenceCurve curve = feature.isCategorical()
                ? partial.curve(
                        column,
                        IntStream.range(0, feature.categories().size())
                                .asDoubleStream()
                                .toArray())
                : partial.curve(column, POINTS);
        List<Point> local = List.of();
        if (!feature.isCategorical()) {
            AccumulatedLocalEffects effects = AccumulatedLocalEffects.of(values, rows, column, POINTS);
            local = effects.points().stream()
                    .map(point -> new Point(FeatureValue.of(feature, point.border()), point.effect()))
                    .toList();
        }
        List<Point> average = curve.points().stream()
                .map(point -> new Point(FeatureValue.of(feature, point.value()), point.average()))
                .toList();
        return new Dependence(FeatureLabel.of(feature), currency, average, local);
    }

    /**
     * As JSON with a kind and a version, complete without the model; {@link #fromJson} reads it back to the same bits.
     */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static Dependence fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, Dependence.class);
    }
}
