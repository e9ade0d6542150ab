package dev.clv.benchmarks.accuracy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ClvPrediction;
import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.baseline.PastSpend;
import dev.clv.evaluate.Scores;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.train.TrainingSet;
import dev.clv.tune.Tuned;
import dev.clv.tune.Tuning;
import dev.clv.value.PurchasePrior;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A training on an event log.
 *
 * @param training the log to train on
 * @param origin the latest training origin
 * @param log of the customers to score
 * @param at as of when they are scored
 * @param truth their values in the horizon after that, in the order in which they are scored
 */
record EventRun(
        EventLog training,
        Instant origin,
        EventLog log,
        Instant at,
        Duration horizon,
        Map<String, Double> truth,
        long seed)
        implements Protocol.Run {

    @Override
    public LearnerRows rows() {
        TrainingSet set = ClvModel.builder().horizon(horizon).seed(seed).trainingSet(training, origin);
        double[][] features = set.rows().features().toArray();
        double[][] tested =
                set.pipeline().extract(log, List.copyOf(truth.keySet()), at).toArray();
        PurchasePrior prior = set.prior();
        return new LearnerRows(
                features,
                set.rows().labels(),
                customers(set.rows().features()),
                prior == null ? null : values(prior, features),
                tested,
                prior == null ? null : values(prior, tested),
                truth.values().stream().mapToDouble(value -> value).toArray());
    }

    private static int[] customers(FeatureMatrix features) {
        Map<String, Integer> numbers = new HashMap<>();
        return IntStream.range(0, features.rows())
                .map(row -> numbers.computeIfAbsent(features.customer(row), id -> numbers.size()))
                .toArray();
    }

    private static double[] values(PurchasePrior prior, double[][] rows) {
        return Arrays.stream(rows)
                .map(prior::expected)
                .mapToDouble(expected -> expected.isKnown() ? expected.value() : 0)
                .toArray();
    }

    @Override
    public Scores score(UnaryOperator<ClvModelBuilder> settings) {
        return scores(settings.apply(builder()).train(training, origin));
    }

    @Override
    public Scores tuned(Tuning tuning, Consumer<String> verdict) {
        Tuned<ClvModel> tuned = tuning.run(training, origin, this::builder);
        verdict.accept(tuned.report().toString());
        return scores(tuned.train());
    }

    @Override
    public Scores score(Baseline baseline) {
        List<String> buyers = Population.buyersBefore(training, origin);
        LabelWindow window = LabelWindow.observed(training, origin, new Horizon(horizon));
        double[] labels = buyers.stream()
                .mapToDouble(
                        customer -> window.label(training.history(customer)).value())
                .toArray();
        double[] fitted = baseline.fit(past(training, buyers, origin), labels);
        return Scores.of(
                baseline.predict(fitted, past(log, List.copyOf(truth.keySet()), at)),
                truth.values().stream().mapToDouble(value -> value).toArray());
    }

    private BaselineRows past(EventLog of, List<String> customers, Instant cutoff) {
        return BaselineRows.of(
                customers.stream()
                        .map(customer -> PastSpend.of(of.history(customer).before(cutoff)))
                        .toList(),
                new Horizon(horizon));
    }

    private ClvModelBuilder builder() {
        return ClvModel.builder().horizon(horizon).seed(seed);
    }

    private Scores scores(ClvModel model) {
        List<ClvPrediction> predictions = model.predict(log, List.copyOf(truth.keySet()), at);
        return Scores.of(
                predictions.stream().map(ClvPrediction::distribution).toList(),
                truth.values().stream().mapToDouble(value -> value).toArray());
    }
}
