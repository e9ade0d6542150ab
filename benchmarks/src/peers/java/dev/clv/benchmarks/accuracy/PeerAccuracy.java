package dev.clv.benchmarks.accuracy;

import static dev.clv.benchmarks.accuracy.AccuracyReport.Contender.learner;

import java.util.Map;

/**
 * {@link AccuracyReport} with other libraries on the very rows that our networks learn from: boosted trees with a
 * Tweedie loss, or in two stages; those of {@code _offset} start from the logarithm of what Pareto/NBD x Gamma-Gamma
 * expects.
 */
public final class PeerAccuracy {

    private PeerAccuracy() {}

    /** Runs what the arguments name. */
    public static void main(String[] args) {
        AccuracyReport.run(
                args,
                Map.of(
                        "xgboost", learner(new XgboostTweedie(false)),
                        "xgboost_two_stage", learner(new XgboostTwoStage()),
                        "xgboost_offset", learner(new XgboostTweedie(true)),
                        "lightgbm", learner(new LightGbmTweedie(false)),
                        "lightgbm_offset", learner(new LightGbmTweedie(true))));
    }
}
