package dev.clv.evaluate;

import dev.clv.features.event.EventLog;
import dev.clv.internal.CustomerFolds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How a way of training does on customers that it has not seen: customers are dealt into folds, and each fold is
 * predicted by a model that was trained on all others. It tells nothing of another time, whose season and drift a
 * {@link Backtest} shows: windows of training and test are the same, those of further horizons too. Immutable and
 * thread-safe; which fold a customer is in depends on the id and the seed alone.
 *
 * <p>Choose settings within each training, on the rows that it is given (nested cross-validation): the score of
 * settings that were chosen by these folds flatters.
 */
public final class CrossValidation {

    private static final String OVERLAP = "evaluation_overlaps_training";

    private final int folds;
    private final long seed;

    private CrossValidation(int folds, long seed) {
        this.folds = folds;
        this.seed = seed;
    }

    /**
     * With some folds and the seed 42, unless set.
     *
     * @param folds from 2 to 100
     */
    public static CrossValidation of(int folds) {
        if (folds < 2 || folds > 100) {
            throw new IllegalArgumentException("folds must be from 2 to 100, was " + folds);
        }
        return new CrossValidation(folds, 42);
    }

    /** With another seed of the dealing. */
    public CrossValidation seed(long other) {
        return new CrossValidation(folds, other);
    }

    /** Trains on some rows and predicts others. */
    @FunctionalInterface
    public interface Fold {

        /**
         * Trains and predicts.
         *
         * @param training the rows to train on, ascending
         * @param test the rows to predict, ascending
         * @return of the test rows, in their order
         */
        Forecasts forecast(int[] training, int[] test);
    }

    /**
     * Of rows, such as those of a table.
     *
     * <pre>{@code
     * CrossValidation.of(5).run(ids, (training, test) ->
     *     TableModel.builder().train(table.select(training)).forecasts(table.select(test)));
     * }</pre>
     *
     * @param ids the customer of each row; rows of one customer stay together
     * @throws IllegalArgumentException if there are fewer customers than folds
     */
    public CrossValidationReport run(List<String> ids, Fold fold) {
        Map<String, Integer> dealt = CustomerFolds.deal(ids, folds, seed);
        if (dealt.size() < folds) {
            throw new IllegalArgumentException(
                    folds + " folds need at least as many customers, there are " + dealt.size() + "; use fewer folds");
        }
        List<Forecasts> forecasts = new ArrayList<>();
        for (int number = 0; number < folds; number++) {
            int held = number;
            IntPredicate isTest = row -> dealt.getOrDefault(ids.get(row), 0) == held;
            int[] test = IntStream.range(0, ids.size()).filter(isTest).toArray();
            int[] training =
                    IntStream.range(0, ids.size()).filter(isTest.negate()).toArray();
            Forecasts one = fold.forecast(training, test);
            forecasts.add(one.ofCustomers(IntStream.of(test).mapToObj(ids::get).toList()));
        }
        return CrossValidationReport.of(forecasts);
    }

    /**
     * Of the customers of a log at one cutoff, at which both the training origins end and the predictions are made;
     * what the tested customers did before it is known, as it is of customers to be scored. That training windows
     * overlap the tested one is no caution here, since training leaves the tested customers out.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param trainer trains on a log of some customers; predicts those of another log
     * @throws IllegalArgumentException if there are fewer customers than folds, or too few to train
     */
    public CrossValidationReport run(EventLog log, Instant cutoff, Backtest.Trainer trainer) {
        Map<String, Integer> dealt = new TreeMap<>(CustomerFolds.deal(log.customers(), folds, seed));
        if (dealt.size() < folds) {
            throw new IllegalArgumentException(
                    folds + " folds need at least as many customers, there are " + dealt.size() + "; use fewer folds");
        }
        List<Forecasts> forecasts = new ArrayList<>();
        for (int held = 0; held < folds; held++) {
            Set<String> training = new HashSet<>();
            Set<String> test = new HashSet<>();
            int number = held;
            dealt.forEach((customer, fold) -> (fold == number ? test : training).add(customer));
            Forecasts one = trainer.train(log.only(training), cutoff).forecast(log.only(test), cutoff);
            forecasts.add(one.withCautions(one.cautions().stream()
                    .filter(caution -> !caution.key().equals(OVERLAP))
                    .toList()));
        }
        return CrossValidationReport.of(forecasts);
    }
}
