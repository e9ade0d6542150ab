package dev.clv.features.prepare;

/**
 * (x - center) / scale.
 *
 * @param center subtracted
 * @param scale divided by; 0 for a feature that never varied, and not finite for one too large for doubles
 */
record Rescaling(double center, double scale) {

    double apply(double value) {
        return (value - center) / scale;
    }

    /** Whether there is nothing to divide by, so that the output is always 0. */
    boolean isConstant() {
        return !(scale > 0 && scale < Double.POSITIVE_INFINITY);
    }
}
