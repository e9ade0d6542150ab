package dev.clv.reason;

import dev.clv.explain.PredictFunction;
import dev.clv.explain.counterfactual.Action;
import dev.clv.explain.counterfactual.CounterfactualSearch;
import dev.clv.features.FeatureSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * What would raise a customer's predicted value: how the model reacts to other values of a few features. It is the model's
 * effect, not a cause; whether bringing the values about raises the spend takes an experiment.
 *
 * @param currency of all amounts
 * @param prediction as things are
 * @param wanted the value to be reached
 * @param options ways to reach it, fewest changes first and then smallest; empty when the prediction is there already, or the
 *     levers do not reach it
 * @param unused features with a lever whose value is not known for this customer, so that no change has a size
 */
public record WhatIf(
        String currency, double prediction, double wanted, List<Option> options, List<FeatureLabel> unused) {

    /**
     * One way.
     *
     * @param changes what is different, in the order of the levers
     * @param prediction with these changes, at least what was wanted
     * @param cost the sum over changes of their size as a share of the lever's range
     */
    public record Option(List<Change> changes, double prediction, double cost) {

        /** Copies the list. */
        public Option {
            changes = List.copyOf(changes);
        }
    }

    /**
     * One feature's part in a way.
     *
     * @param from the customer's value
     * @param to the value instead
     */
    public record Change(FeatureLabel feature, double from, double to) {}

    private static final int MOST_OPTIONS = 5;

    /** Copies the lists. */
    public WhatIf {
        options = List.copyOf(options);
        unused = List.copyOf(unused);
    }

    /**
     * Searches the levers' values; at most three features change together, and at most five ways are told.
     *
     * @param values from raw rows to values in currency
     * @param row the customer's; not modified
     * @param wanted finite, in currency
     * @param levers at least one, each on another numeric feature
     */
    public static WhatIf search(
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
            int column = schema.indexOf(lever.feature());
            if (schema.feature(column).isCategorical()) {
                throw new IllegalArgumentException("feature '" + lever.feature()
                        + "' is a category, which has no steps; compare customers or segments instead");
            }
            if (Double.isNaN(row[column])) {
                unused.add(FeatureLabel.of(schema.feature(column)));
            } else {
                search.action(new Action(lever.feature(), column, lever.min(), lever.max(), lever.step()));
            }
        }
        double prediction = values.predict(new double[][] {row.clone()})[0];
        if (unused.size() == levers.size()) {
            return new WhatIf(currency, prediction, wanted, List.of(), unused);
        }
        List<Option> options = search.build().atLeast(row, wanted).stream()
                .limit(MOST_OPTIONS)
                .map(found -> new Option(
                        found.changes().stream()
                                .map(change -> new Change(
                                        FeatureLabel.of(schema.feature(change.column())), change.from(), change.to()))
                                .toList(),
                        found.prediction(),
                        found.cost()))
                .toList();
        return new WhatIf(currency, prediction, wanted, options, unused);
    }
}
