package dev.clv.features.internal.cell;

import java.util.regex.Pattern;

/**
 * An id as a spreadsheet shows a long number, such as {@code 1.23E+11}: the digits that tell it from others are lost.
 */
public final class ShortenedId {

    private static final Pattern FORM = Pattern.compile("\\d([.,]\\d+)?[eE]\\+\\d{2,3}");

    private ShortenedId() {}

    /** Whether the id is one. */
    public static boolean is(String id) {
        return id.indexOf('+') > 0 && FORM.matcher(id).matches();
    }
}
