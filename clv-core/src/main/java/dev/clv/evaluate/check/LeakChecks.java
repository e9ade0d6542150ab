package dev.clv.evaluate.check;

import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.Bootstrap;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Forecasts;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.PredictedValues;
import dev.clv.evaluate.Verdict;
import dev.clv.features.event.EventLog;
import dev.clv.internal.CustomerFolds;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Tries to catch a way of training that knows the future or the answers, to be run on features, settings and lookups of
 * one's own from any test framework. A leak that is found is an {@link AssertionError} that says what differs.
 *
 * <pre>{@code
 * LeakChecks.futurePoison(log, cutoff.plus(horizon), poisoned -> {
 *     ClvModel model = ClvModel.builder().horizon(horizon).train(poisoned, cutoff);
 *     return model.predict(poisoned, customers, cutoff.plus(horizon)).stream()
 *         .mapToDouble(ClvPrediction::value).toArray();
 * });
 * LeakChecks.shuffledFutures(log, cutoff, (training, at) ->
 *     ClvModel.builder().horizon(horizon).train(training, at)::forecasts);
 * }</pre>
 */
public final class LeakChecks {

    /** Rarer than an unlucky draw in all the tests of a project. */
    private static final Bootstrap BOOTSTRAP =
            Bootstrap.defaults().resamples(2_000).level(0.999);

    private LeakChecks() {}

    /**
     * Checks that events from a time on change nothing that was computed without them, not by a bit: to the log come
     * absurd events of every customer, of some who were not there before, or the true ones are taken away.
     *
     * @param log not modified
     * @param known up to when events may count; later ones are the future
     * @param computed numbers made from a log: features, parameters, predictions, as of {@code known} at the latest and
     *     for the customers of the original log, in a fixed order
     * @throws AssertionError if a number differs; names the first
     */
    public static void futurePoison(EventLog log, Instant known, Function<EventLog, double[]> computed) {
        double[] expected = computed.apply(log);
        for (Poison poison : Poison.values()) {
            double[] actual = computed.apply(poison.applied(log, known));
            if (actual.length != expected.length) {
                throw new AssertionError("after " + poison.words() + " from " + known + " on there are " + actual.length
                        + " numbers instead of " + expected.length + ": something looks into the future");
            }
            for (int i = 0; i < expected.length; i++) {
                if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
                    throw new AssertionError("after " + poison.words() + " from " + known + " on number " + i + " of "
                            + expected.length + " is " + actual[i] + " instead of " + expected[i]
                            + ": something looks into the future");
                }
            }
        }
    }

    /**
     * Checks that nothing can be learned where there is nothing to learn: the customers exchange their futures at
     * random (every event from the cutoff on goes to another customer), half of them train, and the others' values,
     * which now have nothing to do with their past, must not be foreseen better than by a constant.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff the latest training origin, and as of when is predicted
     * @param trainer trains on the one half of the exchanged log and predicts the other
     * @throws AssertionError if the predictions rank the customers, or miss their values by less than a constant does,
     *     beyond noise (99.9 %)
     */
    public static void shuffledFutures(EventLog log, Instant cutoff, Backtest.Trainer trainer) {
        EventLog shuffled = Poison.exchanged(log, cutoff);
        Map<String, Integer> half = CustomerFolds.deal(shuffled.customers(), 2, 1);
        Set<String> training = new HashSet<>();
        Set<String> test = new HashSet<>();
        half.forEach((customer, fold) -> (fold == 0 ? training : test).add(customer));
        Forecasts forecasts = trainer.train(shuffled.only(training), cutoff).forecast(shuffled.only(test), cutoff);
        noBetterThanAConstant(forecasts.model());
    }

    /**
     * The same for predictions of any kind, such as those of a table whose labels were shuffled before it was split
     * into training and test rows.
     *
     * @param predicted of test rows, beside their shuffled labels
     * @throws AssertionError as {@link #shuffledFutures}
     * @throws IllegalArgumentException if there are fewer than 30 customers
     */
    public static void noBetterThanAConstant(PredictedValues predicted) {
        Comparison comparison = BOOTSTRAP.compare(predicted, predicted.meanOfTruth());
        if (comparison.differences().isEmpty()) {
            throw new IllegalArgumentException(
                    "the check needs predictions of at least 30 customers; take more of them");
        }
        List<Metric> better = List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE).stream()
                .filter(metric -> comparison.is(metric, Verdict.BETTER))
                .toList();
        if (!better.isEmpty()) {
            throw new AssertionError("trained on shuffled labels, the model is better than a constant on "
                    + Arrays.toString(better.stream().map(Metric::label).toArray())
                    + ", so it knows the labels of customers that it was not trained on: " + comparison);
        }
    }
}
