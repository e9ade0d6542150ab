package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Turns one customer's events into features: the one extension point of this module.
 *
 * <p>An extractor folds events, in order of time, into a state and writes its features as of a cutoff, so that batch,
 * streaming and live scoring run the same code. It never sees an event at or after the cutoff. What several extractors
 * need is folded once: see {@link CustomerContext#shared}. Extractors are immutable and thread-safe; a state belongs to
 * one customer and one thread.
 *
 * <p>The short way to write one:
 *
 * <pre>{@code
 * FeatureExtractor.of(
 *     Feature.numeric("events", "events", "Everything known of the customer", "activity"),
 *     history -> history.events().size());
 * }</pre>
 *
 * <p>A feature must not depend on the clock, on the system's zone or locale, or on how long ago the first of January
 * 1970 was: a model that was trained on one year predicts the next.
 */
public interface FeatureExtractor extends FittableExtractor {

    /** What it writes, in order; the same list at every call. */
    List<Feature> features();

    /**
     * A state that has seen nothing yet.
     *
     * @param customer whose events will follow, in which zone, and the folds that extractors share
     */
    State begin(CustomerContext customer);

    /**
     * Whether it needs every event of a customer, with all its texts, to be kept; false unless overridden. Where states
     * are stored, the events of such an extractor are stored with them, so that a snapshot grows with the history and
     * is as personal as that.
     */
    default boolean needsWholeHistory() {
        return false;
    }

    /**
     * Whether NaN is an ordinary value of its features, such as the days since an order of a customer without one, so
     * that no report calls it missing; false unless overridden.
     */
    default boolean isNaNOrdinary() {
        return false;
    }

    /**
     * Whether its features come from what customers write, so that all of them are NaN or 0 for whoever wrote nothing;
     * false unless overridden. A scoring says once if nobody wrote anything, though customers of training did.
     */
    default boolean readsTexts() {
        return false;
    }

    /**
     * What became of the attributes or columns that it learned from; empty unless overridden. It need not be part of
     * {@link #fittedState()}, so that an extractor of a model file may know less.
     */
    default List<ColumnReport> columns() {
        return List.of();
    }

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
     * An extractor of one feature, from a function of a history that is cut at the cutoff. It
     * {@linkplain #needsWholeHistory() needs the whole history}.
     *
     * @param feature what the function computes
     * @param value NaN where the feature is undefined; never infinite
     * @throws IllegalArgumentException if the feature has several columns
     */
    static FeatureExtractor of(Feature feature, ToDoubleFunction<CustomerHistory> value) {
        if (feature.width() > 1) {
            throw new IllegalArgumentException("feature '" + feature.name() + "' has " + feature.width()
                    + " columns and the function gives one number; use FeatureExtractor.vector");
        }
        return vector(feature, history -> new double[] {value.applyAsDouble(history)});
    }

    /**
     * The same of a feature of several columns.
     *
     * @param feature what the function computes
     * @param values one number per column, never infinite; all NaN where the feature is undefined
     */
    static FeatureExtractor vector(Feature feature, Function<CustomerHistory, double[]> values) {
        return new HistoryExtractor(feature, values);
    }

    /** Writes the features of one customer. */
    interface FeatureWriter {

        /**
         * Writes the features as of {@code cutoff} into {@code row[offset ...]}, one place per declared feature, or as
         * many as it has columns, NaN where undefined. Leaves the state as it is, so that events may follow and a later
         * cutoff may be written.
         *
         * @param cutoff after every event seen
         * @param row modified in the extractor's own places only
         * @param offset the first of those places
         */
        void write(Instant cutoff, double[] row, int offset);
    }

    /** What has been seen of one customer. Not thread-safe. */
    interface State extends EventFold, FeatureWriter {

        /** A state with nothing of its own, of an extractor that reads shared folds only. */
        static State of(FeatureWriter writer) {
            return new StatelessState(writer);
        }
    }
}
