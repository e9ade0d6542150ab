package dev.clv.benchmarks.accuracy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ClvPrediction;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    public Scores score(UnaryOperator<ClvModelBuilder> settings) {
        ClvModel model =
                settings.apply(ClvModel.builder().horizon(horizon).seed(seed)).train(training, origin);
        List<ClvPrediction> predictions = model.predict(log, List.copyOf(truth.keySet()), at);
        return Scores.of(
                predictions.stream().map(ClvPrediction::distribution).toList(),
                truth.values().stream().mapToDouble(value -> value).toArray());
    }
}
