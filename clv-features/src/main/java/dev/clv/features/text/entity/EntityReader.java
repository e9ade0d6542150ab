package dev.clv.features.text.entity;

import dev.clv.features.internal.opinion.Phrases.Matches;
import dev.clv.features.internal.opinion.ReadableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Finds what a text names: products, brands and categories of a {@link Catalogue}, amounts of money, sizes and order
 * numbers.
 *
 * <p>Entities do not overlap: order numbers come first, then names of the catalogue, then amounts and sizes; among
 * names the one that begins first and then the longest ("Apple Watch", not "Apple"). Case, full-width forms, hyphens
 * and traditional characters make no difference, and in scripts that part words by blanks a name is whole words.
 *
 * <p>A name that is an everyday word too ("Target", "One", 小米) is taken for a name only with capital letters as in the
 * catalogue where its script has them, in a text that is not all in capitals and, for words that often begin a sentence
 * ("One", "Next"), not at the beginning of one; and not beside a word with which it has its everyday meaning ("apple
 * pie", 小米粥).
 *
 * <p>Time is linear in the length of the text. Immutable and thread-safe.
 */
public final class EntityReader {

    private static final int WORDS_BESIDE = 16;
    private static final int CHARACTERS_BESIDE = 6;

    private final Catalogue catalogue;

    private EntityReader(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A reader of names of a catalogue, and of amounts, sizes and order numbers. */
    public static EntityReader of(Catalogue catalogue) {
        return new EntityReader(catalogue);
    }

    /**
     * What a text names, in the order of the text.
     *
     * @param text any text; may be empty
     */
    public List<Entity> read(CharSequence text) {
        ReadableText readable = ReadableText.exactly(text);
        String form = readable.toString();
        boolean[] taken = new boolean[form.length()];
        List<Entity> entities = new ArrayList<>();
        written(text, readable, form, true, taken, entities);
        names(text, readable, form, taken, entities);
        written(text, readable, form, false, taken, entities);
        entities.sort(Comparator.comparingInt(Entity::start));
        return List.copyOf(entities);
    }

    private static void written(
            CharSequence text,
            ReadableText readable,
            String form,
            boolean orders,
            boolean[] taken,
            List<Entity> found) {
        for (Written written : Written.FORMS) {
            if (orders != (written.kind() == EntityKind.ORDER_NUMBER)) {
                continue;
            }
            Matcher matcher = written.pattern().matcher(form);
            while (matcher.find()) {
                int from = Written.start(matcher);
                int to = Written.end(matcher);
                if (take(taken, from, to)) {
                    int start = readable.start(from);
                    int end = readable.end(to - 1);
                    String as = orders ? null : text.subSequence(start, end).toString();
                    found.add(new Entity(written.kind(), as, start, end, null));
                }
            }
        }
    }

    private void names(CharSequence text, ReadableText readable, String form, boolean[] taken, List<Entity> found) {
        Matches<CatalogueEntry> matches = catalogue.phrases().in(readable);
        boolean allCapitals = isAllCapitals(text);
        int at = 0;
        while (at < form.length()) {
            int end = matches.end(at);
            if (end == 0) {
                at++;
                continue;
            }
            CatalogueEntry entry = matches.value(at);
            int start = readable.start(at);
            int stop = readable.end(end - 1);
            boolean name = !entry.everyday() || isName(entry, text, readable, form, at, end, allCapitals);
            name &= !isNumber(form, at, end) || !Written.isAmount(form, at, end);
            if (name && take(taken, at, end)) {
                found.add(new Entity(entry.kind(), entry.name(), start, stop, entry.id()));
            }
            at = end;
        }
    }

    private static boolean isNumber(String form, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(form.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(
            CatalogueEntry entry,
            CharSequence text,
            ReadableText readable,
            String form,
            int from,
            int to,
            boolean allCapitals) {
        String key = form.substring(from, to);
        String before = form.substring(Math.max(0, from - WORDS_BESIDE), from);
        String after = form.substring(to, Math.min(form.length(), to + WORDS_BESIDE));
        boolean cased = Character.isLowerCase(form.codePointAt(from));
        if (!cased) {
            String near = tail(before, CHARACTERS_BESIDE) + "|" + head(after, CHARACTERS_BESIDE);
            return EverydayWords.contexts(key).stream().noneMatch(word -> !word.isEmpty() && near.contains(word));
        }
        if (entry.kind() == EntityKind.CATEGORY) {
            return true;
        }
        char first = text.charAt(readable.start(from));
        if (!Character.isUpperCase(first) || allCapitals) {
            return false;
        }
        String beside =
                " " + before.replaceAll("[^\\p{L}\\d']+", " ") + " | " + after.replaceAll("[^\\p{L}\\d']+", " ") + " ";
        if (EverydayWords.contexts(key).stream()
                .anyMatch(word -> !word.isEmpty() && beside.contains(" " + word + " "))) {
            return false;
        }
        return !beginsSentence(form, from) || startsNames(key, after);
    }

    /** A capital letter that begins a sentence tells nothing, unless another word of grammar could not follow. */
    private static boolean startsNames(String key, String after) {
        String next = after.strip();
        int blank = next.indexOf(' ');
        String word = blank < 0 ? next : next.substring(0, blank);
        return EverydayWords.mayBeginSentence(key)
                && !word.isEmpty()
                && !List.of("of", "to", "the", "and", "i", "we").contains(word);
    }

    private static boolean beginsSentence(String form, int from) {
        int at = from - 1;
        while (at >= 0 && (form.charAt(at) == ' ' || form.charAt(at) == '"' || form.charAt(at) == '\'')) {
            at--;
        }
        return at < 0 || ".!?\n。".indexOf(form.charAt(at)) >= 0;
    }

    private static boolean isAllCapitals(CharSequence text) {
        return text.chars().noneMatch(Character::isLowerCase)
                && text.chars().filter(Character::isUpperCase).count() > 8;
    }

    private static String tail(String text, int most) {
        return text.substring(Math.max(0, text.length() - most));
    }

    private static String head(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    private static boolean take(boolean[] taken, int from, int to) {
        for (int i = from; i < to; i++) {
            if (taken[i]) {
                return false;
            }
        }
        for (int i = from; i < to; i++) {
            taken[i] = true;
        }
        return true;
    }
}
