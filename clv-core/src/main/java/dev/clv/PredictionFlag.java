package dev.clv;

/** A reason to trust a prediction less. */
public enum PredictionFlag {
    /** The customer has no purchase before the cutoff, or no known history at all; the model saw only buyers. */
    COLD_START,

    /** The log does not contain the customer's id, at any time: an id of another shop, or a mistyped one. */
    UNKNOWN_CUSTOMER,

    /** A category (an attribute's value, say) was never seen in training and is treated as unknown. */
    UNKNOWN_CATEGORY,

    /**
     * A feature lies outside the range seen in training by more than half of it, so that the model extrapolates. What
     * grows as time goes by, such as the time since the first purchase or all that was spent so far, may have grown by
     * the time since training, up to four horizons.
     */
    OUTSIDE_TRAINING_RANGE,

    /**
     * An attribute, a signal, a column or a feature of an extractor of your own is missing that at least 95 of 100
     * training rows had.
     */
    MISSING_FEATURE,

    /**
     * The prediction is as of a time later than {@link dev.clv.features.event.CustomerHistory#currentUntil()}: whoever
     * bought since the end of the observed time looks inactive.
     */
    AFTER_OBSERVED_TIME
}
