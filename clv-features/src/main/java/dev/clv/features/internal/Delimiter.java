package dev.clv.features.internal;

/** Tells from the header of a file what separates its columns. */
public final class Delimiter {

    private static final char[] KNOWN = {',', ';', '\t', '|'};

    private Delimiter() {}

    /**
     * The one of comma, semicolon, tab and vertical bar that stands most often in the first line, quoted parts left
     * out; the earlier of two that stand equally often, so a comma if there is none.
     *
     * @param text begins with the header
     */
    public static char of(CharSequence text) {
        int[] counts = new int[KNOWN.length];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!quoted && (c == '\n' || c == '\r')) {
                break;
            }
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
