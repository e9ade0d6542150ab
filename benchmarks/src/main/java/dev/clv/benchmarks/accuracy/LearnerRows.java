package dev.clv.benchmarks.accuracy;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows that our networks learn from and are scored on, for other learners. R = training rows, T = tested rows, F =
 * features.
 *
 * @param features (R, F), NaN where missing
 * @param labels (R)
 * @param customers whose row it is, as a number (R)
 * @param prior what Pareto/NBD x Gamma-Gamma expects of them (R), 0 of those it knows nothing of; null for a table
 * @param tested (T, F)
 * @param testedPrior (T); null for a table
 * @param truth (T)
 */
record LearnerRows(
        double[][] features,
        double[] labels,
        int[] customers,
        double @Nullable [] prior,
        double[][] tested,
        double @Nullable [] testedPrior,
        double[] truth) {

    /** A learner: from these rows to a value for each tested one (T). */
    interface Learner extends Function<LearnerRows, double[]> {}
}
