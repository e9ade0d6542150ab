package dev.clv;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
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
    private final Background background;
    private final FeatureGroups groups;
    private final ShapleyExplainer shapley;

    ValueExplainer(ValueRegressor regressor, Background background) {
        FeatureSchema schema = regressor.schema();
        this.regressor = regressor;
        this.background = background;
        this.groups = FeatureGroups.byName(
                schema.features().stream().map(Feature::group).toList());
        this.shapley = ShapleyExplainer.builder(regressor::values, background)
                .features(FeatureGroups.columns(schema.names()))
                .groups(groups)
                .targetError(0.02)
                .build();
    }

    Background background() {
        return background;
    }

    Attribution explain(double[] row) {
        return shapley.explain(row);
    }

    List<Importance> importance(double[][] rows, double[] actual) {
        return PermutationImportance.builder(regressor::values)
                .features(groups)
                .metric(Metric.RMSE)
                .build()
                .of(rows, actual);
    }
}
