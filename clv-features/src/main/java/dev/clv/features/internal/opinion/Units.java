package dev.clv.features.internal.opinion;

import dev.clv.features.internal.opinion.Phrases.Matches;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as a row of units: terms that the vocabulary knows, other words (single characters in scripts without blanks),
 * and breaks between clauses and sentences. The address of a page or a mailbox is one word that is not known. Not
 * thread-safe; made for one reading.
 */
public final class Units {

    /** A unit that is no break. */
    public static final byte NONE = 0;

    /** A break between nouns of a list, as by an enumeration comma. */
    public static final byte LIST = 1;

    /** A break between clauses, as by a comma. */
    public static final byte CLAUSE = 2;

    /** A question or a colon, after which the answer may follow. */
    public static final byte ANSWER = 3;

    /** A break between sentences. */
    public static final byte SENTENCE = 4;

    private final ReadableText text;
    private int[] starts;
    private int[] ends;
    private @Nullable Term[] terms;
    private byte[] breaks;
    private int size;

    private Units(ReadableText text) {
        this.text = text;
        int expected = text.length() / 3 + 8;
        starts = new int[expected];
        ends = new int[expected];
        terms = new @Nullable Term[expected];
        breaks = new byte[expected];
    }

    /** The units of a text. */
    public static Units of(CharSequence original, Vocabulary vocabulary) {
        ReadableText text = ReadableText.of(original);
        Matches<Term> matches = vocabulary.in(text);
        Units units = new Units(text);
        int[] addresses = Addresses.in(original);
        int address = 0;
        int length = text.length();
        int at = 0;
        while (at < length) {
            boolean more = address < addresses.length;
            if (more && text.start(at) >= addresses[address]) {
                int after = at;
                while (after < length && text.start(after) < addresses[address + 1]) {
                    after++;
                }
                if (after > at) {
                    units.add(at, after, null, NONE);
                }
                at = after;
                address += 2;
                continue;
            }
            int end = matches.end(at);
            char unit = text.charAt(at);
            boolean known = end > 0
                    && !(more && text.end(end - 1) > addresses[address])
                    && !(matches.value(at).isEmoticon() && runsOn(text, end));
            if (known) {
                units.add(at, end, matches.value(at), NONE);
                at = end;
            } else if (Letters.kind(unit) == Letters.SPACED) {
                end = at + 1;
                while (end < length && Letters.kind(text.charAt(end)) == Letters.SPACED) {
                    end++;
                }
                units.add(at, end, null, NONE);
                at = end;
            } else if (Letters.kind(unit) == Letters.ALONE) {
                units.add(at, ++at, null, NONE);
            } else {
                byte kind = breakOf(text, at, length);
                if (kind != NONE) {
                    units.addBreak(at, kind);
                }
                at++;
            }
        }
        return units;
    }

    /** Whether a letter, digit or slash follows, as after the colon of "https://" and "colours:(red)". */
    private static boolean runsOn(ReadableText text, int end) {
        return end < text.length() && (text.charAt(end) == '/' || Letters.kind(text.charAt(end)) != Letters.OTHER);
    }

    private static byte breakOf(ReadableText text, int at, int length) {
        char unit = text.charAt(at);
        switch (unit) {
            case ' ' -> {
                // Chinese has no blanks between words: one parts clauses.
                boolean between = at > 0
                        && at + 1 < length
                        && Letters.kind(text.charAt(at - 1)) == Letters.ALONE
                        && Letters.kind(text.charAt(at + 1)) == Letters.ALONE;
                return between ? CLAUSE : NONE;
            }
            case '.', ',' -> {
                boolean number = at > 0
                        && at + 1 < length
                        && Character.isDigit(text.charAt(at - 1))
                        && Character.isDigit(text.charAt(at + 1));
                return number ? NONE : unit == '.' ? SENTENCE : CLAUSE;
            }
            case '\u3001', '/' -> {
                return LIST;
            }
            case ':', '?' -> {
                return ANSWER;
            }
            case '!', ';', '\n', '\u3002', '|' -> {
                return SENTENCE;
            }
            case '(', ')', '[', ']', '~', '\u2026', '\u2014', '-', '\u2013', '\u300c', '\u300d' -> {
                return CLAUSE;
            }
            default -> {
                return NONE;
            }
        }
    }

    /** Breaks in a row are one, the strongest. */
    private void addBreak(int at, byte kind) {
        if (size > 0 && breaks[size - 1] != NONE) {
            breaks[size - 1] = (byte) Math.max(breaks[size - 1], kind);
        } else {
            add(at, at + 1, null, kind);
        }
    }

    private void add(int start, int end, @Nullable Term term, byte kind) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            terms = Arrays.copyOf(terms, 2 * size);
            breaks = Arrays.copyOf(breaks, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        terms[size] = term;
        breaks[size++] = kind;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The term, or null for another word and for a break. */
    public @Nullable Term term(int unit) {
        return terms[unit];
    }

    /** The mood of the term, if it has one. */
    public @Nullable Mood mood(int unit) {
        Term term = terms[unit];
        return term == null ? null : term.mood();
    }

    /** The kind of break, or {@link #NONE}. */
    public byte breakKind(int unit) {
        return breaks[unit];
    }

    /** Where it begins in the original text. */
    public int start(int unit) {
        return text.start(starts[unit]);
    }

    /** Where it ends in the original text, exclusive. */
    public int end(int unit) {
        return text.end(ends[unit] - 1);
    }

    /** Whether it is one character, or several, of a script without blanks. */
    public boolean standsAlone(int unit) {
        return Letters.kind(text.charAt(starts[unit])) == Letters.ALONE;
    }

    /** Whether it is one given character. */
    boolean is(int unit, char character) {
        return ends[unit] - starts[unit] == 1 && text.charAt(starts[unit]) == character;
    }

    /** How many characters it has in the readable text. */
    public int length(int unit) {
        return ends[unit] - starts[unit];
    }

    /** The characters of a unit, as they are read. */
    public String text(int unit) {
        StringBuilder out = new StringBuilder();
        for (int i = starts[unit]; i < ends[unit]; i++) {
            out.append(text.charAt(i));
        }
        return out.toString();
    }
}
