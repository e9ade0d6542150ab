package dev.clv.reason;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Contribution;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Importance;
import dev.clv.explain.OrderedTasks;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.permutation.PermutationImportance;
import dev.clv.explain.permutation.Scorer;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Growth;
import dev.clv.internal.Workers;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.value.ValueRegressor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Explains a regressor's values in currency, by feature within business group. A row holds a customer's features, not
 * their identity. Immutable and thread-safe.
 *
 * <p>F = columns of the raw features, n = rows.
 */
public final class ValueExplainer {

    /** What one explanation takes unless another effort is set. */
    public static final Effort STANDARD = Effort.standard().targetError(0.02);

    private static final double TOP_TIER = 0.1;

    private final ValueRegressor regressor;
    private final Prototypes prototypes;
    private final CorrelatedFeatures correlated;
    private final String currency;
    private final PredictFunction function;
    private final FeatureGroups groups;
    private final Effort effort;

    /** Made when it is first asked for, since most who load a model only predict. */
    private volatile @Nullable ShapleyExplainer againstAverage;

    private ValueExplainer(
            ValueRegressor regressor,
            Prototypes prototypes,
            CorrelatedFeatures correlated,
            String currency,
            Effort effort) {
        this.regressor = regressor;
        this.prototypes = prototypes;
        this.correlated = correlated;
        this.currency = currency;
        this.groups = groups(Feature::group);
        this.function = regressor.function();
        this.effort = effort;
    }

    /**
     * An explainer of a regressor against prototypes of its training rows: each the mean of at least twenty customers
     * who are neighbours by predicted value.
     *
     * @param rows the training rows, of at least 20 different customers, in an order that does not depend on the order
     *     of the input
     * @param values the regressor's values of these rows; not modified
     * @param currency of the values
     * @param executor changes no bit of the result
     * @throws IllegalArgumentException if there are fewer customers
     */
    public static ValueExplainer of(
            ValueRegressor regressor, FeatureMatrix rows, double[] values, String currency, Executor executor) {
        try (Workers workers = Workers.on(executor)) {
            Supplier<CorrelatedFeatures> correlated = workers.begin(() -> CorrelatedFeatures.of(rows));
            return new ValueExplainer(
                    regressor,
                    Prototypes.of(rows, values, regressor::limit, executor),
                    correlated.get(),
                    currency,
                    STANDARD);
        }
    }

    /** The same explainer with another effort for each explanation. */
    public ValueExplainer with(Effort effort) {
        return new ValueExplainer(regressor, prototypes, correlated, currency, effort);
    }

