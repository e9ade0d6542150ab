package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Turns one customer's events into features: the one extension point of this module.
 *
 * <p>An extractor folds events, in order of time, into a state and writes its features as of a cutoff, so that batch,
 * streaming and live scoring run the same code. It never sees an event at or after the cutoff. Extractors are immutable
 * and thread-safe; a state belongs to one customer and one thread.
 *
 * <p>The short way to write one:
 *
 * <pre>{@code
 * FeatureExtractor.of(
 *     Feature.numeric("events", "events", "Everything the customer did", "activity"),
 *     history -> history.events().size());
 * }</pre>
 */
public interface FeatureExtractor extends FittableExtractor {

    /** What it writes, in order; the same list at every call. */
    List<Feature> features();

    /**
     * A state that has seen nothing yet.
     *
     * @param customer the customer's id, for extractors that join facts from elsewhere
     * @param zone the zone whose calendar days count
     */
    State begin(String customer, ZoneId zone);

    /** An extractor is its own fit: it has nothing to learn. */
    @Override
    default Learner learner() {
        return Learner.of(this);
    }

    /**
     * Its settings and what it learned, for the model file: everything that {@link #restore} needs to make this
     * extractor from any other of its name. Empty unless overridden, which suits an extractor without settings.
     */
    default FittedState fittedState() {
        return FittedState.EMPTY;
    }

    /** An extractor without settings that learned nothing is restored as itself. */
    @Override
    default FeatureExtractor restore(FittedState state) {
        return this;
    }

    /**
     * An extractor of one feature, from a function of a history that is cut at the cutoff.
     *
     * @param feature what the function computes
     * @param value NaN where the feature is undefined; never infinite
     */
    static FeatureExtractor of(Feature feature, ToDoubleFunction<CustomerHistory> value) {
        return new HistoryExtractor(feature, value);
    }

    /** What has been seen of one customer. Not thread-safe. */
    interface State {

        /**
         * Takes in the next event.
         *
         * @param event not earlier than the one before it
         */
        void add(CustomerEvent event);

        /**
         * Writes the features as of {@code cutoff} into {@code row[offset ...]}, one per declared feature, NaN where
         * undefined. Leaves the state as it is, so that events may follow and a later cutoff may be written.
         *
         * @param cutoff after every event seen
         * @param row modified in the extractor's own places only
         * @param offset the first of those places
         */
        void write(Instant cutoff, double[] row, int offset);
    }
}
