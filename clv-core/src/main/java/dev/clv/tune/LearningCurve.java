package dev.clv.tune;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModelBuilder;
import dev.clv.TableModelBuilder;
import dev.clv.evaluate.Bootstrap;
import dev.clv.evaluate.Difference;
import dev.clv.evaluate.Interval;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.PredictedValues;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Would more data help? Trains on an eighth, a quarter, a half and all of three quarters of the customers, and predicts
 * the last quarter, always the same, each time. What is more than noise is told by the paired difference between all
 * and a half of them.
 *
 * <p>Customers are what grows, not the time that was observed: a log of more seasons may help where more customers do
 * not. How a log is validated is as for {@link Tuning}. The same seed gives the same bits, for any number of threads.
 * Immutable; every method returns a changed copy.
 */
public final class LearningCurve {

    private static final LearningCurve DEFAULTS = new LearningCurve(Metric.CRPS, 3, 42, 1);

    private static final int FOLDS = 4;

    /** On fewer customers than this nothing is trained. */
    private static final int FEWEST_CUSTOMERS = 40;

    private final Metric score;
    private final int repeats;
    private final long seed;
    private final int threads;

    private LearningCurve(Metric score, int repeats, long seed, int threads) {
        this.score = score;
        this.repeats = repeats;
        this.seed = seed;
        this.threads = threads;
    }

    /** {@link Metric#CRPS}, three repeats, seed 42, one thread, unless set. */
    public static LearningCurve defaults() {
        return DEFAULTS;
    }

    /** With another metric. */
    public LearningCurve score(Metric metric) {
        return new LearningCurve(requireNonNull(metric, "score"), repeats, seed, threads);
    }

    /**
     * With another number of trainings for each size, each with another seed and on other customers.
     *
     * @param count from 1 to 100
     */
    public LearningCurve repeats(int count) {
        if (count < 1 || count > 100) {
            throw new IllegalArgumentException("repeats must be from 1 to 100, was " + count);
        }
        return new LearningCurve(score, count, seed, threads);
    }

    /** With another seed of the dealing of customers; trainings count up from the builder's seed. */
    public LearningCurve seed(long other) {
        return new LearningCurve(score, repeats, other, threads);
    }

    /**
     * With more threads, which change no bit.
     *
     * @param count at least 1
     */
    public LearningCurve threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + count);
        }
        return new LearningCurve(score, repeats, seed, count);
    }

    /**
     * Of a model of an event log.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff as of when customers are predicted
     * @param builder makes a builder with a horizon, each time with the same settings
     * @throws IllegalArgumentException if nothing can be trained, the score is undefined, or there are too few
     *     customers for two sizes
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    public LearningCurveReport run(EventLog log, Instant cutoff, Supplier<ClvModelBuilder> builder) {
        return run(new LogSplits(log, cutoff, builder, FOLDS, seed));
    }

    /** Of a model of a plain table; otherwise as for an event log. */
    public LearningCurveReport run(Table table, Supplier<TableModelBuilder> builder) {
        return run(new TableSplits(table, builder, FOLDS, seed));
    }

    private LearningCurveReport run(Splits splits) {
        List<Double> shares = Stream.of(0.125, 0.25, 0.5, 1.0)
                .filter(share -> share * splits.customers() >= FEWEST_CUSTOMERS)
                .toList();
        if (shares.size() < 2) {
            throw new IllegalArgumentException("a learning curve needs at least " + 2 * FEWEST_CUSTOMERS
                    + " customers to train on, has " + splits.customers() + "; add customers");
        }
        List<LearningCurveReport.Point> points = new ArrayList<>();
        List<PredictedValues> predicted = new ArrayList<>();
        for (double share : shares) {
            PredictedValues all = predictions(splits, share);
            double value = all.scores().get(score);
            Interval interval = Bootstrap.defaults().intervals(all).get(score);
            if (Double.isNaN(value) || interval == null) {
                throw new IllegalArgumentException(score.label()
                        + " has no interval for these predictions; take another score, or, if fewer than 30"
                        + " customers are predicted, add customers");
            }
            predicted.add(all);
            int customers =
                    splits.split(new Splits.Part(0, share, 0, null)).rows().customers();
            points.add(new LearningCurveReport.Point(share, customers, value, interval));
        }
        Difference last = Bootstrap.defaults()
                .compare(predicted.get(predicted.size() - 1), predicted.get(predicted.size() - 2))
                .of(score)
                .orElseThrow();
        return new LearningCurveReport(
                score,
                points,
                last.difference(),
                last.interval(),
                words(points, last),
                "a quarter of the customers, always the same, is predicted " + splits.words());
    }

    /** Of all repeats together; the rows of a customer are drawn together. */
    private PredictedValues predictions(Splits splits, double share) {
        List<PredictedValues> parts = new ArrayList<>();
        List<String> customers = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            Split split = splits.split(new Splits.Part(0, share, share == 1 ? 0 : repeat, null));
            long next = splits.settings().seed() + repeat;
            parts.add(split.predict(splits.settings().seed(next), splits.purchaseModel(), threads));
            customers.addAll(split.customers());
        }
        return PredictedValues.pooled(parts).ofCustomers(customers);
    }

    private String words(List<LearningCurveReport.Point> points, Difference last) {
        int all = points.get(points.size() - 1).customers();
        int half = points.get(points.size() - 2).customers();
        String found = score.label() + " of " + all + " customers against " + half + ": " + last + ". ";
        return found
                + switch (last.verdict()) {
                    case BETTER -> "More customers of the same kind would probably help further.";
                    case NO_DIFFERENCE ->
                        "Another doubling would hardly bring more than the better end of that range; other"
                                + " features, settings or a longer log may.";
                    case UNDECIDED -> "Resampling does not tell how far that is noise; take another score.";
                    case WORSE ->
                        "More customers made it worse, so that they are of another kind, or the settings do not"
                                + " suit them; look at the segments of an evaluation.";
                };
    }
}
