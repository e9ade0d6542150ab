package dev.clv.features.select;

import java.util.List;

/**
 * Measures what features are worth to a model. It learns from some training rows and is judged on others, so that no
 * feature gets credit for what was learned by heart.
 */
@FunctionalInterface
public interface ImportanceMeasure {

    /**
     * How much worse predictions of held-out rows become when a feature no longer tells the truth, for instance when it
     * is shuffled among them (permutation importance, Breiman 2001).
     *
     * <p>Must give the same bits for the same arguments. Called for several resamples, at the same time if there are
     * several threads.
     *
     * @param features the names of the features to learn from, in column order; at least one
     * @param training the numbers of the rows to learn from, ascending; at least one
     * @param heldOut the numbers of the rows to judge by, ascending, of other customers; at least one
     * @param seed of everything random
     * @return one number per feature, in any unit; zero or less for a feature that does not help
     */
    double[] measure(List<String> features, int[] training, int[] heldOut, long seed);
}
