package dev.clv.features.internal.opinion;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of pages and mailboxes, whose words say nothing about a purchase. */
final class Addresses {

    private static final int[] NONE = {};

    /** Repetitions are bounded or of single characters, so that matching is linear and needs no deep stack. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![a-z0-9])(?:[a-z]{2,10}://|www\\.)[!-~&&[^<>\"]]*[a-z0-9/]"
                    + "|[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,8}",
            Pattern.CASE_INSENSITIVE);

    private Addresses() {}

    /** Where addresses begin and end (exclusive) in a text, by turns and in order; often empty. */
    static int[] in(CharSequence text) {
        String whole = text.toString();
        if (whole.indexOf('@') < 0 && !whole.contains("://") && !whole.contains("www.") && !whole.contains("WWW.")) {
            return NONE;
        }
        int[] bounds = new int[8];
        int size = 0;
        Matcher matcher = ADDRESS.matcher(whole);
        while (matcher.find()) {
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * size);
            }
            bounds[size++] = matcher.start();
            bounds[size++] = matcher.end();
        }
        return Arrays.copyOf(bounds, size);
    }
}
