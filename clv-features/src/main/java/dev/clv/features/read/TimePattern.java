package dev.clv.features.read;

/** Takes a text apart into {@link TimeFields}. */
interface TimePattern {

    /** True when {@code text} is a time of this pattern; {@code fields} then holds it, checked. */
    boolean parse(Slice text, TimeFields fields);

    /** True when every time of this pattern says its own offset or zone. */
    boolean namesZone();
}
