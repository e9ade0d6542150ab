package dev.clv.features.internal.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the letters of a time pattern mean, and which patterns cannot be used because they name no instant, or another
 * one than their author thinks.
 *
 * <p>The letters are those of {@link java.time.format.DateTimeFormatter}. A part in brackets is optional: a pattern
 * stands for several plain ones, one for every choice of optional parts that names a day.
 */
final class PatternLetters {

    /** More plain patterns than this are refused. */
    static final int MAX_CHOICES = 32;

    private static final Map<Character, String> REFUSED = Map.ofEntries(
            Map.entry('G', "G is an era, which says nothing here; quote the text instead, such as 'AD'"),
            Map.entry('Y', "Y is the year of a week, which differs from the year around New Year; write yyyy"),
            Map.entry('w', "w is a week and names no day; write MM and dd"),
            Map.entry('W', "W is a week and names no day; write MM and dd"),
            Map.entry('Q', "Q is a quarter and names no day; write MM and dd"),
            Map.entry('q', "q is a quarter and names no day; write MM and dd"),
            Map.entry('e', "e is a number of a weekday, which depends on the country; leave the column's weekday out"),
            Map.entry('c', "c is a number of a weekday, which depends on the country; leave the column's weekday out"),
            Map.entry('F', "F is a week of the month and names no day; write dd"),
            Map.entry('g', "g is a Julian day; write yyyy, MM and dd"),
            Map.entry('k', "k counts hours from 1 to 24, so that 24:30 is the beginning of the day; write H"),
            Map.entry('B', "B is a part of the day in words; write 'a' for AM and PM, or H"),
            Map.entry('A', "A counts the milliseconds of a day; write HH, mm and ss"),
            Map.entry('n', "n counts nanoseconds without their leading zeros; write S for a fraction of a second"),
            Map.entry('N', "N counts the nanoseconds of a day; write HH, mm and ss"),
            Map.entry(
                    'z',
                    "z is an abbreviation of a zone, and one such as CST or IST stands for several zones; quote it, such"
                            + " as 'CET', and set the zone, or write Z, XXX or VV if the times have an offset or a zone"
                            + " such as Europe/Paris"),
            Map.entry('v', "v is a name of a zone that depends on the language; quote it and set the zone"),
            Map.entry('p', "p pads; write a single letter, such as H, for a number of one or two digits"));

    private static final Map<Character, String> FIELDS = Map.ofEntries(
            Map.entry('u', "the year"),
            Map.entry('M', "the month"),
            Map.entry('d', "the day"),
            Map.entry('D', "the day of the year"),
            Map.entry('E', "the weekday"),
            Map.entry('a', "AM or PM"),
            Map.entry('H', "the hour"),
            Map.entry('h', "the hour"),
            Map.entry('K', "the hour"),
            Map.entry('m', "the minute"),
            Map.entry('s', "the second"),
            Map.entry('S', "the fraction of a second"),
            Map.entry('V', "the zone"),
            Map.entry('O', "the offset"),
            Map.entry('X', "the offset"),
            Map.entry('x', "the offset"),
            Map.entry('Z', "the offset"));

    private final String pattern;
    private int at;

    private PatternLetters(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The plain patterns that a pattern stands for, those with more of its optional parts first; at least one.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says why and what to write
     */
    static List<List<PatternStep>> choices(String pattern) {
        PatternLetters letters = new PatternLetters(pattern);
        List<List<PatternStep>> all = letters.sequence(false);
        List<List<PatternStep>> usable = new ArrayList<>();
        String first = null;
        for (List<PatternStep> choice : all) {
            String flaw = repeated(choice);
            if (flaw == null) {
                requireSense(choice);
                flaw = incomplete(choice);
            }
            if (flaw == null) {
                usable.add(choice);
            } else if (first == null) {
                first = flaw;
            }
        }
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(first);
        }
        return usable;
    }

