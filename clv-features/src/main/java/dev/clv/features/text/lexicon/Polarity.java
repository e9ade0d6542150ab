package dev.clv.features.text.lexicon;

/** Whether something is praised or complained about. */
public enum Polarity {
    /** Complained about. */
    NEGATIVE,
    /** Neither, or both to the same degree. */
    NEUTRAL,
    /** Praised. */
    POSITIVE
}
