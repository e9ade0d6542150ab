package dev.clv.explain;

/** The scale on which contributions add up. */
public enum Link {
    /** Contributions add up on the prediction's own scale. */
    IDENTITY,

    /**
     * Contributions add up on the natural logarithm of the mean prediction, so that their exponentials multiply. Mean
     * predictions must be positive.
     */
    LOG;

    /**
     * A mean prediction on this scale.
     *
     * @throws IllegalStateException if this is {@link #LOG} and the mean prediction is not positive
     */
    public double apply(double meanPrediction) {
        if (this == IDENTITY) {
            return meanPrediction;
        }
        if (!(meanPrediction > 0)) {
            throw new IllegalStateException("the log link needs positive mean predictions, was " + meanPrediction
                    + "; use the identity link or a predictor with a positive output");
        }
        return StrictMath.log(meanPrediction);
    }
}