    /** Steps up to the end of the pattern or of the optional part, in every choice of the optional parts within. */
    private List<List<PatternStep>> sequence(boolean optional) {
        List<List<PatternStep>> choices = new ArrayList<>(List.of(new ArrayList<>()));
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == ']') {
                if (!optional) {
                    throw new IllegalArgumentException(
                            "it closes a bracket that it does not open; quote it if it is" + " meant as text: ']'");
                }
                at++;
                return choices;
            }
            if (c == '[') {
                at++;
                choices = withAndWithout(choices, sequence(true));
            } else {
                PatternStep step = step(c);
                choices.forEach(choice -> choice.add(step));
            }
        }
        if (optional) {
            throw new IllegalArgumentException(
                    "it opens a bracket and does not close it; brackets are optional parts, quote one that is meant"
                            + " as text: '['");
        }
        return choices;
    }

    private static List<List<PatternStep>> withAndWithout(
            List<List<PatternStep>> before, List<List<PatternStep>> parts) {
        List<List<PatternStep>> choices = new ArrayList<>();
        for (List<PatternStep> start : before) {
            for (List<PatternStep> part : parts) {
                List<PatternStep> choice = new ArrayList<>(start);
                choice.addAll(part);
                choices.add(choice);
            }
            choices.add(start);
        }
        if (choices.size() > MAX_CHOICES) {
            throw new IllegalArgumentException("its optional parts can be chosen in more than " + MAX_CHOICES
                    + " ways; give a list of patterns instead");
        }
        return choices;
    }

    private PatternStep step(char c) {
        if (isLetter(c)) {
            int from = at;
            while (at < pattern.length() && pattern.charAt(at) == c) {
                at++;
            }
            return checked(c, at - from);
        }
        if (c == '{' || c == '}' || c == '#') {
            throw new IllegalArgumentException("'" + c + "' is reserved; quote it if it is meant as text");
        }
        if (c != '\'') {
            at++;
            return PatternStep.literal(String.valueOf(c));
        }
        int close = pattern.indexOf('\'', at + 1);
        if (close < 0) {
            throw new IllegalArgumentException("it opens a quote and does not close it");
        }
        String inside = pattern.substring(at + 1, close);
        at = close + 1;
        return PatternStep.literal(inside.isEmpty() ? "'" : inside);
    }

    /** Only these are letters of a pattern: a word in another script is text. */
    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static PatternStep checked(char letter, int count) {
        String refused = REFUSED.get(letter);
        if (refused != null) {
            throw new IllegalArgumentException(refused);
        }
        PatternStep step = PatternStep.of(letter, count);
        if (!FIELDS.containsKey(step.letter())) {
            throw new IllegalArgumentException(
                    "the letter " + letter + " means nothing; quote text, such as '" + letter + "'");
        }
        String run = String.valueOf(letter).repeat(count);
        switch (step.letter()) {
            case 'u' -> require(count == 2 || count == 4, run, "write yyyy, or yy for a year of two digits");
            case 'M' -> require(count <= 4, run, "write M, MM, MMM or MMMM");
            case 'E' -> require(count <= 4, run, "write EEE or EEEE");
            case 'd', 'H', 'h', 'K', 'm', 's' -> require(count <= 2, run, "write " + letter + " or " + letter + letter);
            case 'a' -> require(count == 1, run, "write a");
            case 'D' ->
                require(count == 1 || count == 3, run, "write d for the day of the month, DDD for the day of the year");
            case 'V' -> require(count == 2, run, "write VV");
            case 'S' -> require(count <= 9, run, "write at most nine");
            default -> require(count <= 5, run, "write XXX for an offset such as +01:00, xx for +0100");
        }
        return step;
    }

    private static void require(boolean known, String run, String remedy) {
        if (!known) {
            throw new IllegalArgumentException(run + " is not known; " + remedy);
        }
    }

    /** Which field is there twice, as a flaw in words; null if none is. */
    private static @Nullable String repeated(List<PatternStep> steps) {
        List<String> named = new ArrayList<>();
        for (PatternStep step : steps) {
            String field = step.isLiteral() ? "" : FIELDS.get(step.letter());
            if (!step.isLiteral() && named.contains(field)) {
                return "it names " + field + " twice";
            }
            named.add(field);
        }
        return null;
    }

    /** Refuses letters that mean something else without, or with, another one. */
    private static void requireSense(List<PatternStep> steps) {
        Set<Character> letters = lettersOf(steps);
        boolean half = letters.contains('h') || letters.contains('K');
        boolean hour = half || letters.contains('H');
        if (half && !letters.contains('a')) {
            throw new IllegalArgumentException("h and K are hours of half a day, and without a (AM or PM) an afternoon"
                    + " cannot be told from a morning; write H for hours from 0 to 23");
        }
        if (letters.contains('a') && !half) {
            throw new IllegalArgumentException("a (AM or PM) belongs to hours from 1 to 12; write h for the hour");
        }
        if (letters.contains('m') && !hour) {
            throw new IllegalArgumentException("m is the minute and there is no hour; write M for the month");
        }
        if (letters.contains('s') && !letters.contains('m')) {
            throw new IllegalArgumentException("s is the second and there is no minute; write m for the minute");
        }
        if (letters.contains('S') && !letters.contains('s')) {
            throw new IllegalArgumentException("S is a fraction of a second and there is no second; write s for it");
        }
        if (letters.contains('D') && (letters.contains('M') || letters.contains('d'))) {
            throw new IllegalArgumentException("D is the day of the year; write d for the day of the month");
        }
    }

    /** What is missing to a day, as a flaw in words; null if nothing is. */
    private static @Nullable String incomplete(List<PatternStep> steps) {
        Set<Character> letters = lettersOf(steps);
        if (!letters.contains('u')) {
            return "it does not name a year (yyyy)";
        }
        if (!letters.contains('D') && !letters.contains('M')) {
            return "it does not name a month (MM)";
        }
        return letters.contains('D') || letters.contains('d') ? null : "it does not name a day (dd)";
    }

    private static Set<Character> lettersOf(List<PatternStep> steps) {
        return steps.stream()
                .filter(step -> !step.isLiteral())
                .map(PatternStep::letter)
                .collect(Collectors.toSet());
    }
}
