package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Several ways to write a time, the first that fits counts. */
public final class TimePatterns implements TimePattern {

    /** The word for ISO 8601, for a list of patterns that holds others too. */
    public static final String ISO = "iso";

    /** Times that two patterns must not read differently: with every pair of day, month and two-digit year. */
    private static final List<LocalDateTime> PROBES = List.of(
            LocalDateTime.of(2003, 4, 5, 6, 7, 8),
            LocalDateTime.of(2011, 10, 12, 9, 10, 11),
            LocalDateTime.of(2024, 12, 11, 10, 9, 8));

    private final List<TimePattern> choices;

    private TimePatterns(List<TimePattern> choices) {
        this.choices = choices;
    }

    /**
     * Refuses words that are no patterns.
     *
     * @throws IllegalArgumentException as of {@link #of}
     */
    public static void require(List<String> words) {
        of(words);
    }

    /**
     * One pattern from words.
     *
     * @param words {@value #ISO}, one of {@link CountedTimePattern}, or letters; none for ISO 8601
     * @throws IllegalArgumentException if a word cannot be used, or two of them read the same text as different times;
     *     the message names them
     */
    static TimePattern of(List<String> words) {
        List<TimePattern> choices = new ArrayList<>();
        for (String word : words) {
            CountedTimePattern counted = CountedTimePattern.of(word);
            if (word.equals(ISO)) {
                choices.add(new IsoTimePattern());
            } else if (counted != null) {
                choices.add(counted);
            } else {
                choices.addAll(LetterTimePattern.of(word));
            }
        }
        if (choices.isEmpty()) {
            return new IsoTimePattern();
        }
        requireAgreement(choices, words);
        return choices.size() == 1 ? choices.get(0) : new TimePatterns(List.copyOf(choices));
    }

    private static void requireAgreement(List<TimePattern> choices, List<String> words) {
        TimeFields fields = new TimeFields();
        for (TimePattern writer : choices) {
            for (LocalDateTime probe : PROBES) {
                String text = writer.write(probe);
                long time = read(writer, text, fields);
                for (TimePattern reader : choices) {
                    long other = reader == writer ? time : read(reader, text, fields);
                    if (other != time && other != TimeParser.NONE) {
                        throw new IllegalArgumentException("time patterns " + String.join(" and ", quoted(words))
                                + " cannot be used together: '" + text
                                + "' is a different time by one than by the other; keep the one that is right");
                    }
                }
            }
        }
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").toList();
    }

    private static long read(TimePattern pattern, String text, TimeFields fields) {
        return pattern.parse(Slice.of(text), fields) && TimeParser.isPlausible(fields)
                ? fields.epochDay() * 86_400_000_000L + fields.secondOfDay() * 1_000_000L + fields.micros
                : TimeParser.NONE;
    }

    @Override
    public boolean parse(Slice text, TimeFields fields) {
        for (TimePattern choice : choices) {
            if (choice.parseFast(text, fields) && TimeParser.isPlausible(fields)) {
                return true;
            }
        }
        TimePattern implausible = null;
        for (TimePattern choice : choices) {
            if (choice.parse(text, fields)) {
                if (TimeParser.isPlausible(fields)) {
                    return true;
                }
                implausible = choice;
            }
        }
        return implausible != null && implausible.parse(text, fields);
    }

    @Override
    public String write(LocalDateTime time) {
        return choices.get(0).write(time);
    }
}
