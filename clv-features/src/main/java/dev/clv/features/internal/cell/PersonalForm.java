package dev.clv.features.internal.cell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which words have the form of what belongs to one person: an e-mail address, also within other text, or the number of
 * a phone, a card, an account or an insurance. Unlike {@link PersonalNumber}, which is about what a message shows, it
 * spares codes with a zero in front, amounts, ranges and times, as these are ordinary categories.
 */
public final class PersonalForm {

    private static final Pattern ADDRESS = Pattern.compile(
            "[^\\s@<>,;:\"'()\\[\\]]+\\s?(@|%40|[(\\[]at[)\\]])\\s?[^\\s@<>,;:\"'()\\[\\]]+\\.\\p{L}{2,}",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CALLED = Pattern.compile(
            "(tel|phone|mobile|fax|sms|whatsapp|iban|card|account|acct|konto|no|nr)[.:]?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** An International Bank Account Number without its blanks (ISO 13616). */
    private static final Pattern IBAN = Pattern.compile("\\p{Upper}{2}\\d{2}[\\p{Upper}\\d]{11,30}");

    /** What may be such a number, or a hash in hexadecimal. */
    private static final Pattern HASH = Pattern.compile("[A-F\\d]{4}\\d*[A-F][A-F\\d]*");

    /** What stands between the groups of an account's number; between those of codes and versions as well. */
    private static final Pattern GROUPING = Pattern.compile("[\\s./_\u2011-]");

    private static final Pattern NUMBER = Pattern.compile("[+(]{0,2}\\d[\\d \u00a0()./\u2011-]*\\d");

    private static final Pattern DATE = Pattern.compile("(?<!\\d)((19|20)\\d{2}([-./ ]?)\\d{1,2}\\3\\d{1,2}"
            + "|\\d{1,2}([-./ ])\\d{1,2}\\4(19|20)\\d{2}|\\d{1,2}[-./](19|20)\\d{2}\\s?-.*)(?!\\d)");

    /** Two amounts with fractions or groups, as of a range of prices. */
    private static final Pattern RANGE = Pattern.compile("\\d+[.,][\\d.,]+\\s*[-/\u2011]\\s*\\d+[.,][\\d.,]+");

    private static final Pattern WHOLE = Pattern.compile("\\d{" + PersonalNumber.DIGITS + ",}(\\.0+)?");

    private static final Pattern DIALLED = Pattern.compile("\\+.*|\\(?0\\)?[ /-]?[\\d(].*");

    private PersonalForm() {}

    /** Whether the word has such a form. */
    public static boolean is(String word) {
        String text = word.strip();
        if (ADDRESS.matcher(text).find()) {
            return true;
        }
        String rest = CALLED.matcher(text).lookingAt() ? CALLED.matcher(text).replaceFirst("") : text;
        String compact = rest.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (IBAN.matcher(compact).matches()
                && digits(compact) >= PersonalNumber.DIGITS
                && !(HASH.matcher(compact).matches() && remainder(compact) != 1)) {
            return true;
        }
        String grouped = GROUPING.matcher(compact).replaceAll("");
        if (IBAN.matcher(grouped).matches() && remainder(grouped) == 1) {
            return true;
        }
        return digits(rest) >= PersonalNumber.DIGITS
                && NUMBER.matcher(rest).matches()
                && !DATE.matcher(rest).find()
                && !RANGE.matcher(rest).matches()
                && (WHOLE.matcher(rest).matches() || DIALLED.matcher(rest).matches() || isGrouped(rest));
    }

    /**
     * Whether the name of a column or an attribute has an e-mail address in it, or is the number of an account or of a
     * phone with its country's code. Other numbers are names of products, years or codes as well.
     */
    public static boolean isInName(String name) {
        String text = name.strip();
        return ADDRESS.matcher(text).find()
                || (is(text) && (text.startsWith("+") || Character.isLetter(text.charAt(0))));
    }

    /** Whether it has groups of digits as phones and cards have, which those of thousands are not. */
    private static boolean isGrouped(String number) {
        List<String> groups = Arrays.stream(number.split("\\D+"))
                .filter(group -> !group.isEmpty())
                .toList();
        return groups.size() > 2
                && groups.stream().allMatch(group -> group.length() > 1)
                && groups.stream().skip(1).anyMatch(group -> group.length() != 3);
    }

    /** Of an account's number, its check digits in front, when divided by 97 (ISO 7064): 1 of a valid one. */
    private static int remainder(String account) {
        String turned = account.substring(4) + account.substring(0, 4);
        int remainder = 0;
        for (char c : turned.toCharArray()) {
            int value = Character.digit(c, 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    private static long digits(String text) {
        return text.chars().filter(c -> c >= '0' && c <= '9').count();
    }
}
