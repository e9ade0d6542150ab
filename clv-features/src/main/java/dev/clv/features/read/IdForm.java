package dev.clv.features.read;

import dev.clv.features.internal.cell.Invisible;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may differ between two spellings of a customer's id, so that ids that differ in it only are one customer's. */
public enum IdForm {
    /** How many and which blanks are inside, and invisible characters; blanks around an id are never part of it. */
    TRIM("trim"),
    /** Whether there are blanks inside at all, and invisible characters; the id is without them then. */
    NO_BLANKS("no-blanks"),
    /** Upper and lower case; the id is in lower case then. */
    FOLD_CASE("fold-case"),
    /** How Unicode writes it, such as composed or full-width characters; the id is in the form NFKC then. */
    NFKC("nfkc");

    private final String word;

    IdForm(String word) {
        this.word = word;
    }

    /** The word for it in a mapping. */
    public String word() {
        return word;
    }

    /**
     * The form with this word.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    static IdForm ofWord(String word) {
        return Arrays.stream(values())
                .filter(form -> form.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an id form must be one of "
                        + Arrays.stream(values()).map(IdForm::word).collect(Collectors.joining(", "))));
    }

    /** The id in every one of these forms; the same text where there are none. */
    static String apply(List<IdForm> forms, String id) {
        String formed = id;
        // Unicode first, as it makes plain blanks of others.
        if (forms.contains(NFKC)) {
            formed = Normalizer.normalize(formed, Normalizer.Form.NFKC);
        }
        if (forms.contains(NO_BLANKS)) {
            formed = withBlanks(formed, "");
        } else if (forms.contains(TRIM)) {
            formed = withBlanks(formed, " ");
        }
        return forms.contains(FOLD_CASE) ? formed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : formed;
    }

    /** The id without invisible characters, and with {@code blank} for any run of blanks between others. */
    private static String withBlanks(String id, String blank) {
        StringBuilder trimmed = new StringBuilder();
        boolean gap = false;
        for (int point : id.codePoints().toArray()) {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                gap = true;
            } else if (!Invisible.is(point)) {
                trimmed.append(gap && trimmed.length() > 0 ? blank : "").appendCodePoint(point);
                gap = false;
            }
        }
        return trimmed.toString();
    }
}
