package dev.clv.features.internal.cell;

import static dev.clv.features.internal.cell.NumberCharacter.digit;
import static dev.clv.features.internal.cell.NumberCharacter.isMinus;
import static dev.clv.features.internal.cell.NumberCharacter.mark;

import org.jspecify.annotations.Nullable;

/** Strips what stands before and behind the digits of a number. For one text; not thread-safe. */
final class NumberEnds {

    private final char[] chars;
    private int from;
    private int to;
    private boolean signed;
    private boolean negative;
    private boolean open;
    private boolean closed;
    private boolean percent;
    private @Nullable String currency;

    /** The decimal mark in {@code 12,-}; 0 if there is none. */
    private char markWithoutCents;

    NumberEnds(char[] chars, int from, int to) {
        this.chars = chars;
        this.from = from;
        this.to = to;
    }

    /** Moves both ends to the digits; false if something stands there that belongs to no number. */
    boolean strip() {
        while (from < to && !isNumeric(from)) {
            if (!takeFirst()) {
                return false;
            }
        }
        while (from < to && digit(chars[to - 1]) < 0 && !endsWithMark()) {
            if (!takeLast()) {
                return false;
            }
        }
        return from < to && open == closed;
    }

    /** Where the digits begin. */
    int from() {
        return from;
    }

    /** Where the digits end, exclusive. */
    int to() {
        return to;
    }

    boolean isNegative() {
        return negative;
    }

    boolean isPercent() {
        return percent;
    }

    /** What stands beside the digits for a currency, or null. */
    @Nullable
    String currency() {
        return currency;
    }

    /** The decimal mark of a number that ends like {@code 12,-}; 0 for any other number. */
    char markWithoutCents() {
        return markWithoutCents;
    }

    /** Whether a digit stands here, or a decimal mark before one. */
    private boolean isNumeric(int at) {
        return digit(chars[at]) >= 0
                || (at + 1 < to && (mark(chars[at]) == '.' || mark(chars[at]) == ',') && digit(chars[at + 1]) >= 0);
    }

    /** Whether the last character is a decimal mark behind a digit, as in {@code 5.}. */
    private boolean endsWithMark() {
        char c = mark(chars[to - 1]);
        return (c == '.' || c == ',') && to - 2 >= from && digit(chars[to - 2]) >= 0;
    }

    private boolean takeFirst() {
        char c = chars[from];
        if (isLetterOrSign(c)) {
            int end = from + 1;
            while (end < to && isLetterOrSign(chars[end])) {
                end++;
            }
            // The point of an abbreviation, as in "Rs.500", and the slash of "S/".
            if (end < to && (chars[end] == '.' || chars[end] == '/') && Character.isLetter(c)) {
                end++;
            }
            return takeCurrency(from, end);
        }
        from++;
        return takeSign(c, true);
    }

    private boolean takeLast() {
        char c = chars[to - 1];
        if (isLetterOrSign(c) || (c == '.' && to - 2 >= from && isLetterOrSign(chars[to - 2]))) {
            int begin = to - 1;
            while (begin > from && isLetterOrSign(chars[begin - 1])) {
                begin--;
            }
            return takeCurrency(begin, to);
        }
        if (isMinus(c) && takeNoCents()) {
            return true;
        }
        to--;
        return takeSign(c, false);
    }

    private static boolean isLetterOrSign(char c) {
        return Character.isLetter(c) || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    private boolean takeCurrency(int begin, int end) {
        String found = new String(chars, begin, end - begin);
        String other = currency;
        if (begin == from) {
            from = end;
        } else {
            to = begin;
        }
        if (!CurrencyMark.isOne(found)) {
            return false;
        }
        if (other == null) {
            currency = found;
            return true;
        }
        // A sign and the code of what it means: "$12.50 USD".
        String code = CurrencyMark.code(found);
        String otherCode = CurrencyMark.code(other);
        currency = code == null ? other : found;
        return code == null
                ? otherCode != null && CurrencyMark.canMean(found, otherCode)
                : CurrencyMark.canMean(other, code);
    }

    /** The dash in {@code 12,-}, which is no minus: takes it and the decimal mark before it. */
    private boolean takeNoCents() {
        int at = to;
        while (at > from && isMinus(chars[at - 1])) {
            at--;
        }
        boolean none = at - 2 >= from && (chars[at - 1] == ',' || chars[at - 1] == '.') && digit(chars[at - 2]) >= 0;
        if (none) {
            markWithoutCents = chars[at - 1];
            to = at - 1;
        }
        return none;
    }

    private boolean takeSign(char c, boolean before) {
        if (isBlank(c)) {
            return true;
        }
        switch (c) {
            case '(' -> {
                boolean once = before && !open && !signed;
                open = true;
                signed = true;
                negative = true;
                return once;
            }
            case ')' -> {
                boolean once = !before && open && !closed;
                closed = true;
                return once;
            }
            case '%', '\uff05', '\u066a', '\ufe6a' -> {
                boolean once = !percent;
                percent = true;
                return once;
            }
            default -> {
                boolean minus = isMinus(c);
                // Behind a number a plus means "or more".
                boolean once = !signed && (minus || (before && (c == '+' || c == '\uff0b')));
                signed = true;
                negative |= minus;
                return once;
            }
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200e' || c == '\u200f';
    }
}
