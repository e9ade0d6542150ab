package dev.clv.features.internal;

/** Tells from the header of a file what separates its columns. */
public final class Delimiter {

    private static final char[] KNOWN = {',', ';', '\t', '|'};

    private Delimiter() {}

    /** The first line that is not empty, without its end; a line end in quotes is part of it. */
    static String header(CharSequence text) {
        int start = 0;
        while (start < text.length() && isLineEnd(text.charAt(start))) {
            start++;
        }
        int end = start;
        boolean quoted = false;
        while (end < text.length() && (quoted || !isLineEnd(text.charAt(end)))) {
            quoted ^= text.charAt(end) == '"';
            end++;
        }
        return text.subSequence(start, end).toString();
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /**
     * The one of comma, semicolon, tab and vertical bar that stands most often in the first line that is not empty,
     * quoted parts left out; the earlier of two that stand equally often, so a comma if there is none.
     *
     * @param text begins with the header
     */
    public static char of(CharSequence text) {
        String header = header(text);
        int[] counts = new int[KNOWN.length];
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            for (int d = 0; d < KNOWN.length && !quoted; d++) {
                counts[d] += c == KNOWN[d] ? 1 : 0;
            }
        }
        int best = 0;
        for (int d = 1; d < counts.length; d++) {
            best = counts[d] > counts[best] ? d : best;
        }
        return KNOWN[best];
    }
}
