package dev.clv.features.internal.cell;

import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signs, codes and words that stand beside an amount for its currency, and which currencies they can mean. */
public final class CurrencyMark {

    /** Signs and words, folded, with the one currency that each stands for. */
    private static final Map<String, String> ONE = pairs("\u20ac EUR \u20b9 INR \u20bd RUB \u20a9 KRW \uffe6 KRW"
            + " \u20ba TRY \u20aa ILS \u20ab VND \u0e3f THB \u20b4 UAH \u20b8 KZT \u20ae MNT \u20b1 PHP \u20a6 NGN"
            + " \u20b5 GHS \u20a1 CRC \u20b2 PYG \u20bc AZN \u20be GEL \u09f3 BDT \u17db KHR"
            + " r$ BRL us$ USD u$s USD $us USD $ca CAD $a AUD a$ AUD au$ AUD c$ CAD ca$ CAD can$ CAD nz$ NZD hk$ HKD nt$ TWD s$ SGD mx$ MXN"
            + " mex$ MXN z\u0142 PLN k\u010d CZK ft HUF sfr CHF \u0440\u0443\u0431 RUB \u0440 RUB \u043b\u0432 BGN"
            + " \u0433\u0440\u043d UAH \u5143 CNY \u5186 JPY \uc6d0 KRW euro EUR euros EUR tl TRY rm MYR rp IDR"
            + " s/ PEN bs BOB km BAM");

    /** What the marks that several currencies share can mean. */
    private static final Map<String, Set<String>> MEANINGS = Map.of(
            "kr", words("SEK NOK DKK ISK"),
            "rs", words("INR PKR LKR NPR MUR SCR"),
            "fr", words("CHF XAF XOF XPF"),
            "lei", words("RON MDL"),
            "din", words("RSD DZD BHD IQD JOD KWD LYD MKD TND"),
            "\u0434\u0438\u043d", words("RSD MKD"),
            "\u00a3", words("GBP EGP FKP GIP SHP SSP SYP LBP SDG"),
            "\u00a5", words("JPY CNY"),
            "$",
                    words(
                            "USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP UYU DOP BBD BSD BMD BZD XCD FJD GYD JMD KYD LRD NAD"
                                    + " SBD SRD TTD BND CUP CVE MOP NIO WST ZWL BRL"));

    private static final Set<String> CODES = codes();

    private CurrencyMark() {}

    private static Map<String, String> pairs(String words) {
        Map<String, String> pairs = new HashMap<>();
        List<String> all = List.of(words.split(" "));
        for (int i = 0; i < all.size(); i += 2) {
            pairs.put(all.get(i), all.get(i + 1));
        }
        return Map.copyOf(pairs);
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    private static Set<String> codes() {
        Set<String> codes = new HashSet<>();
        Currency.getAvailableCurrencies().forEach(currency -> codes.add(currency.getCurrencyCode()));
        return Set.copyOf(codes);
    }

    /** Whether the text, without blanks around it, is a sign, a code or a word of a currency. */
    static boolean isOne(String text) {
        String folded = folded(text);
        return isSign(text)
                || ONE.containsKey(folded)
                || MEANINGS.containsKey(folded)
                || (text.length() == 3 && CODES.contains(text.toUpperCase(Locale.ROOT)));
    }

    private static boolean isSign(String text) {
        return text.length() == 1
                && Character.getType(text.charAt(0)) == Character.CURRENCY_SYMBOL
                && !isOfCents(text.charAt(0));
    }

    /** Whether a sign makes a number one of hundredths: fifty of them are half a unit, not fifty. */
    private static boolean isOfCents(char sign) {
        return sign == '\u00a2' || sign == '\uffe0';
    }

    /** The ISO code of the one currency that a mark stands for, or null if several share it. */
    public static @Nullable String code(String text) {
        String one = ONE.get(folded(text));
        if (one != null) {
            return one;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        return CODES.contains(upper) ? upper : null;
    }

    /** Whether a mark can mean the currency with this code; a sign of an unknown currency can mean any. */
    public static boolean canMean(String text, String currency) {
        String code = code(text);
        if (code != null) {
            return code.equals(currency);
        }
        Set<String> meanings = MEANINGS.get(folded(text));
        return meanings == null || meanings.contains(currency);
    }

    /** Whether two marks can mean the same currency. */
    public static boolean canMeanTheSame(String text, String other) {
        String code = code(text);
        String otherCode = code(other);
        if (code != null) {
            return canMean(other, code);
        }
        return otherCode == null ? folded(text).equals(folded(other)) : canMean(text, otherCode);
    }

    /**
     * Whether two marks can stand in one column of a log: each has a currency of its own, or they can mean the same
     * one. A sign that several currencies share cannot be told from the currency of another mark.
     */
    public static boolean canStandWith(String text, String other) {
        return (code(text) != null && code(other) != null) || canMeanTheSame(text, other);
    }

    /** The code of the one currency that a mark stands for, else the mark in one spelling: {@code $}, {@code kr}. */
    public static String canonical(String text) {
        String code = code(text);
        return code == null ? folded(text) : code;
    }

    /** The mark that says most of those of one currency: a code if there is one; null if there are no marks. */
    public static @Nullable String clearest(Collection<String> marks) {
        return marks.stream()
                .filter(mark -> code(mark) != null)
                .findFirst()
                .or(() -> marks.stream().findFirst())
                .map(CurrencyMark::canonical)
                .orElse(null);
    }

    /** That amounts with these marks are in several currencies, as the end of a sentence about their column. */
    public static Optional<String> problem(Collection<String> marks) {
        for (String one : marks) {
            for (String other : marks) {
                if (!canMeanTheSame(one, other)) {
                    return Optional.of("holds amounts in several currencies, " + one + " and " + other
                            + "; convert them into one");
                }
            }
        }
        return Optional.empty();
    }

    /** What stands beside a number for a currency, as it is written; null if there is none, or no number. */
    public static @Nullable String beside(String cell) {
        int last = cell.length() - 1;
        if (last < 0 || (isDigit(cell.charAt(0)) && isDigit(cell.charAt(last)))) {
            return null;
        }
        WrittenNumber written = new WrittenNumber();
        return written.read(cell.toCharArray(), 0, cell.length()) ? written.currency() : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String folded(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "\uff04", "\ufe69", "dollar", "dollars" -> "$";
            case "\uffe1" -> "\u00a3";
            case "\uffe5" -> "\u00a5";
            default -> lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        };
    }
}
