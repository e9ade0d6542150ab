package dev.clv.features.internal.cell;

import java.util.regex.Pattern;

/**
 * Which numbers may be those of a person, such as of a phone, a card, an account or an insurance: whole numbers of
 * {@value #DIGITS} digits or more, also in groups, and numbers that begin with {@code +} or with 0 and another digit.
 * Numbers with a fraction other than zero and times are none of them, unless so many digits stand before the fraction.
 */
final class PersonalNumber {

    /** A whole number of so many digits may be a person's. */
    static final int DIGITS = 8;

    private static final Pattern CLOCK = Pattern.compile(".*(?<!\\d)\\d{1,2}:\\d{2}(?!\\d).*");

    /** ISO 8601 without separators. */
    private static final Pattern COMPACT_TIME = Pattern.compile("\\d{8}T\\d{4,6}(?!\\d).*");

    /** A date, whatever follows it behind a blank. */
    private static final Pattern DATE =
            Pattern.compile("\\W*(\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}|\\d{1,2}([-/.])\\d{1,2}\\3(\\d{4}|\\d{2}))(\\s.*)?");

    /** Digits in a row that are no fraction. */
    private static final Pattern RUN =
            Pattern.compile("(?<![\\d.,\u066b])\\p{Nd}{" + DIGITS + ",}|\\p{Nd}{" + DIGITS + ",}(?=[.,\u066b]\\p{Nd})");

    /** A number with a fraction other than zero, in front of which groups have another sign. */
    private static final Pattern FRACTION = Pattern.compile(
            "[-+(\u2212]?(\\p{Nd}{1,3}([.,' \u2019\u066c])\\p{Nd}{3}(\\2\\p{Nd}{3})*|\\p{Nd}{1,7})(?!\\2)"
                    + "[.,\u066b](?!0*\\D*$)\\p{Nd}+\\D*");

    private static final Pattern EXPONENT = Pattern.compile(".*\\d[eE][-+]?\\d.*");

    /** A plus, or 0 and another digit, in front of a number without a fraction. */
    private static final Pattern DIALLED = Pattern.compile(
            "[^\\p{Nd}+]*(\\+\\D*|[0\u0660\uff10][^\\p{Nd}.,\u066b]*)\\p{Nd}(?!\\p{Nd}*[.,\u066b]\\p{Nd}*\\D*$).*");

    private PersonalNumber() {}

    /** Whether this text, which has the form of a number or a time, may be such a number. */
    static boolean is(CharSequence text) {
        if (RUN.matcher(text).find()) {
            return !COMPACT_TIME.matcher(text).matches();
        }
        if (CLOCK.matcher(text).matches() || DATE.matcher(text).matches()) {
            return false;
        }
        long digits = text.chars().filter(Character::isDigit).count();
        if (EXPONENT.matcher(text).matches()) {
            return digits >= DIGITS;
        }
        String number = withoutLetters(text);
        return !FRACTION.matcher(number).matches() && (digits >= DIGITS || isDialled(number));
    }

    private static String withoutLetters(CharSequence text) {
        StringBuilder number = new StringBuilder();
        text.chars()
                .filter(c -> !Character.isLetter(c) && Character.getType(c) != Character.CURRENCY_SYMBOL)
                .forEach(c -> number.append((char) c));
        return number.toString().strip();
    }

    /** Whether it begins as the number of a phone does; {@code +5.0} and {@code 00.5} do not. */
    private static boolean isDialled(String number) {
        return DIALLED.matcher(number).matches();
    }
}
