package dev.clv.features.internal.cell;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain decimal numbers exactly, into an unscaled long and a scale, without allocating.
 *
 * <p>The grammar is {@code [+-] digits [. digits] [e [+-] digits]} with at least one digit in front of the exponent;
 * nothing else that {@link Double#parseDouble} would take (NaN, Infinity, 1d, 0x1p3) is a number here. At most
 * {@value #MAX_DIGITS} digits are kept: a number with more digits in front of the point than that is too large, and
 * digits behind the point that find no room (beyond the 18th decimal place, or beyond 18 digits in all) are rounded
 * half to even and {@link #rounded()} says so. So {@code 1e-400} is zero, rounded, and {@code 1e400} is refused.
 *
 * <p>Holds the last result; not thread-safe.
 */
public final class DecimalParser {

    /** The most digits that are kept. */
    public static final int MAX_DIGITS = 18;

    private static final int MAX_EXPONENT = 100_000;
    private static final long[] POWERS = powers();
    private static final double[] DOUBLE_POWERS = doublePowers();

    private final char point;
    private final char group;

    private long unscaled;
    private int scale;
    private boolean rounded;
    private boolean tooLarge;
    private boolean marked;
    private int groups;

    private DecimalParser(char point, char group) {
        this.point = point;
        this.group = group;
    }

    /** Digits with a decimal point and no grouping. */
    public static DecimalParser plain() {
        return new DecimalParser('.', '\0');
    }

    /**
     * Digits with the given decimal mark; the other one of comma and point may stand between groups of three digits,
     * the first of which does not begin with a zero.
     *
     * @param mark {@code '.'} or {@code ','}; null for {@link #plain()}
     */
    public static DecimalParser withMark(@Nullable Character mark) {
        if (mark == null) {
            return plain();
        }
        return new DecimalParser(mark, mark == ',' ? '.' : ',');
    }

    /** Whether {@code text} is a number that fits; the result is then held until the next call. */
    public boolean parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /** Whether {@code length} characters from {@code start} on are a number that fits; the result is then held. */
    public boolean parse(char[] chars, int start, int length) {
        return parseWith(point, group, chars, start, length);
    }

    /** The same with other marks, once. */
    boolean parseWith(char point, char group, char[] chars, int start, int length) {
        return parseShort(point, chars, start, length) || parseAny(point, group, chars, start, length);
    }

    /** Reads up to 18 digits with at most one decimal mark and nothing else, the form of most cells. */
    private boolean parseShort(char point, char[] chars, int start, int length) {
        if (length > MAX_DIGITS) {
            return false;
        }
        long number = 0;
        int end = start + length;
        int pointAt = -1;
        for (int at = start; at < end; at++) {
            int digit = chars[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
            } else if (chars[at] == point && pointAt < 0) {
                pointAt = at;
            } else {
                return false;
            }
        }
        marked = pointAt >= 0;
        if (length == (marked ? 1 : 0)) {
            return false;
        }
        groups = 0;
        unscaled = number;
        scale = marked ? end - pointAt - 1 : 0;
        rounded = false;
        tooLarge = false;
        return true;
    }

    private boolean parseAny(char point, char group, char[] chars, int start, int length) {
        rounded = false;
        tooLarge = false;
        marked = false;
        groups = 0;
        int at = start;
        int end = at + length;
        boolean negative = false;
        if (at < end && (chars[at] == '-' || chars[at] == '+')) {
            negative = chars[at++] == '-';
        }
        long mantissa = 0;
        int kept = 0;
        int decimals = 0;
        int pointAt = -1;
        int groupStart = at;
        boolean grouped = false;
        int digits = 0;
        int dropped = -1;
        boolean tail = false;
        long integerOverflow = 0;
        for (; at < end; at++) {
            char c = chars[at];
            if (c >= '0' && c <= '9') {
                digits++;
                if (kept < MAX_DIGITS) {
                    mantissa = mantissa * 10 + (c - '0');
                    kept += mantissa == 0 ? 0 : 1;
                    decimals += pointAt >= 0 ? 1 : 0;
                } else {
                    integerOverflow += pointAt >= 0 ? 0 : 1;
                    if (dropped < 0) {
                        dropped = c - '0';
                    } else {
                        tail |= c != '0';
                    }
                }
            } else if (c == point && pointAt < 0) {
                if (grouped && at - groupStart != 3) {
                    return false;
                }
                pointAt = at;
                groups = 0;
                marked = true;
            } else if (c == group && c != '\0' && pointAt < 0) {
                int size = at - groupStart;
                if (grouped ? size != 3 : size < 1 || size > 3 || chars[groupStart] == '0') {
                    return false;
                }
                grouped = true;
                groups++;
                marked = true;
                groupStart = at + 1;
            } else {
                break;
            }
        }
        if (digits == 0 || (grouped && pointAt < 0 && at - groupStart != 3)) {
            return false;
        }
        long exponent = 0;
        if (at < end) {
            if (chars[at] != 'e' && chars[at] != 'E') {
                return false;
            }
            at++;
            boolean down = false;
            if (at < end && (chars[at] == '-' || chars[at] == '+')) {
                down = chars[at++] == '-';
            }
            if (at == end) {
                return false;
            }
            for (; at < end; at++) {
                char c = chars[at];
                if (c < '0' || c > '9') {
                    return false;
                }
                exponent = Math.min(MAX_EXPONENT, exponent * 10 + (c - '0'));
            }
            exponent = down ? -exponent : exponent;
        }
        return settle(negative, mantissa, decimals - exponent - integerOverflow, dropped, tail);
    }

    /** Brings mantissa times 10 to the minus {@code places} (plus dropped digits) to a scale of 0 to 18. */
    private boolean settle(boolean negative, long mantissa, long places, int dropped, boolean tail) {
        long value = mantissa;
        long decimals = places;
        if (value == 0) {
            decimals = Math.max(0, Math.min(MAX_DIGITS, decimals));
        }
        if (decimals < 0) {
            if (decimals < -MAX_DIGITS || value > (POWERS[MAX_DIGITS] - 1) / POWERS[(int) -decimals]) {
                tooLarge = true;
                return false;
            }
            value *= POWERS[(int) -decimals];
            decimals = 0;
        }
        boolean lost = dropped > 0 || tail;
        if (decimals > MAX_DIGITS) {
            long excess = decimals - MAX_DIGITS;
            if (excess > MAX_DIGITS) {
                lost |= value != 0;
                value = 0;
            } else {
                long unit = POWERS[(int) excess];
                long rest = value % unit;
                value /= unit;
                long half = unit / 2;
                boolean up = rest > half || (rest == half && (lost || (value & 1) == 1));
                lost |= rest != 0;
                value += up ? 1 : 0;
            }
            decimals = MAX_DIGITS;
        } else if (dropped > 5 || (dropped == 5 && (tail || (value & 1) == 1))) {
            value++;
        }
        if (value == POWERS[MAX_DIGITS]) {
            tooLarge = decimals == 0;
            if (tooLarge) {
                return false;
            }
            value /= 10;
            decimals--;
        }
        rounded = lost;
        unscaled = negative ? -value : value;
        scale = (int) decimals;
        return true;
    }

    /**
     * Replaces the result by its product with {@code other}'s, exactly where 18 digits hold it, else rounded as above.
     *
     * @return false if the product is too large
     */
    public boolean multiply(DecimalParser other) {
        boolean inexact = rounded || other.rounded;
        long high = Math.multiplyHigh(unscaled, other.unscaled);
        long low = unscaled * other.unscaled;
        int sum = scale + other.scale;
        if (sum <= MAX_DIGITS && high == low >> 63 && Math.abs(low) < POWERS[MAX_DIGITS]) {
            unscaled = low;
            scale = sum;
            rounded = inexact;
            return true;
        }
        BigDecimal exact = decimal().multiply(other.decimal());
        BigDecimal fitted = exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
        if (fitted.scale() > MAX_DIGITS) {
            fitted = exact.setScale(MAX_DIGITS, RoundingMode.HALF_EVEN);
        } else if (fitted.scale() < 0) {
            fitted = fitted.setScale(0);
        }
        tooLarge = fitted.precision() - fitted.scale() > MAX_DIGITS;
        if (tooLarge) {
            return false;
        }
        unscaled = fitted.unscaledValue().longValueExact();
        scale = fitted.scale();
        rounded = inexact || fitted.compareTo(exact) != 0;
        return true;
    }

    /** The result without its scale. */
    public long unscaled() {
        return unscaled;
    }

    /** Decimal places of the result, 0 to 18. */
    public int scale() {
        return scale;
    }

    /** Whether the last text had a decimal mark or a group mark in it. */
    boolean marked() {
        return marked;
    }

    /** Whether the last text had a group mark and no decimal mark in it. */
    boolean grouped() {
        return groups > 0;
    }

    /** Whether the last text had one group mark and no decimal mark, as {@code 1,234}. */
    boolean isOneGroup() {
        return groups == 1;
    }

    /**
     * Whether the decimal mark of the last text stood behind one to three digits and before three, as {@code 1.234}.
     */
    boolean isOfThreeDecimals() {
        return scale == 3 && Math.abs(unscaled) >= 1000 && Math.abs(unscaled) < 1_000_000;
    }

    /** Whether digits of the last number were lost. */
    public boolean rounded() {
        return rounded;
    }

    /** Whether the last text was a number, but one of more than 18 digits in front of the point. */
    public boolean tooLarge() {
        return tooLarge;
    }

    /** The result. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(unscaled, scale);
    }

    /** The result as the nearest double: both parts are exact below 2^53, so one division rounds once. */
    public double toDouble() {
        if (Math.abs(unscaled) < 1L << 53) {
            return unscaled / DOUBLE_POWERS[scale];
        }
        return decimal().doubleValue();
    }

    private static long[] powers() {
        long[] powers = new long[MAX_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static double[] doublePowers() {
        double[] powers = new double[MAX_DIGITS + 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = (double) POWERS[i];
        }
        return powers;
    }
}
