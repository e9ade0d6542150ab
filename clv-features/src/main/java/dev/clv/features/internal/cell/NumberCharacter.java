package dev.clv.features.internal.cell;

/** What a character is in a number: a digit, a mark or a minus, in any spelling of it. */
final class NumberCharacter {

    private NumberCharacter() {}

    /** The value of a digit of any script; -1 for anything else. */
    static int digit(char c) {
        if (c < 128) {
            return c >= '0' && c <= '9' ? c - '0' : -1;
        }
        return Character.digit(c, 10);
    }

    /** Point, comma, blank or apostrophe for any spelling of it; 0 for anything else. */
    static char mark(char c) {
        return switch (c) {
            case '.', '\uff0e', '\u066b' -> '.';
            case ',', '\uff0c', '\u066c' -> ',';
            case '\'', '\u2019', '\u2018', '\u02bc', '\u2032', '\u00b4', '`', '\uff07' -> '\'';
            default -> c != ' ' && Character.getType(c) != Character.SPACE_SEPARATOR ? 0 : ' ';
        };
    }

    /** Whether it is a minus, in any spelling. */
    static boolean isMinus(char c) {
        return switch (c) {
            case '-', '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\ufe63', '\uff0d' -> true;
            default -> false;
        };
    }
}
