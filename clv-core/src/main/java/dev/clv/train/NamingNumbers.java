package dev.clv.train;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Tells whole numbers that name something, such as phones, articles, orders or postcodes, from quantities: by the name
 * of their column, or by their form, as no quantity has ten digits in each row that end in all ways.
 */
final class NamingNumbers {

    private static final int FEWEST = 20;

    /** Fewer different numbers are prepared as levels, which may be codes. */
    private static final int FEWEST_DIFFERENT = 13;

    /** The names of columns, and of things whose numbers are large. */
    private static final Pattern NAME = Pattern.compile("(?i)(.*[^a-z])?"
            + "(id|zip|plz|(zip|post|postal).?code(.?prefix)?|phone|phone.?number|telephone|tel|mobile|fax|ean|gtin|upc"
            + "|sku|isbn|barcode|iban|(order|invoice|article|item|account|card|customer|store)[^a-z]?(id|no|nr|num|number|code))"
            + "|(?-i).*[a-z](Id|ID|Zip|Phone|PostCode|Postcode|ZipCode)");

    /** Numbers of so many digits are no quantities, unless they are round or times. */
    private static final double LONG = 1e9;

    /** Those of so many are none if they are also all of one length, and nearly all different. */
    private static final double LONG_IF_EQUAL = 1e7;

    private static final double LARGE = 100;
    private static final double NEARLY_ALL = 0.98;

    /** Of numbers that end in any digit, a tenth ends in 0. */
    private static final double ROUND = 0.3;

    private static final double FIRST_SECOND = 9.0e8;
    private static final double LAST_SECOND = 2.3e9;

    private NamingNumbers() {}

    /**
     * Whether they are.
     *
     * @param name of the column
     * @param values ascending, without missing ones
     */
    static boolean are(String name, double[] values) {
        if (values.length < FEWEST
                || Arrays.stream(values).anyMatch(value -> value != Math.rint(value) || value < 0 || value > 1e18)) {
            return false;
        }
        long different = Arrays.stream(values).distinct().count();
        double middle = values[values.length / 2];
        if (different < FEWEST_DIFFERENT) {
            return false;
        }
        if (middle >= LARGE && NAME.matcher(name).matches()) {
            return true;
        }
        double round = Arrays.stream(values).filter(value -> value % 10 == 0).count() / (double) values.length;
        if (round > ROUND || areTimes(values)) {
            return false;
        }
        boolean equal = digits(values[0]) == digits(values[values.length - 1]);
        return values[0] >= LONG || (values[0] >= LONG_IF_EQUAL && equal && different >= NEARLY_ALL * values.length);
    }

    /** Seconds, milliseconds and microseconds since 1970, and dates of eight digits or more. */
    private static boolean areTimes(double[] values) {
        for (double unit = 1; unit <= 1e6; unit *= 1000) {
            double in = unit;
            if (Arrays.stream(values).allMatch(v -> v >= FIRST_SECOND * in && v <= LAST_SECOND * in)) {
                return true;
            }
        }
        return Arrays.stream(values).allMatch(NamingNumbers::isDate);
    }

    private static boolean isDate(double value) {
        String digits = Long.toString((long) value);
        return digits.matches("(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d*")
                || digits.matches("(0?[1-9]|[12]\\d|3[01])(0[1-9]|1[0-2])(19|20)\\d{2}");
    }

    private static int digits(double value) {
        return Long.toString((long) value).length();
    }
}