    /** Writes the prototypes and the correlated features into a section, which {@link #read} reads. */
    public void write(Section out) {
        prototypes.write(out.begin("prototypes"));
        correlated.write(out.begin("correlated"));
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param regressor the one whose explainer was written
     * @param currency of the regressor's values
     * @throws ModelFormatException if the section holds something else
     */
    public static ValueExplainer read(Section in, ValueRegressor regressor, String currency)
            throws ModelFormatException {
        return new ValueExplainer(
                regressor,
                in.read("prototypes", part -> Prototypes.read(part, regressor.schema())),
                in.read("correlated", CorrelatedFeatures::read),
                currency,
                STANDARD);
    }

    /**
     * Why a row's value is what it is, against the average customer: features add up to their group, groups to the
     * prediction.
     *
     * @param row (F); not modified
     */
    public Attribution explain(double[] row) {
        return againstAverage().explain(row);
    }

    /**
     * The same with caveats and the names of features, against prototypes.
     *
     * @param growth by how much features may have grown since training
     */
    public Explanation explain(double[] row, Growth growth, Reference.Typical reference) {
        if (reference.kind() == Reference.Kind.TOP_TIER) {
            return explain(row, growth, ReferencePoint.of(reference), prototypes.top(TOP_TIER));
        }
        return explanation(row, growth, ReferencePoint.of(reference), prototypes.background(), explain(row));
    }

    /**
     * The same against another row.
     *
     * @param reference what the other row is
     * @param other (F); not modified
     * @param growth by how much features may have grown since training
     */
    public Explanation explain(double[] row, Growth growth, Reference reference, double[] other) {
        return explain(row, growth, ReferencePoint.of(reference), Background.of(new double[][] {other}));
    }

    private Explanation explain(double[] row, Growth growth, ReferencePoint reference, Background background) {
        return explanation(
                row, growth, reference, background, against(background).explain(row));
    }

    /**
     * How much the root mean squared error grows, in currency, when the values of a group or a feature are shuffled.
     *
     * @param rows (n, F); not modified
     * @param actual (n) true values; not modified
     * @param executor changes no bit of the result
     */
    public List<Importance> importance(double[][] rows, double[] actual, Detail detail, Executor executor) {
        return PermutationImportance.builder(function)
                .features(detail == Detail.GROUP ? groups : features())
                .scorer(Scorer.rootMeanSquaredError())
                .build()
                .of(rows, actual, executor)
                .features();
    }

    /**
     * How the value depends on a feature, over the prototypes.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    public Dependence dependence(String feature) {
        return dependence(feature, prototypes.background());
    }

    /** The same over other rows. */
    public Dependence dependence(String feature, Background rows) {
        return Dependence.of(function, schema(), currency, rows, feature);
    }

    /**
     * Which small changes of a few features would raise a row's value to {@code wanted}.
     *
     * @param row (F); not modified
     * @param wanted in currency, finite
     * @param levers at least one, each on another feature
     */
    public WhatIf whatWouldRaise(double[] row, double wanted, List<Lever> levers) {
        return WhatIf.search(function, schema(), currency, row, wanted, levers);
    }

    /**
     * The difference between two segments of rows, explained against the average customer.
     *
     * @param segment at least two rows; not modified
     * @param others at least two rows; not modified
     */
    public SegmentDifference compare(double[][] segment, double[][] others, SegmentOptions options) {
        List<double[]> all = new ArrayList<>(List.of(segment));
        all.addAll(List.of(others));
        List<Attribution> explained = OrderedTasks.run(all.size(), i -> explain(all.get(i)), options.executor());
        return SegmentDifference.of(
                currency,
                explained.subList(0, segment.length),
                explained.subList(segment.length, explained.size()),
                options);
    }

    /** Two threads that ask at once may make it twice, and it is the same. */
    private ShapleyExplainer againstAverage() {
        ShapleyExplainer known = againstAverage;
        if (known == null) {
            known = against(prototypes.background());
            againstAverage = known;
        }
        return known;
    }

    private ShapleyExplainer against(Background background) {
        return ShapleyExplainer.builder(function, background)
                .features(features())
                .groups(groups)
                .effort(effort)
                .build();
    }

    private Explanation explanation(
            double[] row, Growth growth, ReferencePoint reference, Background background, Attribution attribution) {
        double[] typicalValues = Prototypes.summary(background, schema());
        List<Effect> effects = new ArrayList<>();
        int column = 0;
        for (Contribution contribution : attribution.features()) {
            Feature feature = schema().feature(column);
            effects.add(new Effect(
                    FeatureLabel.of(feature),
                    FeatureValue.of(feature, row[column]),
                    FeatureValue.of(feature, typicalValues[column]),
                    contribution.value(),
                    contribution.standardError()));
            column += feature.width();
        }
        return Explanation.of(currency, reference, attribution, effects, caveats(row, growth, effects));
    }

    /**
     * Values outside of training first, then correlated pairs of which both features have an effect, strongest first.
     */
    private List<Caveat> caveats(double[] row, Growth growth, List<Effect> effects) {
        List<Caveat> caveats = new ArrayList<>();
        regressor.missing(row).forEach(feature -> caveats.add(Caveat.missingFeature(feature)));
        regressor.outOfRange(row, growth).forEach(feature -> caveats.add(Caveat.outsideTrainingRange(feature)));
        regressor.unknownCategories(row).forEach(feature -> caveats.add(Caveat.unknownCategory(feature)));
        Set<String> clear = new HashSet<>();
        effects.stream()
                .filter(Effect::significant)
                .forEach(effect -> clear.add(effect.feature().name()));
        correlated.pairs().stream()
                .filter(pair -> clear.contains(pair.feature()) && clear.contains(pair.other()))
                .map(pair -> Caveat.correlated(pair.feature(), pair.other(), pair.correlation()))
                .forEach(caveats::add);
        return caveats;
    }

    /** A feature is one player, whatever the number of its columns. */
    private FeatureGroups features() {
        return groups(Feature::name);
    }

    private FeatureGroups groups(Function<Feature, String> name) {
        return FeatureGroups.byName(IntStream.range(0, schema().size())
                .mapToObj(column -> name.apply(schema().feature(column)))
                .toList());
    }

    private FeatureSchema schema() {
        return regressor.schema();
    }
}
