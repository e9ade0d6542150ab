package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.caution.Caution;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Forecasts;
import dev.clv.evaluate.PredictedValues;
import dev.clv.evaluate.Scores;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.prepare.Growth;
import dev.clv.label.Target;
import dev.clv.nn.Vocabulary;
import dev.clv.reason.ValueExplainer;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.value.ConformalRegressor;
import dev.clv.value.HorizonRegressor;
import dev.clv.value.OrderModel;
import dev.clv.value.ValueDistribution;
import dev.clv.value.ValueRegressor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a model behind its features: predictions, explanations and scores of rows of features. Immutable and
 * thread-safe.
 */
record RowModel(
        ValueRegressor regressor,
        ValueExplainer explainer,
        FittedBaselines baselines,
        FeatureProfile profile,
        String currency,
        TrainingSummary summary,
        @Nullable OrderModel orders,
        @Nullable Standings standings) {

    RowModel withSummary(TrainingSummary other) {
        return new RowModel(regressor, explainer, baselines, profile, currency, other, orders, standings);
    }

    /** The same with intervals that are wider by a drift, see {@link ConformalRegressor#drifted}. */
    RowModel drifted(double logOdds) {
        if (!(logOdds > 0)) {
            return this;
        }
        ValueRegressor wider = regressor instanceof HorizonRegressor several
                ? several.withInner(drifted(several.inner(), logOdds))
                : drifted(regressor, logOdds);
        return new RowModel(wider, explainer, baselines, profile, currency, summary, orders, standings);
    }

    private static ValueRegressor drifted(ValueRegressor regressor, double logOdds) {
        return regressor instanceof ConformalRegressor conformal ? conformal.drifted(logOdds) : regressor;
    }

    /** @param growth by how much features may have grown since training */
    ClvPrediction predict(double[] row, Growth growth) {
        return prediction(regressor.predict(new double[][] {row}).get(0), row, growth);
    }

    /** @param growth by how much features may have grown since training */
    List<ClvPrediction> predict(FeatureMatrix rows, Growth growth) {
        List<ValueDistribution> distributions = regressor.predict(rows);
        List<ClvPrediction> predictions = new ArrayList<>(rows.rows());
        double[] row = new double[rows.schema().size()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row);
            predictions.add(prediction(distributions.get(i), row, growth));
        }
        return predictions;
    }

    private ClvPrediction prediction(ValueDistribution distribution, double[] row, Growth growth) {
        Set<PredictionFlag> flags = EnumSet.noneOf(PredictionFlag.class);
        if (!regressor.unknownCategories(row).isEmpty()) {
            flags.add(PredictionFlag.UNKNOWN_CATEGORY);
        }
        if (!regressor.outOfRange(row, growth).isEmpty()) {
            flags.add(PredictionFlag.OUTSIDE_TRAINING_RANGE);
        }
        if (!regressor.missing(row).isEmpty()) {
            flags.add(PredictionFlag.MISSING_FEATURE);
        }
        return ClvPrediction.of(
                distribution,
                currency,
                orders == null ? null : orders.outlook(distribution, row),
                standings == null ? null : standings.of(distribution.mean()),
                flags);
    }

    /**
     * Predictions beside those of the baselines.
     *
     * @param truth the labels of a target, one per row
     * @param horizons further ones whose true values are known
     * @param past what baselines see of the rows
     * @param floored how many true values were floored at 0
     * @param segments the segment of each row, by the name of the division
     * @param cautions what there is to say of the rows; what there is to say of the true values is added
     */
    Forecasts forecasts(
            FeatureMatrix rows,
            Function<Target, double[]> truth,
            Collection<Duration> horizons,
            BaselineRows past,
            int floored,
            Map<String, List<String>> segments,
            List<Caution> cautions) {
        return forecasts(regressor.predict(rows), rows, truth, horizons, past, floored, segments, cautions);
    }

    private Forecasts forecasts(
            List<ValueDistribution> predicted,
            FeatureMatrix rows,
            Function<Target, double[]> truth,
            Collection<Duration> horizons,
            BaselineRows past,
            int floored,
            Map<String, List<String>> segments,
            List<Caution> cautions) {
        double[] values = truth.apply(Target.value());
        SortedMap<Duration, PredictedValues> others = new TreeMap<>();
        for (Duration other : horizons) {
            others.put(
                    other,
                    PredictedValues.of(
                            predicted.stream()
                                    .map(distribution -> requireNonNull(
                                            distribution.horizons().get(other)))
                                    .toList(),
                            truth.apply(Target.value(other))));
        }
        return new Forecasts(
                IntStream.range(0, rows.rows()).mapToObj(rows::customer).toList(),
                PredictedValues.of(predicted, values),
                baselines.predict(past),
                floored,
                segments,
                others,
                Stream.concat(cautions.stream(), EvaluatedLabels.cautions(values).stream())
                        .toList());
    }

    /**
     * Scores predictions beside those of the baselines.
     *
     * @param truth the labels of a target, one per row
     * @param horizons further ones whose true values are known
     * @param past what baselines see of the rows
     * @param floored how many labels were floored at 0
     * @param segments the segment of each row, by the name of the division
     * @param cautions what there is to say of the rows
     */
    Evaluation evaluate(
            FeatureMatrix rows,
            Function<Target, double[]> truth,
            Collection<Duration> horizons,
            BaselineRows past,
            int floored,
            Map<String, List<String>> segments,
            List<Caution> cautions) {
        List<ValueDistribution> predicted = regressor.predict(rows);
        Map<String, Scores> others = new LinkedHashMap<>();
        List<Target> targets = predicted.get(0).targets().all();
        for (Target target : targets.subList(1, targets.size())) {
            double[] expected = predicted.stream()
                    .mapToDouble(distribution -> distribution.expected(target.name()))
                    .toArray();
            double[] labels = truth.apply(target);
            others.put(
                    target.name(),
                    target.isProbability() ? Scores.of(expected, expected, labels) : Scores.of(expected, labels));
        }
        return Evaluation.of(forecasts(predicted, rows, truth, horizons, past, floored, segments, cautions))
                .withTargets(others);
    }

    void write(Section out) {
        out.put("currency", currency);
        regressor.write(out.begin("regressor"));
        explainer.write(out);
        baselines.write(out.begin("baselines"));
        profile.write(out.begin("population"));
        summary.write(out.begin("training"));
        if (orders != null) {
            orders.write(out.begin("orders"));
        }
        if (standings != null) {
            standings.write(out.begin("standings"));
        }
    }

    static RowModel read(Section in, FeatureSchema schema, Vocabulary vocabulary) throws ModelFormatException {
        String currency = in.word("currency", code -> CurrencyCode.require("it", code));
        ValueRegressor regressor = in.read("regressor", part -> ValueRegressor.read(part, schema, vocabulary));
        return new RowModel(
                regressor,
                ValueExplainer.read(in, regressor, currency),
                in.read("baselines", part -> FittedBaselines.read(part, Baseline.all())),
                in.has("population")
                        ? in.read("population", part -> FeatureProfile.read(part, schema))
                        : FeatureProfile.unknown(schema, true),
                currency,
                in.read("training", TrainingSummary::read),
                in.has("orders") ? in.read("orders", part -> OrderModel.read(part, schema)) : null,
                in.has("standings") ? in.read("standings", Standings::read) : null);
    }
}
