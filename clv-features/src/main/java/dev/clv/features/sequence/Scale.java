package dev.clv.features.sequence;

/**
 * What the numbers of a column are told in.
 *
 * @param unit of the curve, positive
 * @param mean of the curve over the training tokens that have a number
 * @param deviation its standard deviation, positive
 */
record Scale(double unit, double mean, double deviation) {

    /** Numbers are limited to so many standard deviations. */
    static final double BOUND = 5;

    Scale {
        if (!(unit > 0 && deviation > 0 && Double.isFinite(unit + mean + deviation))) {
            throw new IllegalArgumentException("a scale needs a positive unit and deviation and a finite mean, has "
                    + unit + ", " + deviation + " and " + mean);
        }
    }

    /** The number in standard deviations; 0, the mean, for NaN. */
    double of(TokenColumn column, double number) {
        double scaled = (column.curve(number, unit) - mean) / deviation;
        return Double.isNaN(scaled) ? 0 : Math.max(-BOUND, Math.min(BOUND, scaled));
    }
}
