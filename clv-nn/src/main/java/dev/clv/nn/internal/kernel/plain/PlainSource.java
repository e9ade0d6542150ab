package dev.clv.nn.internal.kernel.plain;

/** What the rows of a {@link PlainLayer} come from. */
interface PlainSource {

    /** Where the gradient by what it gives goes, unit by unit, (O, B). */
    float[][] dy();

    /** Goes on with that gradient, of these rows. */
    void backThroughActivation(int from, int to);
}
