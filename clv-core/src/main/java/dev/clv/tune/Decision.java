package dev.clv.tune;

import dev.clv.evaluate.Bootstrap;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Difference;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.PredictedValues;
import dev.clv.evaluate.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Whether the best trial replaces the given configuration, and why.
 *
 * @param winner the trial that is to be trained
 * @param words a sentence or more
 */
record Decision(Trial winner, String words) {

    /** What a better score must not be bought with. */
    private static final List<Metric> GUARDED = List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE_CAP99);

    private static final double ERROR = 0.05;
    private static final int FEWEST_DRAWS = 1_000;
    private static final int MOST_DRAWS = 10_000;
    private static final int DRAWS_PER_TRIAL = 40;

    /**
     * Compares the best trial with the first on the same held-out customers. Of many configurations one looks better by
     * chance, so that the interval of its difference is the wider the more there were (Bonferroni), and it must be
     * better in every fold, that is in trainings of their own.
     *
     * @param trials all that have ended; the first is the given configuration
     * @param predictions of a trial
     */
    static Decision of(List<Trial> trials, Metric score, Function<Trial, PredictedValues> predictions) {
        Trial own = trials.get(0);
        List<Trial> rivals = trials.stream()
                .filter(trial -> trial.succeeded() && trial.isWhole())
                .toList();
        Trial best = rivals.stream().min(Trial.bestFirst(score)).orElse(own);
        if (rivals.size() <= 1) {
            return new Decision(own, "No other configuration could be compared, so the given one is kept.");
        }
        if (best == own || !score.isBetter(best.score(), own.score())) {
            return new Decision(
                    own,
                    "The given configuration has the best score of the " + rivals.size()
                            + " that could be compared, so it is kept.");
        }
        String found = "Trial " + best.number() + " has the best score of the " + rivals.size()
                + " that could be compared; its " + score.label() + " against the given configuration: ";
        PredictedValues one = predictions.apply(best);
        PredictedValues other = predictions.apply(own);
        int against = rivals.size() - 1;
        Comparison strict = Bootstrap.defaults()
                .resamples(Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, DRAWS_PER_TRIAL * against)))
                .level(1 - ERROR / against)
                .compare(one, other);
        found += strict.of(score).map(Difference::toString).orElse("undefined");
        if (!strict.is(score, Verdict.BETTER)) {
            return kept(own, found + ", when all that were tried are allowed for");
        }
        long worse = IntStream.range(0, own.folds().size())
                .filter(fold ->
                        !score.isBetter(best.folds().get(fold), own.folds().get(fold)))
                .count();
        if (worse > 0) {
            return kept(own, found + ", but in " + worse + " of " + own.folds().size() + " folds not better at all");
        }
        Comparison usual = Bootstrap.defaults().compare(one, other);
        List<String> losses = GUARDED.stream()
                .filter(metric -> metric != score && usual.is(metric, Verdict.WORSE))
                .map(metric -> metric.label() + " is "
                        + usual.of(metric).map(Difference::toString).orElse("worse"))
                .toList();
        if (!losses.isEmpty()) {
            return kept(own, found + ", but " + String.join(" and ", losses));
        }
        return new Decision(
                best,
                String.format(
                        Locale.ROOT,
                        "%s, and better in every fold. It replaces that configuration. Its score flatters, because it"
                                + " was chosen by these customers; a cross-validation or backtest around the whole"
                                + " search gives one that does not.",
                        found));
    }

    private static Decision kept(Trial own, String why) {
        return new Decision(own, why + ". So the given configuration is kept.");
    }
}
