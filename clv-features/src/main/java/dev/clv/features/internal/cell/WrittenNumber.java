package dev.clv.features.internal.cell;

import org.jspecify.annotations.Nullable;

/**
 * A number as people write it, taken apart: what is a sign, a currency, a percent sign, a group mark or a decimal mark.
 *
 * <p>At either end, in any order and with blanks between, may stand one sign ({@code -} or a typographic minus, or in
 * front {@code +}; or parentheses around the whole, which are a minus), one currency (a sign, an ISO code, a word such
 * as {@code kr}, or a sign and its code) and one percent sign, which divides by 100. {@code 12,-} is 12, with a decimal
 * comma. Digits are those of any script. Groups of three digits, of which the first does not begin with a zero, are
 * separated by points, commas, blanks or apostrophes, one kind throughout; commas may also group the Indian way
 * ({@code 1,23,45,678}). An exponent goes with ungrouped digits only.
 *
 * <p>Whether a point or a comma is the decimal mark is not always to be seen: {@link #mark()} says which readings there
 * are, and {@link #plain} writes the number by one of them. Holds the last text; not thread-safe.
 */
final class WrittenNumber {

    /** What a text says about the decimal mark of its column. */
    enum Mark {
        /** Nothing: there is neither a point nor a comma. */
        NONE,
        /** It is the point, since nothing else makes the text a number. */
        POINT,
        /** It is the comma, since nothing else makes the text a number. */
        COMMA,
        /** {@code 1.234}: the point is the decimal mark or groups thousands. */
        POINT_OR_GROUP,
        /** {@code 1,234}: the comma is the decimal mark or groups thousands. */
        COMMA_OR_GROUP
    }

    private static final int MAX_LENGTH = 2048;
    private static final int MAX_EXPONENT = 100_000;

    /** The digits and marks between what stands at the ends: digits in ASCII, each kind of blank as one. */
    private char[] core = new char[64];

    private int length;
    private int exponent;
    private boolean exponential;
    private boolean negative;
    private boolean percent;
    private @Nullable String currency;
    private Mark mark = Mark.NONE;
    private char[] plain = new char[80];
    private int plainLength;

    /** Whether {@code count} characters from {@code start} on are a number. */
    boolean read(char[] chars, int start, int count) {
        if (count > MAX_LENGTH) {
            return false;
        }
        NumberEnds ends = new NumberEnds(chars, start, start + count);
        if (!ends.strip()) {
            return false;
        }
        negative = ends.isNegative();
        percent = ends.isPercent();
        currency = ends.currency();
        return copy(chars, ends.from(), ends.to()) && judge() && agreesWith(ends.markWithoutCents());
    }

    /** Which decimal marks the last number can have. */
    Mark mark() {
        return mark;
    }

    /** Whether the last number is a percentage. */
    boolean isPercent() {
        return percent;
    }

    /** What stands beside the last number for a currency, or null. */
    @Nullable
    String currency() {
        return currency;
    }

    /** Whether the last number is a number with this decimal mark, {@code '.'} or {@code ','}. */
    boolean allows(char decimal) {
        return mark != (decimal == '.' ? Mark.COMMA : Mark.POINT);
    }

    /**
     * Writes the last number with a sign, digits, a decimal point and an exponent only; the result is in
     * {@link #plainChars()}.
     *
     * @param decimal a decimal mark that the number {@linkplain #allows allows}
     */
    void plain(char decimal) {
        plainLength = 0;
        if (plain.length < length + 16) {
            plain = new char[length + 16];
        }
        if (negative) {
            plain[plainLength++] = '-';
        }
        for (int i = 0; i < length; i++) {
            char c = core[i];
            if (c >= '0' && c <= '9') {
                plain[plainLength++] = c;
            } else if (c == decimal) {
                plain[plainLength++] = '.';
            }
        }
        int power = percent ? exponent - 2 : exponent;
        if (power != 0) {
            plain[plainLength++] = 'e';
            String digits = Integer.toString(power);
            digits.getChars(0, digits.length(), plain, plainLength);
            plainLength += digits.length();
        }
    }

    char[] plainChars() {
        return plain;
    }

    int plainLength() {
        return plainLength;
    }

