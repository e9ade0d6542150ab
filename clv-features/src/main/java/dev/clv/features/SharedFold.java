package dev.clv.features;

/**
 * A kind of fold that the extractors of a pipeline share: whichever of them ask for it, a customer's events are folded
 * once. An extractor asks in {@link FeatureExtractor#begin}, through {@link CustomerContext#shared}.
 *
 * <p>Declare one as a constant: two that are not equal may not have the same name. Immutable and thread-safe.
 *
 * @param <V> what extractors see of it
 */
public interface SharedFold<V> {

    /** A short, stable name, unique among the shared folds of a pipeline; snapshots refer to the fold by it. */
    String name();

    /**
     * A fold that has seen nothing yet.
     *
     * @param customer may be asked for other shared folds, which take in an event before this one does
     */
    Fold<V> begin(CustomerContext customer);

    /**
     * One customer's fold.
     *
     * @param <V> what extractors see of it
     */
    interface Fold<V> extends EventFold {

        /** What extractors read: always the same object, which only this fold modifies, as events come in. */
        V value();
    }
}
