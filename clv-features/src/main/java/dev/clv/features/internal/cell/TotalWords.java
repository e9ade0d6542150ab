package dev.clv.features.internal.cell;

import java.util.Locale;
import java.util.Set;

/** Words that stand in front of a row that adds up others, as reports and spreadsheets write them. */
public final class TotalWords {

    private static final int LONGEST = 24;

    private static final Set<String> WORDS =
            Set.of(("total,totals,subtotal,subtotals,grand total,grandtotal,sub total,overall total,total general,"
                            + "total g\u00e9n\u00e9ral,sous total,sum total,summe,gesamt,gesamtsumme,gesamtergebnis,zwischensumme,"
                            + "teilergebnis,insgesamt,totale,totale complessivo,subtotale,total geral,suma total,"
                            + "totaal,eindtotaal,subtotaal,suma ko\u0144cowa,razem,"
                            + "\u603b\u8ba1,\u5408\u8ba1,\u5c0f\u8ba1,\u603b\u548c")
                    .split(","));

    private TotalWords() {}

    /** Whether a cell is such a word, in any case. */
    public static boolean is(CharSequence cell) {
        return mayBe(cell) && WORDS.contains(words(cell));
    }

    /** Whether an id is such a word, or an id with a total behind it, as spreadsheets write {@code C7 Total}. */
    public static boolean isId(CharSequence cell) {
        return mayBe(cell)
                && (WORDS.contains(words(cell))
                        || words(cell).endsWith(" total")
                        || words(cell).endsWith(" subtotal")
                        || words(cell).endsWith(" ergebnis"));
    }

    private static String words(CharSequence cell) {
        return Blank.trim(cell.toString())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_-]+", " ")
                .replaceAll(" ?:$", "");
    }

    private static boolean mayBe(CharSequence cell) {
        int length = cell.length();
        return length >= 2 && length <= 2 * LONGEST && mayEnd(cell.charAt(length - 1));
    }

    /** Whether a word of the list, with or without a colon, may end so; rules out nearly all ids at once. */
    private static boolean mayEnd(char last) {
        return switch (last) {
            case 'l', 'L', 's', 'S', 'e', 'E', 't', 'T', 'm', 'M', 'a', 'A', ':', ' ' -> true;
            default -> last > 127;
        };
    }
}
