package dev.clv.features.prepare;

import dev.clv.features.Feature;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By how much features of events may have grown since training because time went by, and how well training knew them.
 *
 * <p>A feature whose unit is {@code days} is an age and grows by the days that went by. Any other adds up what
 * happened, in the window that its name ends in ({@code orders_90d}) or at any time, and may grow as the part of that
 * window in which something could happen. Attributes do not grow.
 *
 * <p>The ends of training ranges are those of the outermost 20 customers. If these are many of all customers, or if
 * most of them have the same count, they tell little of how far others are from them.
 *
 * @param past how many days of events the latest training rows could look back on; positive, infinite if nothing grows
 * @param days how many days later a row was made; zero or more, finite
 * @param customers how many customers training had; positive, infinite if they do not matter
 */
public record Growth(double past, double days, double customers) {

    /** No growth, as for rows of a table. */
    public static final Growth NONE = new Growth(Double.POSITIVE_INFINITY, 0);

    /** After training with so many customers or fewer there is the most room. */
    private static final double FEW = 150;

    private static final double MOST_ROOM = 2.5;

    private static final String ATTRIBUTE = "attr.";
    private static final Pattern WINDOW = Pattern.compile(".*_(\\d{1,5})d");

    /** Checks the ranges. */
    public Growth {
        if (!(past > 0) || !(days >= 0 && days < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a growth needs a positive past and finite days of zero or more, were " + past + " and " + days);
        }
        if (!(customers > 0)) {
            throw new IllegalArgumentException("customers must be positive, were " + customers);
        }
    }

    /** Growth alone, after a training with many customers. */
    public Growth(double past, double days) {
        this(past, days, Double.POSITIVE_INFINITY);
    }

    /**
     * How many times as large as the upper end of its training range a value may be, or as the lower one it may be
     * small, without being strange: 2.5 for up to 150 customers, then 1 + 225 / customers.
     */
    double room() {
        return 1 + (MOST_ROOM - 1) * Math.min(1, FEW / customers);
    }

    /** By how many days an age may have grown; 0 of other features. */
    public double added(Feature feature) {
        return isAge(feature) ? days : 0;
    }

    /** How many times as large a feature may have become; 1 of ages and attributes. */
    public double factor(Feature feature) {
        if (isAge(feature) || feature.name().startsWith(ATTRIBUTE) || past == Double.POSITIVE_INFINITY) {
            return 1;
        }
        double window = window(feature);
        return Math.min(window, past + days) / Math.min(window, past);
    }

    /**
     * Whether a value of a feature of events is nothing strange, although training saw none like it: 0 where nothing
     * has happened yet, or for a while; and any change from -1 to 1, the earlier part of which may have been before the
     * log began.
     */
    boolean isOfCourse(Feature feature, double value) {
        boolean ofEvents = past < Double.POSITIVE_INFINITY
                && !isAge(feature)
                && !feature.name().startsWith(ATTRIBUTE);
        return ofEvents && (value == 0 || feature.unit().equals("-1 to 1"));
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
