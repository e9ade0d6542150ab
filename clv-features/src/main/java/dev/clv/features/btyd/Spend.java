package dev.clv.features.btyd;

/**
 * What a customer spends on an order-day.
 *
 * @param days the order-days with a value above 0; the x of the Gamma-Gamma model
 * @param mean the mean value of those days; NaN if there are none
 */
public record Spend(int days, double mean) {

    /** Nothing known. */
    public static final Spend NONE = new Spend(0, Double.NaN);

    /**
     * Refuses a mean that is not a positive number where there are days, and one that is a number where there are none.
     */
    public Spend {
        if (days < 0) {
            throw new IllegalArgumentException("days must be zero or more, was " + days);
        }
        if (days == 0 ? !Double.isNaN(mean) : !(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the mean of " + days + " days must be "
                    + (days == 0 ? "NaN" : "a positive number") + ", was " + mean);
        }
    }
}
