package dev.clv.features.internal.cell;

import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a message shows what stands in a cell: as it is where it has the form of a number or a time, which is what helps
 * to find the fault; of anything else, and of a {@link PersonalNumber}, which may be personal, its length and the
 * classes of its characters.
 *
 * <p>The form of a number or a time is at least one digit, signs and separators, and of words at most one currency, one
 * zone, one month, one day of the week and one half of the day, and the {@code T}, {@code Z} and {@code e} of ISO 8601
 * and of exponents.
 */
public final class Masked {

    /** A longer cell is not shown: no number or time that somebody meant is so long. */
    private static final int MAX_LENGTH = 64;

    private static final String SIGNS = "+-.,:;/'%()_\u2019\u2212\u2013\u2010\u2011\u066b\u066c*#\"";

    /** Words by what they are; of each kind a cell holds at most one. */
    private static final List<Set<String>> WORDS = List.of(
            currencies(),
            words("utc gmt cet cest est edt cst cdt mst mdt pst pdt bst ist jst msk"),
            words("am pm uhr h"),
            words("mon tue wed thu fri sat sun tues thur thurs monday tuesday wednesday thursday friday saturday sunday"
                    + " montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so"
                    + " lundi mardi mercredi jeudi vendredi samedi dimanche"),
            words("jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august"
                    + " september october november december januar februar m\u00e4rz mrz mai juni juli okt oktober dez"
                    + " dezember janvier f\u00e9vrier mars avril juin juillet ao\u00fbt septembre octobre novembre"
                    + " d\u00e9cembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
                    + " diciembre"));

    /** What an address, a path or an object holds and no name of a column. */
    private static final String NOT_IN_NAMES = "@{}<>\\";

    /** A piece of a name that is an id: digits in hexadecimal, or letters and digits by turns. */
    private static final Pattern ID =
            Pattern.compile("(?=\\p{Alpha}*\\d)[\\da-fA-F]{12,}|\\p{L}*\\d+\\p{L}+\\d+\\p{L}[\\p{L}\\d]*");

    /** What stands between the pieces of a name. */
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\d]+");

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{5}");

    private Masked() {}

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    private static Set<String> currencies() {
        Set<String> words = new HashSet<>(
                words("r rs kr z\u0142 fr ft lei k\u010d us ca au nz hk euro euros dollar" + " dollars pounds"));
        Currency.getAvailableCurrencies()
                .forEach(currency -> words.add(currency.getCurrencyCode().toLowerCase(Locale.ROOT)));
        return words;
    }

    /**
     * The cell for a message, without quotes: itself, also where it is empty, or such as {@code (16 characters:
     * letters, signs)}.
     */
    public static String of(CharSequence cell) {
        return cell.isEmpty() || isShown(cell) ? Printable.of(cell) : '(' + length(cell) + ": " + classes(cell) + ')';
    }

    /** The cell within a sentence: itself in quotes, or such as {@code a text of 16 characters (letters, signs)}. */
    public static String quoted(CharSequence cell) {
        if (cell.isEmpty()) {
            return "an empty text";
        }
        return isShown(cell)
                ? '\'' + Printable.of(cell) + '\''
                : "a text of " + length(cell) + " (" + classes(cell) + ')';
    }

    /**
     * The name of a column or a field that nobody has declared, for a message: itself, cut as {@link Printable#name}
     * does, or such as {@code (16 characters: letters, signs)} where it looks like data, as in a file without a header
     * or an object whose names are ids. That is a name with an address in it, with five digits in a row, with four
     * digits and no more letters, or with an id in hexadecimal or of letters and digits by turns.
     */
    public static String name(CharSequence name) {
        return isData(name) ? '(' + length(name) + ": " + classes(name) + ')' : Printable.name(name);
    }

    private static boolean isData(CharSequence name) {
        long digits = name.codePoints().filter(Character::isDigit).count();
        long letters = name.codePoints().filter(Character::isLetter).count();
        return name.chars().anyMatch(c -> NOT_IN_NAMES.indexOf(c) >= 0)
                || (digits >= letters && digits > (letters == 0 ? 4 : 3))
                || LONG_NUMBER.matcher(name).find()
                || Arrays.stream(BETWEEN.split(name))
                        .anyMatch(piece -> ID.matcher(piece).matches());
    }

    private static String length(CharSequence cell) {
        return cell.length() == 1 ? "1 character" : cell.length() + " characters";
    }

    /**
     * Whether the cell has the form of a number or a time, and no form of a personal number, so that a message shows
     * it.
     */
    public static boolean isShown(CharSequence cell) {
        return isNumberOrTime(cell) && !PersonalNumber.is(cell);
    }

    private static boolean isNumberOrTime(CharSequence cell) {
        if (cell.length() > MAX_LENGTH) {
            return false;
        }
        boolean digits = false;
        boolean symbol = false;
        int used = 0;
        for (int i = 0; i < cell.length(); ) {
            char c = cell.charAt(i);
            if (Character.isLetter(c)) {
                int end = i + 1;
                while (end < cell.length() && Character.isLetter(cell.charAt(end))) {
                    end++;
                }
                if (!isMark(cell, i, end)) {
                    int kind = kindOf(cell.subSequence(i, end).toString().toLowerCase(Locale.ROOT), used);
                    if (kind < 0) {
                        return false;
                    }
                    used |= 1 << kind;
                }
                i = end;
                continue;
            }
            if (Character.getType(c) == Character.CURRENCY_SYMBOL) {
                if (symbol) {
                    return false;
                }
                symbol = true;
            } else if (Character.isDigit(c)) {
                digits = true;
            } else if (!isBlank(c) && SIGNS.indexOf(c) < 0) {
                return false;
            }
            i++;
        }
        return digits;
    }

    /** The first kind of word that this is and that was not used yet; negative if there is none. */
    private static int kindOf(String word, int used) {
        for (int kind = 0; kind < WORDS.size(); kind++) {
            if ((used & 1 << kind) == 0 && WORDS.get(kind).contains(word)) {
                return kind;
            }
        }
        return -1;
    }

    /** Whether this is the T, the Z or the e that stands behind a digit. */
    private static boolean isMark(CharSequence cell, int start, int end) {
        if (end - start != 1 || start == 0 || !Character.isDigit(cell.charAt(start - 1))) {
            return false;
        }
        char next = end < cell.length() ? cell.charAt(end) : '\0';
        return switch (cell.charAt(start)) {
            case 'T' -> Character.isDigit(next);
            case 'e', 'E' -> Character.isDigit(next) || next == '+' || next == '-';
            case 'Z' -> next == '\0';
            default -> false;
        };
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || Character.isSpaceChar(c);
    }

    private static String classes(CharSequence cell) {
        Set<String> classes = new LinkedHashSet<>();
        cell.codePoints().mapToObj(Masked::classOf).forEach(classes::add);
        return classes.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String classOf(int point) {
        if (Character.isLetter(point)) {
            return "letters";
        }
        if (Character.isDigit(point)) {
            return "digits";
        }
        if (point == ' ' || point == '\t' || Character.isSpaceChar(point)) {
            return "blanks";
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT -> "control characters";
            default -> "signs";
        };
    }
}
