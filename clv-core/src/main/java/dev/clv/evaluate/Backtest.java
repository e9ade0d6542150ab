package dev.clv.evaluate;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How a way of training would have done in the past, had it been used: at each of several origins a model is trained on
 * what was known then, and its predictions are compared with the horizon that followed (rolling-origin evaluation;
 * Tashman 2000, "Out-of-sample tests of forecasting accuracy"). Immutable and thread-safe.
 *
 * <p>At each origin the log is cut: what is trained sees no event from the origin on. The latest training origin lies
 * one horizon (of several, the longest) before, so that no training window reaches into the window that is tested.
 *
 * <pre>{@code
 * BacktestReport report = Backtest.of(4, Duration.ofDays(90)).run(log, horizon, (known, cutoff) -> {
 *     ClvModel model = ClvModel.builder().horizon(horizon).train(known, cutoff);
 *     return model::forecasts;
 * });
 * }</pre>
 *
 * <p>Choose settings within {@link Trainer#train}, on the log that it is given (nested validation): a report of
 * settings that were chosen by the report itself flatters.
 */
public final class Backtest {

    private final int origins;
    private final Horizon step;
    private final List<String> attributes;

    private Backtest(int origins, Horizon step, List<String> attributes) {
        this.origins = origins;
        this.step = step;
        this.attributes = List.copyOf(attributes);
    }

    /**
     * Origins that go back from the latest one whose horizon a log has seen.
     *
     * @param origins how many, from 1 to 100
     * @param step how far apart; positive; a whole number of days means calendar days in the log's zone. In steps
     *     shorter than the horizon windows overlap, so that the origins tell less than their number suggests
     */
    public static Backtest of(int origins, Duration step) {
        if (origins < 1 || origins > 100) {
            throw new IllegalArgumentException("origins must be from 1 to 100, was " + origins);
        }
        return new Backtest(origins, new Horizon(step), List.of());
    }

    /**
     * Also scores each segment by these attributes of the customers, as they were known at each origin; none unless
     * set.
     *
     * @param others such as {@code channel}; at least one customer must have each of them before the latest origin
     */
    public Backtest by(List<String> others) {
        return new Backtest(origins, step, others);
    }

    /** Trains a model of one time. */
    @FunctionalInterface
    public interface Trainer {

        /**
         * Trains on what is given, and nothing else.
         *
         * @param known the log as far as it was seen at the origin; in a {@link CrossValidation}, that of some
         *     customers
         * @param cutoff the latest training origin; in a backtest the longest horizon before the end of what was seen
         * @throws IllegalArgumentException if too little was known
         */
        Forecaster train(EventLog known, Instant cutoff);
    }

    /** A trained model. */
    @FunctionalInterface
    public interface Forecaster {

        /**
         * Predicts everybody who bought before the origin.
         *
         * @param log of the customers to predict, who may have events after the origin: what came true
         * @param origin as of when
         */
        Forecasts forecast(EventLog log, Instant origin);
    }

    /**
     * Trains and tests at every origin, the earliest first.
     *
     * @param log not modified
     * @param horizon that is predicted; positive
     * @param trainer called once an origin
     * @throws IllegalArgumentException if nothing can be trained at one of the origins, which the message names, or
     *     nobody has an attribute of {@link #by} before the latest origin
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public BacktestReport run(EventLog log, Duration horizon, Trainer trainer) {
        return run(log, horizon, horizon, trainer);
    }

    /**
     * The same of models that predict over further horizons, too. What counts of time is the longest horizon: origins
     * go back from the latest one after which the log has seen it, and trainings end as long before each origin, so
     * that no training window of any horizon reaches into what is tested.
     *
     * @param longest of all horizons
     * @throws IllegalArgumentException also if it is shorter than {@code horizon}
     */
    public BacktestReport run(EventLog log, Duration horizon, Duration longest, Trainer trainer) {
        if (longest.compareTo(horizon) < 0) {
            throw new IllegalArgumentException("the longest horizon must be at least the main one of "
                    + new Horizon(horizon) + ", was " + new Horizon(longest));
        }
        Horizon ahead = new Horizon(longest);
        Deque<Instant> all = new ArrayDeque<>();
        Instant latest = ahead.before(log.observedUntil(), log.zone());
        for (int i = 0; i < origins; i++) {
            all.addFirst(latest);
            latest = step.before(latest, log.zone());
        }
        AttributeSegments.require(attributes, log, all.getLast());
        List<BacktestReport.Round> rounds = new ArrayList<>();
        List<Forecasts> forecasts = new ArrayList<>();
        for (Instant origin : all) {
            Instant cutoff = ahead.before(origin, log.zone());
            Forecasts ofOrigin = AttributeSegments.divide(
                    forecasts(log, origin, cutoff, trainer, rounds.size() + 1), attributes, log, origin);
            forecasts.add(ofOrigin);
            rounds.add(new BacktestReport.Round(origin, cutoff, Evaluation.of(ofOrigin)));
        }
        return new BacktestReport(horizon, rounds, Evaluation.of(Forecasts.pooled(forecasts)));
    }

    private Forecasts forecasts(EventLog log, Instant origin, Instant cutoff, Trainer trainer, int number) {
        try {
            return trainer.train(cut(log, origin), cutoff).forecast(log, origin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the backtest cannot train for the origin " + origin + " (number " + number + " of " + origins
                            + ", the earliest first): " + e.getMessage()
                            + "; if too little had happened by then, take fewer origins or a shorter step",
                    e);
        }
    }

    /**
     * The log as it was seen at a time: without what came later, observed until then.
     *
     * @param end not before the log's first event
     */
    public static EventLog cut(EventLog log, Instant end) {
        EventLog.Builder known = EventLog.builder().zone(log.zone()).observedUntil(end);
        String currency = log.currency();
        if (currency != null) {
            known.currency(currency);
        }
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).before(end).events()) {
                known.add(customer, event);
            }
        }
        return known.build();
    }
}
