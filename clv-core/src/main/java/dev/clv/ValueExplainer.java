package dev.clv;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Contribution;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Importance;
import dev.clv.explain.OrderedTasks;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.permutation.Metric;
import dev.clv.explain.permutation.PermutationImportance;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Preparation;
import dev.clv.reason.Actionable;
import dev.clv.reason.Caveat;
import dev.clv.reason.Dependence;
import dev.clv.reason.Detail;
import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.FeatureLabel;
import dev.clv.reason.FeatureValue;
import dev.clv.reason.Reference;
import dev.clv.reason.ReferencePoint;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import dev.clv.reason.WhatIf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Explains a regressor's values in currency, by feature within business group. Immutable and thread-safe. */
final class ValueExplainer {

    private static final double TOP_TIER = 0.1;

    private final ValueRegressor regressor;
    private final TypicalRows typical;
    private final CorrelatedFeatures correlated;
    private final String currency;
    private final PredictFunction function;
    private final FeatureGroups groups;
    private final ShapleyExplainer againstAverage;

    ValueExplainer(ValueRegressor regressor, TypicalRows typical, CorrelatedFeatures correlated, String currency) {
        this.regressor = regressor;
        this.typical = typical;
        this.correlated = correlated;
        this.currency = currency;
        this.groups = FeatureGroups.byName(
                schema().features().stream().map(Feature::group).toList());
        this.function = ValueFunction.of(regressor);
        this.againstAverage = against(typical.background());
    }

    TypicalRows typical() {
        return typical;
    }

    CorrelatedFeatures correlated() {
        return correlated;
    }

    /** Against the average customer. */
    Attribution explain(double[] row) {
        return againstAverage.explain(row);
    }

    /** Against typical customers. */
    Explanation explain(double[] row, Reference.Typical reference) {
        if (reference.kind() == Reference.Kind.TOP_TIER) {
            return explain(row, ReferencePoint.of(reference), typical.top(TOP_TIER));
        }
        return explanation(row, ReferencePoint.of(reference), typical.background(), explain(row));
    }

    /** Against a row that stands for {@code reference}. */
    Explanation explain(double[] row, ReferencePoint reference, double[] other) {
        return explain(row, reference, Background.of(new double[][] {other}));
    }

    private Explanation explain(double[] row, ReferencePoint reference, Background background) {
        return explanation(row, reference, background, against(background).explain(row));
    }

    List<Importance> importance(double[][] rows, double[] actual, Detail detail, Executor executor) {
        return PermutationImportance.builder(function)
                .features(detail == Detail.GROUP ? groups : features())
                .metric(Metric.loss(ValueExplainer::rootMeanSquaredError))
                .build()
                .of(rows, actual, executor)
                .features();
    }

    Dependence dependence(String feature) {
        return dependence(feature, typical.background());
    }

    Dependence dependence(String feature, Background rows) {
        return Dependence.of(function, schema(), currency, rows, feature);
    }

    WhatIf whatWouldRaise(double[] row, double wanted, List<? extends Actionable> levers) {
        return WhatIf.search(function, schema(), currency, row, wanted, levers);
    }

    /** The difference between two segments of rows, explained against the average customer. */
    SegmentDifference compare(double[][] segment, double[][] others, SegmentOptions options) {
        List<double[]> all = new ArrayList<>(List.of(segment));
        all.addAll(List.of(others));
        List<Attribution> explained = OrderedTasks.run(all.size(), i -> explain(all.get(i)), options.executor());
        return SegmentDifference.of(
                currency,
                explained.subList(0, segment.length),
                explained.subList(segment.length, explained.size()),
                options);
    }

    private ShapleyExplainer against(Background background) {
        return ShapleyExplainer.builder(function, background)
                .features(features())
                .groups(groups)
                .effort(Effort.standard().targetError(0.02))
                .build();
    }

    private Explanation explanation(
            double[] row, ReferencePoint reference, Background background, Attribution attribution) {
        double[] typicalValues = TypicalRows.summary(background, schema());
        List<Effect> effects = new ArrayList<>();
        for (int column = 0; column < schema().size(); column++) {
            Feature feature = schema().feature(column);
            Contribution contribution = attribution.features().get(column);
            effects.add(new Effect(
                    FeatureLabel.of(feature),
                    FeatureValue.of(feature, row[column]),
                    FeatureValue.of(feature, typicalValues[column]),
                    contribution.value(),
                    contribution.standardError()));
        }
        return Explanation.of(currency, reference, attribution, effects, caveats(row, effects));
    }

    /** What the row has outside of training, then pairs of features that both have an effect, strongest first. */
    private List<Caveat> caveats(double[] row, List<Effect> effects) {
        Preparation preparation = regressor.preparation();
        List<Caveat> caveats = new ArrayList<>();
        preparation.outOfRange(row).forEach(feature -> caveats.add(Caveat.outsideTrainingRange(feature)));
        preparation.unknownCategories(row).forEach(feature -> caveats.add(Caveat.unknownCategory(feature)));
        Set<String> clear = new HashSet<>();
        effects.stream()
                .filter(Effect::isClear)
                .forEach(effect -> clear.add(effect.feature().name()));
        correlated.pairs().stream()
                .filter(pair -> clear.containsAll(Arrays.asList(pair.feature(), pair.other())))
                .forEach(caveats::add);
        return caveats;
    }

    private FeatureGroups features() {
        return FeatureGroups.columns(schema().names());
    }

    private FeatureSchema schema() {
        return regressor.schema();
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