    /** Copies the digits, marks and exponent; false if anything else is among them. */
    private boolean copy(char[] chars, int from, int to) {
        if (core.length < to - from) {
            core = new char[to - from];
        }
        length = 0;
        exponent = 0;
        exponential = false;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            int digit = NumberCharacter.digit(c);
            if (digit >= 0) {
                core[length++] = (char) ('0' + digit);
            } else if ((c == 'e' || c == 'E') && i > from) {
                exponential = true;
                return readExponent(chars, i + 1, to);
            } else {
                char sign = NumberCharacter.mark(c);
                if (sign == 0) {
                    return false;
                }
                core[length++] = sign;
            }
        }
        return true;
    }

    private boolean readExponent(char[] chars, int from, int to) {
        int at = from;
        boolean down = false;
        if (at < to && (chars[at] == '+' || NumberCharacter.isMinus(chars[at]))) {
            down = chars[at++] != '+';
        }
        if (at == to) {
            return false;
        }
        for (; at < to; at++) {
            int digit = NumberCharacter.digit(chars[at]);
            if (digit < 0) {
                return false;
            }
            exponent = Math.min(MAX_EXPONENT, exponent * 10 + digit);
        }
        exponent = down ? -exponent : exponent;
        return true;
    }

    /** Finds out which marks group and which one is decimal. */
    private boolean judge() {
        int points = count('.');
        int commas = count(',');
        int blanks = count(' ');
        int apostrophes = count('\'');
        if (length == points + commas + blanks + apostrophes) {
            return false;
        }
        if (blanks + apostrophes > 0) {
            char group = blanks > 0 ? ' ' : '\'';
            mark = commas > 0 ? Mark.COMMA : points > 0 ? Mark.POINT : Mark.NONE;
            return !exponential
                    && (blanks == 0 || apostrophes == 0)
                    && points + commas <= 1
                    && isGrouped(group, points > 0 ? '.' : ',');
        }
        if (points > 0 && commas > 0) {
            boolean comma = last('.') < last(',');
            mark = comma ? Mark.COMMA : Mark.POINT;
            return !exponential && (comma ? commas == 1 && isGrouped('.', ',') : points == 1 && isGrouped(',', '.'));
        }
        if (points > 1 || commas > 1) {
            mark = points > 1 ? Mark.COMMA : Mark.POINT;
            return !exponential && (points > 1 ? isGrouped('.', ',') : isGrouped(',', '.'));
        }
        boolean either = points + commas == 1 && !exponential && isGrouped(points > 0 ? '.' : ',', '\0');
        if (points > 0) {
            mark = either ? Mark.POINT_OR_GROUP : Mark.POINT;
        } else if (commas > 0) {
            mark = either ? Mark.COMMA_OR_GROUP : Mark.COMMA;
        } else {
            mark = Mark.NONE;
        }
        return true;
    }

    /** Takes the mark of {@code 1.234,-} for the decimal mark; false if the digits before it need the mark to group. */
    private boolean agreesWith(char decimal) {
        if (decimal == 0) {
            return true;
        }
        if (count(decimal) > 0 || !allows(decimal)) {
            return false;
        }
        mark = decimal == ',' ? Mark.COMMA : Mark.POINT;
        return true;
    }

    private int count(char wanted) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += core[i] == wanted ? 1 : 0;
        }
        return count;
    }

    private int last(char wanted) {
        int at = length - 1;
        while (at >= 0 && core[at] != wanted) {
            at--;
        }
        return at;
    }

    /** Whether every group mark before the decimal mark stands where groups end, and none behind it. */
    private boolean isGrouped(char group, char decimal) {
        int end = last(decimal);
        end = end < 0 ? length : end;
        if (core[0] == '0' || last(group) > end) {
            return false;
        }
        int run = 0;
        int groups = 0;
        boolean threes = true;
        boolean indian = group == ',';
        for (int i = 0; i < end; i++) {
            if (core[i] != group) {
                run++;
                continue;
            }
            boolean first = groups++ == 0;
            threes &= first ? run >= 1 && run <= 3 : run == 3;
            indian &= first ? run >= 1 && run <= 2 : run == 2;
            run = 0;
        }
        return groups > 0 && run == 3 && (threes || (indian && groups > 1));
    }
}
