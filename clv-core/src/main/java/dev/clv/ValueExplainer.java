package dev.clv;

import dev.clv.explain.Attribution;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Importance;
import dev.clv.explain.permutation.Metric;
import dev.clv.explain.permutation.PermutationImportance;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.List;

/** Explains a regressor's values in currency, by feature within business group. Immutable and thread-safe. */
final class ValueExplainer {

    private final ValueRegressor regressor;
    private final TypicalRows typical;
    private final FeatureGroups groups;
    private final ShapleyExplainer shapley;

    ValueExplainer(ValueRegressor regressor, TypicalRows typical) {
        FeatureSchema schema = regressor.schema();
        this.regressor = regressor;
        this.typical = typical;
        this.groups = FeatureGroups.byName(
                schema.features().stream().map(Feature::group).toList());
        this.shapley = ShapleyExplainer.builder(ValueFunction.of(regressor), typical.background())
                .features(FeatureGroups.columns(schema.names()))
                .groups(groups)
                .targetError(0.02)
                .build();
    }

    TypicalRows typical() {
        return typical;
    }

    Attribution explain(double[] row) {
        return shapley.explain(row);
    }

    List<Importance> importance(double[][] rows, double[] actual) {
        return PermutationImportance.builder(regressor::values)
                .features(groups)
                .metric(Metric.loss(ValueExplainer::rootMeanSquaredError))
                .build()
                .of(rows, actual);
    }

    private static double rootMeanSquaredError(double[] actual, double[] predicted) {
        double squared = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = predicted[i] - actual[i];
            squared += error * error;
        }
        return Math.sqrt(squared / actual.length);
    }
}
