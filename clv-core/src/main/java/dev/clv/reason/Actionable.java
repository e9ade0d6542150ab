package dev.clv.reason;

/** A feature that the business can act upon, and what it may become. Every other feature stays as it is. */
public sealed interface Actionable permits Lever, CategoryLever {

    /** The feature's name. */
    String feature();
}
