package dev.clv.features.internal.opinion;

/** Kinds of characters, looked up in a table. */
final class Letters {

    static final byte OTHER = 0;

    /** A letter or digit of a script that parts words by blanks. */
    static final byte SPACED = 1;

    /** A letter of a script that does not. */
    static final byte ALONE = 2;

    private static final byte[] KINDS = kinds();

    private Letters() {}

    static byte kind(char unit) {
        return KINDS[unit];
    }

    /** Whether a word runs on across the place between two characters. */
    static boolean joined(char before, char after) {
        return KINDS[before] == SPACED && KINDS[after] == SPACED;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[1 << Character.SIZE];
        for (int unit = 0; unit < kinds.length; unit++) {
            kinds[unit] = kindOf(unit);
        }
        return kinds;
    }

    private static byte kindOf(int unit) {
        int type = Character.getType(unit);
        if (!Character.isLetterOrDigit(unit)
                && type != Character.NON_SPACING_MARK
                && type != Character.COMBINING_SPACING_MARK) {
            return OTHER;
        }
        return switch (Character.UnicodeScript.of(unit)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN, YI -> ALONE;
            default -> SPACED;
        };
    }
}
