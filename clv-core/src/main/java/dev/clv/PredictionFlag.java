package dev.clv;

/** A reason to trust a prediction less. */
public enum PredictionFlag {
    /** The customer has no purchase before the cutoff, or no known history at all; the model saw only buyers. */
    COLD_START,

    /** The log does not contain the customer's id, at any time: an id of another shop, or a mistyped one. */
    UNKNOWN_CUSTOMER,

    /** A category (an attribute's value, say) was never seen in training and is treated as unknown. */
    UNKNOWN_CATEGORY,

    /** A feature lies outside the range seen in training, so that the model extrapolates. */
    OUTSIDE_TRAINING_RANGE
}
