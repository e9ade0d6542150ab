package dev.clv.serve.drift;

/** Where something changed, in the order in which to look: what arrives first, then what is made of it. */
public enum DriftKind {
    /** How much arrives: events a day of one kind, or customers. */
    VOLUME,

    /** The share of events, or of customers, that lack a field or a feature. */
    MISSING,

    /** The level of the amounts of purchases. */
    AMOUNT,

    /** The shares of an attribute's values among customers, or of product categories among events. */
    CATEGORY,

    /** The distribution of a feature of the model. */
    FEATURE,

    /** The distribution of what the model predicts. */
    PREDICTION,

    /** What came true, beside what was predicted. */
    OUTCOME
}
