package dev.clv.features.read;

/** Takes a text apart into {@link TimeFields}. */
interface TimePattern {

    /** Whether {@code text} is a time of this pattern; {@code fields} then holds it, checked. */
    boolean parse(Slice text, TimeFields fields);

    /** Whether every time of this pattern says its own offset or zone. */
    boolean namesZone();
}
