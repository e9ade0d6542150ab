package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/**
 * An extractor that first has to learn facts about the population: a vocabulary, popularities, typical values.
 *
 * <p>It learns them from training histories only, each cut at its own cutoff, and the result is an immutable extractor
 * that carries what it learned. Whatever it learned ends up in model files, so it must hold nothing of a single
 * customer: count customers, not rows, and ask for at least {@link Privacy#MIN_CUSTOMERS} of them.
 */
public interface FittableExtractor {

    /** A short, stable name, unique within a pipeline; model files refer to the extractor by it. */
    String name();

    /** A learner that has seen nothing yet. */
    Learner learner();

    /**
     * Learns from training histories, in one pass over them.
     *
     * @param histories one per training row, each cut at that row's cutoff
     * @return an extractor that needs nothing but a customer's own events
     */
    default FeatureExtractor fit(Iterable<CustomerHistory> histories) {
        Learner learner = learner();
        histories.forEach(learner::add);
        return learner.learned();
    }

    /**
     * The inverse of {@link FeatureExtractor#fittedState()}: the extractor of that state, whatever settings this one
     * has.
     *
     * @param state of an extractor of the same name
     * @throws IllegalArgumentException if the state lacks something
     */
    FeatureExtractor restore(FittedState state);

    /**
     * Takes in training histories, one at a time, in any order. Two learners of one extractor that took in different
     * histories can be merged into what one learner of all of them would be, to the bit, in any order and grouping of
     * the merges; the histories of one customer may be spread over them. Not thread-safe.
     */
    interface Learner {

        /**
         * Takes in the history of one training row.
         *
         * @param history cut at the row's cutoff; a customer may have several rows, at different cutoffs
         */
        void add(CustomerHistory history);

        /**
         * Takes in the id of a customer of the log, who may have no training row, so that no id is learned as a name or
         * as a category; ignored unless overridden.
         */
        default void know(String customer) {}

        /**
         * Appends what was taken in so far, so that {@link #merge} can add it to another learner, possibly on another
         * machine. It may hold what model files must not, such as rare values.
         *
         * @throws UnsupportedOperationException unless overridden
         */
        default void snapshot(StateWriter out) {
            throw new UnsupportedOperationException("this learner cannot be stored; override snapshot and merge");
        }

        /**
         * Takes in everything that another learner of the same extractor had taken in.
         *
         * @param other what its {@link #snapshot} appended
         * @throws UnsupportedOperationException unless overridden
         */
        default void merge(StateReader other) {
            throw new UnsupportedOperationException("this learner cannot be merged; override snapshot and merge");
        }

        /** The extractor that what was taken in so far makes; more may follow. */
        FeatureExtractor learned();

        /** The learner of an extractor that has nothing to learn. */
        static Learner of(FeatureExtractor extractor) {
            return new NothingToLearn(extractor);
        }
    }
}
