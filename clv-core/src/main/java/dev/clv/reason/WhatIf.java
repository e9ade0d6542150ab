package dev.clv.reason;

import dev.clv.explain.PredictFunction;
import dev.clv.explain.counterfactual.ColumnChange;
import dev.clv.explain.counterfactual.CounterfactualSearch;
import dev.clv.explain.counterfactual.Counterfactuals;
import dev.clv.explain.json.RecordJson;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * What would raise a customer's predicted value: how the model reacts to other values of a few features. It shows the
 * model's effect, not a cause: only an experiment shows whether such a change raises the spend.
 *
 * @param currency of all amounts
 * @param prediction the customer's predicted value now
 * @param wanted the value to be reached
 * @param options ways to reach it, fewest changes first and then smallest; empty if the prediction is already that
 *     high, or the levers cannot reach it
 * @param unused numeric features with a lever that were left out because the customer's value is unknown
 */
public record WhatIf(
        String currency, double prediction, double wanted, List<Option> options, List<FeatureLabel> unused) {

    private static final String KIND = "what-if";
    private static final int VERSION = 2;

    /**
     * One set of changes that reaches the wanted value.
     *
     * @param changes in the order of the levers
     * @param prediction with these changes, at least what was wanted
     * @param cost the sum over changes: of a number, its size as a share of the lever's range; of a category, 1
     */
    public record Option(List<Change> changes, double prediction, double cost) {

        /** Copies the list; checks that the numbers are finite. */
        public Option {
            if (!Double.isFinite(prediction) || !Double.isFinite(cost)) {
                throw new IllegalArgumentException(
                        "a way's prediction and cost must be finite, were " + prediction + " and " + cost);
            }
            changes = List.copyOf(changes);
        }
    }

    /**
     * The change of one feature.
     *
     * @param from the customer's value; may be unknown for a category only
     * @param to the value instead
     */
    public record Change(FeatureLabel feature, FeatureValue from, FeatureValue to) {}

    private static final int MOST_OPTIONS = 5;

    /** Copies the lists; checks that the numbers are finite. */
    public WhatIf {
        if (!Double.isFinite(prediction) || !Double.isFinite(wanted)) {
            throw new IllegalArgumentException(
                    "the prediction and the wanted value must be finite, were " + prediction + " and " + wanted);
        }
        options = List.copyOf(options);
        unused = List.copyOf(unused);
    }

    /**
     * Searches the levers' values; at most three features change together, and at most five ways are given.
     *
     * @param values from raw rows to values in currency
     * @param row the customer's; not modified
     * @param wanted finite, in currency
     * @param levers at least one, each on another feature
     */
    static WhatIf search(
            PredictFunction values,
            FeatureSchema schema,
            String currency,
            double[] row,
            double wanted,
            List<Lever> levers) {
        if (!Double.isFinite(wanted)) {
            throw new IllegalArgumentException("the wanted value must be finite, was " + wanted);
        }
        if (levers.isEmpty()) {
            throw new IllegalArgumentException("give at least one lever; every feature without one stays as it is");
        }
        CounterfactualSearch.Builder search = CounterfactualSearch.builder(values);
        List<FeatureLabel> unused = new ArrayList<>();
        for (Lever lever : levers) {
            int column = FeatureLabel.singleColumn(schema, lever.feature());
            var ofColumn = ofColumn(lever, column, schema.feature(column));
            if (lever instanceof RangeLever && Double.isNaN(row[column])) {
                unused.add(FeatureLabel.of(schema.feature(column)));
            } else {
                search.lever(ofColumn);
            }
        }
        if (unused.size() == levers.size()) {
            double prediction = values.predict(new double[][] {row.clone()})[0];
            return new WhatIf(currency, prediction, wanted, List.of(), unused);
        }
        Counterfactuals counterfactuals = search.build().atLeast(wanted).explain(row);
        List<Option> options = counterfactuals.found().stream()
                .limit(MOST_OPTIONS)
                .map(found -> new Option(
                        found.changes().stream()
                                .map(change -> change(change, schema.feature(change.column())))
                                .toList(),
                        found.prediction(),
                        found.cost()))
                .toList();
        return new WhatIf(currency, counterfactuals.baseValue(), wanted, options, unused);
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
    public static WhatIf fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, WhatIf.class);
    }

    /** The same lever on a column of numbers and codes. */
    private static dev.clv.explain.counterfactual.Lever ofColumn(Lever lever, int column, Feature feature) {
        if (lever instanceof RangeLever range) {
            if (feature.isCategorical()) {
                throw new IllegalArgumentException("feature '" + feature.name()
                        + "' is a category, which has no steps; give Lever.categories with the categories it may take");
            }
            return dev.clv.explain.counterfactual.Lever.range(
                    feature.name(), column, range.min(), range.max(), range.step());
        }
        if (!feature.isCategorical()) {
            throw new IllegalArgumentException(
                    "feature '" + feature.name() + "' is a number; give Lever.range with bounds and a step");
        }
        List<Double> codes = new ArrayList<>();
        for (String category : ((CategoryLever) lever).categories()) {
            int code = feature.categories().indexOf(category);
            if (code < 0) {
                throw new IllegalArgumentException("category " + (codes.size() + 1) + " of the lever on '"
                        + feature.name() + "' is none of the "
                        + feature.categories().size()
                        + " that the model knows; take one of those");
            }
            codes.add((double) code);
        }
        return dev.clv.explain.counterfactual.Lever.choice(feature.name(), column, codes);
    }

    private static Change change(ColumnChange found, Feature feature) {
        return new Change(
                FeatureLabel.of(feature), FeatureValue.of(feature, found.from()), FeatureValue.of(feature, found.to()));
    }
}
