package dev.clv.features.internal.text;

import java.util.Arrays;

/**
 * The tokens of a text, in order: words of scripts that part words by blanks, single characters of scripts that do not
 * (Chinese, Japanese kana, Thai, ...), and single marks and symbols, emoji among them. Blanks are no tokens. Immutable.
 *
 * <p>A word is letters, digits and marks that combine; an apostrophe between two of them is part of it.
 */
public final class Tokens {

    private static final byte BLANK = 0;
    private static final byte WORD = 1;
    private static final byte ALONE = 2;
    private static final byte SYMBOL = 3;

    private static final byte[] KINDS = kinds();

    private final NormalText text;
    private int[] starts;
    private int[] ends;
    private long[] hashes;
    private int size;

    private Tokens(NormalText text) {
        this.text = text;
        int expected = text.length() / 4 + 8;
        starts = new int[expected];
        ends = new int[expected];
        hashes = new long[expected];
        int length = text.length();
        int at = 0;
        while (at < length) {
            byte kind = KINDS[text.charAt(at)];
            if (kind == BLANK) {
                at++;
            } else if (kind == WORD) {
                at = addWord(at);
            } else {
                int end = at + Character.charCount(Character.codePointAt(text, at));
                long hash = text.charAt(at);
                add(at, end, end - at == 1 ? hash : hash << Character.SIZE | text.charAt(at + 1));
                at = end;
            }
        }
    }

    /** The tokens of a text. */
    public static Tokens of(NormalText text) {
        return new Tokens(text);
    }

    private int addWord(int start) {
        long hash = 0;
        int end = start;
        while (end < text.length()) {
            char unit = text.charAt(end);
            boolean inside = KINDS[unit] == WORD
                    || unit == '\'' && end + 1 < text.length() && KINDS[text.charAt(end + 1)] == WORD;
            if (!inside) {
                break;
            }
            hash = (hash ^ unit) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
            end++;
        }
        add(start, end, hash);
        return end;
    }

    private void add(int start, int end, long hash) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        hashes[size++] = hash;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Where a token begins in the normal text. */
    public int start(int token) {
        return starts[token];
    }

    /** Where a token ends in the normal text, exclusive. */
    public int end(int token) {
        return ends[token];
    }

    /** A number that equal tokens share, the same on every machine; different ones hardly ever. */
    public long hash(int token) {
        return hashes[token];
    }

    /** Whether a token is one character of a script without blanks between words. */
    public boolean standsAlone(int token) {
        return KINDS[text.charAt(starts[token])] == ALONE;
    }

    /** Whether a token is a word or a character of one, not a mark or a symbol. */
    public boolean isWord(int token) {
        return KINDS[text.charAt(starts[token])] != SYMBOL;
    }

    /** The characters of a token. */
    public String text(int token) {
        return text.subSequence(starts[token], ends[token]);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[1 << Character.SIZE];
        for (int unit = 0; unit < kinds.length; unit++) {
            kinds[unit] = kindOf(unit);
        }
        return kinds;
    }

    private static byte kindOf(int unit) {
        if (unit == ' ') {
            return BLANK;
        }
        if (!Character.isLetterOrDigit(unit) && !Characters.isMark(unit)) {
            return SYMBOL;
        }
        return switch (Character.UnicodeScript.of(unit)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN, YI -> ALONE;
            default -> WORD;
        };
    }
}
