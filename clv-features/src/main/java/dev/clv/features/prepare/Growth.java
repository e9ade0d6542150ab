package dev.clv.features.prepare;

import dev.clv.features.Feature;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By how much features of events may have grown since training because time went by.
 *
 * <p>A feature whose unit is {@code days} is an age and grows by the days that went by. Any other adds up what
 * happened, in the window that its name ends in ({@code orders_90d}) or at any time, and may grow as the part of that
 * window in which something could happen. Attributes do not grow.
 *
 * @param past how many days of events the latest training rows could look back on; positive, infinite if nothing grows
 * @param days how many days later a row was made; zero or more, finite
 */
public record Growth(double past, double days) {

    /** No growth, as for rows of a table. */
    public static final Growth NONE = new Growth(Double.POSITIVE_INFINITY, 0);

    private static final Pattern WINDOW = Pattern.compile(".*_(\\d{1,5})d");

    /** Checks the ranges. */
    public Growth {
        if (!(past > 0) || !(days >= 0 && days < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a growth needs a positive past and finite days of zero or more, were " + past + " and " + days);
        }
    }

    /** By how many days an age may have grown; 0 of other features. */
    public double added(Feature feature) {
        return isAge(feature) ? days : 0;
    }

    /** How many times as large a feature may have become; 1 of ages and attributes. */
    public double factor(Feature feature) {
        if (isAge(feature) || feature.name().startsWith("attr.") || past == Double.POSITIVE_INFINITY) {
            return 1;
        }
        double window = window(feature);
        return Math.min(window, past + days) / Math.min(window, past);
    }

    /** Whether a feature looks at a window in which nothing may have happened, although in training something had. */
    boolean mayBeEmpty(Feature feature) {
        return past < Double.POSITIVE_INFINITY && window(feature) < Double.POSITIVE_INFINITY;
    }

    /** The days that a feature looks back; infinite if its name does not end in a window. */
    public static double window(Feature feature) {
        Matcher window = WINDOW.matcher(feature.name());
        return window.matches() ? Math.max(1, Integer.parseInt(window.group(1))) : Double.POSITIVE_INFINITY;
    }

    /** Whether the feature is an age or a duration in days. */
    public static boolean isAge(Feature feature) {
        return feature.unit().equals("days");
    }
}
